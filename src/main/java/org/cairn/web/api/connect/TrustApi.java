package org.cairn.web.api.connect;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.cairn.people.IdentifierKind;
import org.cairn.people.TrustedIds;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.cairn.web.api.Body;
import org.cairn.web.api.Checks;
import org.cairn.web.api.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The ids that mean one person on several platforms. */
@RestController
@RequestMapping("/api/trusted-ids")
@Tag(name = "Learners")
class TrustApi {

    private static final int MOST = 500;

    private final TrustedIds trusted;
    private final Tenancy tenancy;

    TrustApi(TrustedIds trusted, Tenancy tenancy) {
        this.trusted = trusted;
        this.tenancy = tenancy;
    }

    @GetMapping
    @Operation(summary = "Which ids are trusted on which platforms, and who was not made one person by them")
    TrustView all(@RequestParam(required = false) @Nullable String institution) {
        return tenancy.institutions(institution).stream()
                .findFirst()
                .map(one -> view(one.id()))
                .orElse(new TrustView(List.of(), List.of()));
    }

    @PutMapping
    @Operation(summary = "Trust ids of a kind (sis, username) on exactly these platforms; on none to end the trust")
    TrustView declare(
            @Valid @RequestBody TrustBody body, @RequestParam(required = false) @Nullable String institution) {
        InstitutionId of = tenancy.institution(institution).id();
        List<String> named = body.platforms() == null ? List.of() : body.platforms();
        List<PlatformId> platforms =
                named.stream().map(id -> tenancy.standing(id, institution).id()).toList();
        trusted.declare(of, IdentifierKind.of(body.kind()), platforms, "operator");
        return view(of);
    }

    private TrustView view(InstitutionId institution) {
        return new TrustView(
                trusted.of(institution).stream()
                        .map(one ->
                                new OneTrust(one.kind().code(), one.platform().value(), one.sweeping()))
                        .toList(),
                trusted.contradictions(institution, MOST).stream()
                        .map(one -> new Doubt(
                                one.one().value(),
                                one.other().value(),
                                one.identifier().kind().code(),
                                one.identifier().value(),
                                one.why().name().toLowerCase(Locale.ROOT).replace('_', '-')))
                        .toList());
    }

    record TrustBody(
            @NotBlank(message = Checks.MISSING) String kind,
            @Nullable List<@NotNull(message = Checks.MISSING) String> platforms)
            implements Body {}

    record TrustView(List<OneTrust> trusted, List<Doubt> contradictions) {}

    record OneTrust(String kind, UUID platform, boolean sweeping) {}

    record Doubt(UUID one, UUID other, String kind, String value, String why) {}
}
