package org.cairn.web.api.connect;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.cairn.platform.Family;
import org.cairn.platform.Institution;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.cairn.web.api.Body;
import org.cairn.web.api.Checks;
import org.cairn.web.api.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The learning platforms we trust. */
@RestController
@RequestMapping("/api/platforms")
@Tag(name = "Platforms")
class PlatformApi {

    private final Platforms platforms;
    private final Tenancy tenancy;

    PlatformApi(Platforms platforms, Tenancy tenancy) {
        this.platforms = platforms;
        this.tenancy = tenancy;
    }

    @PostMapping
    @Operation(summary = "Register a platform, and its institution with it if it is the first")
    ResponseEntity<PlatformView> register(@Valid @RequestBody PlatformBody body) {
        PlatformView view = view(platforms.register(body.asPlatform()));
        return ResponseEntity.created(URI.create("/api/platforms/" + view.id())).body(view);
    }

    @GetMapping
    @Operation(summary = "The platforms of an institution")
    List<PlatformView> all(@RequestParam(required = false) @Nullable String institution) {
        return tenancy.institutions(institution).stream()
                .flatMap(one -> platforms.of(one.id()).stream())
                .map(this::view)
                .toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One platform")
    PlatformView one(@PathVariable String id, @RequestParam(required = false) @Nullable String institution) {
        return view(tenancy.standing(id, institution));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End a registration: its launches, events and services end, what was learned and earned stays")
    void remove(@PathVariable String id, @RequestParam(required = false) @Nullable String institution) {
        platforms.remove(tenancy.standing(id, institution).id());
    }

    @PostMapping("/{id}/pause")
    @Operation(summary = "Refuse a platform's launches and events from now on")
    PlatformView pause(@PathVariable String id, @RequestParam(required = false) @Nullable String institution) {
        return paused(id, institution, true);
    }

    @PostMapping("/{id}/resume")
    @Operation(summary = "Take a platform's launches and events again")
    PlatformView resume(@PathVariable String id, @RequestParam(required = false) @Nullable String institution) {
        return paused(id, institution, false);
    }

    private PlatformView paused(String id, @Nullable String institution, boolean paused) {
        Platform platform = tenancy.standing(id, institution);
        platforms.pause(platform.id(), paused);
        return view(tenancy.standing(id, institution));
    }

    private PlatformView view(Platform platform) {
        Institution institution = tenancy.of(platform);
        return new PlatformView(
                platform.id().value(),
                institution.name(),
                institution.id().value(),
                platform.name(),
                platform.family().name().toLowerCase(Locale.ROOT),
                platform.issuer(),
                platform.clientId(),
                platform.authorizationUrl(),
                platform.tokenUrl(),
                platform.jwksUrl(),
                platforms.deployments(platform.id()),
                platform.active());
    }

    record PlatformBody(
            @NotBlank(message = Checks.MISSING) String institution,

            @NotBlank(message = Checks.MISSING) String name,

            @NotNull(message = Checks.MISSING) Family family,

            @NotBlank(message = Checks.MISSING) String issuer,

            @NotBlank(message = Checks.MISSING) String clientId,

            @NotNull(message = Checks.MISSING) URI authorizationUrl,
            @NotNull(message = Checks.MISSING) URI tokenUrl,
            @NotNull(message = Checks.MISSING) URI jwksUrl,

            @NotNull(message = Checks.MISSING) List<@NotBlank(message = Checks.MISSING) String> deploymentIds)
            implements Body {

        NewPlatform asPlatform() {
            return new NewPlatform(
                    institution, name, family, issuer, clientId, authorizationUrl, tokenUrl, jwksUrl, deploymentIds);
        }
    }

    record PlatformView(
            UUID id,
            String institution,
            UUID institutionId,
            String name,
            String family,
            String issuer,
            String clientId,
            URI authorizationUrl,
            URI tokenUrl,
            URI jwksUrl,
            List<String> deploymentIds,
            boolean active) {}
}
