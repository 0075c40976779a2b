package org.cairn.web.api.connect;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.cairn.complaint.Complaint;
import org.cairn.lti.Invitation;
import org.cairn.lti.Invitations;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.web.api.ApiProblem;
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
import org.springframework.web.bind.annotation.RestController;

/** The one-time links by which platforms register themselves. */
@RestController
@RequestMapping("/api/invitations")
@Tag(name = "Invitations")
class InvitationApi {

    private final Invitations invitations;
    private final Tenancy tenancy;

    InvitationApi(Invitations invitations, Tenancy tenancy) {
        this.invitations = invitations;
        this.tenancy = tenancy;
    }

    @PostMapping
    @Operation(summary = "Make a one-time link to paste into a platform; the institution need not exist yet")
    ResponseEntity<MadeView> invite(@Valid @RequestBody InvitationBody body) {
        Invitations.Made made = invitations.invite(body.institution(), body.family(), body.name(), "operator");
        return ResponseEntity.status(HttpStatus.CREATED).body(view(made));
    }

    @GetMapping
    @Operation(summary = "The invitations of an institution, latest first, without their links")
    List<InvitationView> all(@RequestParam(required = false) @Nullable String institution) {
        return of(institution).stream().map(InvitationApi::view).toList();
    }

    @DeleteMapping("/{id}")
    @Operation(summary = "Withdraw an invitation: its link is worthless from now on")
    ResponseEntity<Void> withdraw(
            @PathVariable String id, @RequestParam(required = false) @Nullable String institution) {
        Invitation invitation = Tenancy.uuid(id)
                .flatMap(invitations::find)
                .filter(found -> institution == null
                        || institution.isBlank()
                        || of(institution).stream().anyMatch(one -> one.id().equals(found.id())))
                .orElseThrow(() -> ApiProblem.notFound(Complaint.of("api.no-invitation", id)));
        invitations.withdraw(invitation);
        return ResponseEntity.noContent().build();
    }

    /** An institution may have invitations before it exists, so a name that is not known is not an error here. */
    private List<Invitation> of(@Nullable String nameOrId) {
        if (nameOrId == null || nameOrId.isBlank()) {
            return tenancy.institutions(null).stream()
                    .flatMap(one -> invitations.of(one.id()).stream())
                    .toList();
        }
        return Tenancy.uuid(nameOrId.strip())
                .map(id -> invitations.of(new InstitutionId(id)))
                .orElseGet(() -> invitations.of(nameOrId));
    }

    private static MadeView view(Invitations.Made made) {
        Invitation invitation = made.invitation();
        return new MadeView(
                invitation.id(),
                made.url(),
                invitation.institution(),
                code(invitation.family()),
                invitation.platformName(),
                invitation.expiresAt());
    }

    private static InvitationView view(Invitation invitation) {
        return new InvitationView(
                invitation.id(),
                invitation.institution(),
                code(invitation.family()),
                invitation.platformName(),
                invitation.invitedBy(),
                code(invitation.state()),
                invitation.madeAt(),
                invitation.expiresAt(),
                invitation.platform() == null ? null : invitation.platform().value());
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    record InvitationBody(
            @NotBlank(message = Checks.MISSING) String institution,
            @NotNull(message = Checks.MISSING) Family family,
            @Nullable String name)
            implements Body {}

    record MadeView(
            UUID id,
            String url,
            String institution,
            String family,
            @Nullable String name,
            Instant expiresAt) {}

    record InvitationView(
            UUID id,
            String institution,
            String family,
            @Nullable String name,
            String invitedBy,
            String state,
            Instant madeAt,
            Instant expiresAt,
            @Nullable UUID platform) {}
}
