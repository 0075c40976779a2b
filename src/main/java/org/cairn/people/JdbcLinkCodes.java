package org.cairn.people;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The codes that are good now, as digests. */
@Component
class JdbcLinkCodes {

    private final JdbcClient jdbc;

    JdbcLinkCodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whose code it is. */
    record Code(LearnerId account, PlatformId platform) {}

    void replace(LearnerId account, PlatformId platform, String digest, Instant expiresAt, Instant now) {
        UUID institution = account.institution().value();
        jdbc.sql("delete from link_code where institution = ? and (account = ? or expires_at <= ?)")
                .params(institution, account.value(), now.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("insert into link_code (institution, digest, account, platform, expires_at) values (?, ?, ?, ?, ?)")
                .params(institution, digest, account.value(), platform.value(), expiresAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Code> find(InstitutionId institution, String digest, Instant now) {
        return jdbc.sql("select account, platform from link_code where institution = ? and digest = ?"
                        + " and expires_at > ?")
                .params(institution.value(), digest, now.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Code(
                        new LearnerId(institution, row.getObject(1, UUID.class)),
                        new PlatformId(institution, row.getObject(2, UUID.class))))
                .optional();
    }

    /** Uses it up; false when somebody did. */
    boolean use(InstitutionId institution, String digest) {
        return jdbc.sql("delete from link_code where institution = ? and digest = ?")
                        .params(institution.value(), digest)
                        .update()
                == 1;
    }
}
