package org.cairn.lti.registration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.cairn.lti.Invitation;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of invitations, found by the digest of their token. */
@Component
class JdbcInvitations {

    private static final String SELECT =
            "select id, institution, family, platform_name, invited_by, made_at, expires_at,"
                    + " used_at, connected_to, platform from invitation ";

    private final JdbcClient jdbc;

    JdbcInvitations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(String digest, Invitation invitation) {
        jdbc.sql("insert into invitation (digest, id, institution, family, platform_name, invited_by, made_at,"
                        + " expires_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(digest)
                .param(invitation.id())
                .param(invitation.institution())
                .param(invitation.family().name().toLowerCase(Locale.ROOT))
                .param(invitation.platformName())
                .param(invitation.invitedBy())
                .param(time(invitation.madeAt()))
                .param(time(invitation.expiresAt()))
                .update();
    }

    Optional<Invitation> byDigest(String digest, Instant now) {
        return jdbc.sql(SELECT + "where digest = ?")
                .param(digest)
                .query((row, n) -> invitation(row, now))
                .optional();
    }

    Optional<Invitation> byId(UUID id, Instant now) {
        return jdbc.sql(SELECT + "where id = ?")
                .param(id)
                .query((row, n) -> invitation(row, now))
                .optional();
    }

    List<Invitation> of(String institution, Instant now) {
        return jdbc.sql(SELECT + "where institution = ? order by made_at desc, id desc")
                .param(institution)
                .query((row, n) -> invitation(row, now))
                .list();
    }

    void delete(String institution, UUID id) {
        jdbc.sql("delete from invitation where institution = ? and id = ?")
                .param(institution)
                .param(id)
                .update();
    }

    /**
     * Takes the invitation for one registration; false when it cannot be used, or somebody else has it in hand.
     *
     * @param latest nobody has it for longer than this: who does took it by a clock that has been put back since
     */
    boolean claim(String digest, Instant now, Instant until, Instant latest) {
        return jdbc.sql("update invitation set claimed_until = ? where digest = ? and used_at is null"
                                + " and expires_at > ? and (claimed_until is null or claimed_until <= ?"
                                + " or claimed_until > ?)")
                        .param(time(until))
                        .param(digest)
                        .param(time(now))
                        .param(time(now))
                        .param(time(latest))
                        .update()
                == 1;
    }

    /** Gives back what was claimed until then, unless it was used. */
    void release(String digest, Instant until) {
        jdbc.sql(
                        "update invitation set claimed_until = null where digest = ? and claimed_until = ? and used_at is null")
                .param(digest)
                .param(time(until))
                .update();
    }

    /** Spends the invitation; false when another registration spent it meanwhile, or it was withdrawn. */
    boolean spend(String digest, Instant now) {
        return jdbc.sql("update invitation set used_at = ?, claimed_until = null where digest = ? and used_at is null")
                        .param(time(now))
                        .param(digest)
                        .update()
                == 1;
    }

    void connected(String digest, PlatformId platform) {
        jdbc.sql("update invitation set connected_to = ?, platform = ? where digest = ?")
                .param(platform.institution().value())
                .param(platform.value())
                .param(digest)
                .update();
    }

    private static Invitation invitation(ResultSet row, Instant now) throws SQLException {
        UUID connectedTo = row.getObject("connected_to", UUID.class);
        Instant expiresAt = instant(row, "expires_at");
        return new Invitation(
                row.getObject("id", UUID.class),
                row.getString("institution"),
                Family.valueOf(row.getString("family").toUpperCase(Locale.ROOT)),
                row.getString("platform_name"),
                row.getString("invited_by"),
                instant(row, "made_at"),
                expiresAt,
                state(row.getObject("used_at") != null, expiresAt, now),
                connectedTo == null
                        ? null
                        : new PlatformId(new InstitutionId(connectedTo), row.getObject("platform", UUID.class)));
    }

    private static Invitation.State state(boolean used, Instant expiresAt, Instant now) {
        if (used) {
            return Invitation.State.USED;
        }
        return now.isBefore(expiresAt) ? Invitation.State.OPEN : Invitation.State.EXPIRED;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
