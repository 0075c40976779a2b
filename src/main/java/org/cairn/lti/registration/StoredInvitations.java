package org.cairn.lti.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.complaint.Objection;
import org.cairn.lti.Invitation;
import org.cairn.lti.Invitations;
import org.cairn.net.PublicUrl;
import org.cairn.platform.Family;
import org.cairn.platform.Institution;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.cairn.vault.Ids;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Invitations, of whose tokens only digests are kept. */
@Component
class StoredInvitations implements Invitations {

    /** Longer than a registration can take; if its node dies meanwhile, the invitation can be used again after this. */
    private static final Duration IN_HAND = Duration.ofMinutes(1);

    private static final int LONGEST = 255;

    private final JdbcInvitations jdbc;
    private final Platforms platforms;
    private final PublicUrl publicUrl;
    private final Duration lifetime;
    private final Clock clock;

    StoredInvitations(
            JdbcInvitations jdbc,
            Platforms platforms,
            PublicUrl publicUrl,
            RegistrationSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.platforms = platforms;
        this.publicUrl = publicUrl;
        this.lifetime = settings.invitationLifetime();
        this.clock = clock;
    }

    @Override
    public Made invite(String institution, Family family, @Nullable String platformName, String invitedBy) {
        Instant now = now();
        Invitation invitation = new Invitation(
                Ids.next(),
                checked("institution", institution),
                family,
                platformName == null || platformName.isBlank() ? null : checked("name", platformName),
                checked("invitedBy", invitedBy),
                now,
                now.plus(lifetime),
                Invitation.State.OPEN,
                null);
        String token = Tokens.next();
        jdbc.add(Tokens.digest(token), invitation);
        return new Made(invitation, publicUrl.of("/lti/register?invitation=" + token));
    }

    @Override
    public Made invite(InstitutionId institution, Family family, @Nullable String platformName, String invitedBy) {
        Institution known = platforms.institution(institution).orElseThrow(() -> Objection.of("field.no-institution"));
        return invite(known.name(), family, platformName, invitedBy);
    }

    @Override
    public Optional<Invitation> find(String token) {
        return jdbc.byDigest(Tokens.digest(token), now());
    }

    @Override
    public Optional<Invitation> find(UUID id) {
        return jdbc.byId(id, now());
    }

    @Override
    public List<Invitation> of(String institution) {
        String name = institution.strip();
        return name.length() <= LONGEST && Said.isPlain(name) ? jdbc.of(name, now()) : List.of();
    }

    @Override
    public List<Invitation> of(InstitutionId institution) {
        return platforms
                .institution(institution)
                .map(known -> jdbc.of(known.name(), now()))
                .orElse(List.of());
    }

    @Override
    public void withdraw(Invitation invitation) {
        jdbc.delete(invitation.institution(), invitation.id());
    }

    /** Takes the invitation in hand for one registration; empty when it cannot be used, or is in another's hand. */
    Optional<Claim> claim(String token) {
        Instant now = now();
        Instant until = now.plus(IN_HAND);
        String digest = Tokens.digest(token);
        return jdbc.claim(digest, now, until, until.plus(IN_HAND))
                ? Optional.of(new Claim(digest, until))
                : Optional.empty();
    }

    void release(Claim claim) {
        jdbc.release(claim.digest(), claim.until());
    }

    /** Spends what is in hand, for ever; false when it is gone. */
    boolean spend(Claim claim) {
        return jdbc.spend(claim.digest(), now());
    }

    void connected(Claim claim, PlatformId platform) {
        jdbc.connected(claim.digest(), platform);
    }

    private static String checked(String field, String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            throw Objection.of("field.empty", field);
        }
        if (stripped.length() > LONGEST) {
            throw Objection.of("field.long", field, LONGEST);
        }
        if (!Said.isPlain(stripped)) {
            throw Objection.of("field.control", field);
        }
        return stripped;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** An invitation in hand. */
    record Claim(String digest, Instant until) {}
}
