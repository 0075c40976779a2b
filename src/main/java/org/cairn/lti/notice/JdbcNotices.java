package org.cairn.lti.notice;

import java.time.Instant;
import java.time.ZoneOffset;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers which notices were taken. */
@Component
class JdbcNotices {

    private final JdbcClient jdbc;

    JdbcNotices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes that a notice is taken; false when it was before. */
    boolean add(PlatformId platform, String notice, Instant now) {
        return jdbc.sql("insert into notice_taken (institution, platform, notice, taken_at) values (?, ?, ?, ?)"
                                + " on conflict do nothing")
                        .param(platform.institution().value())
                        .param(platform.value())
                        .param(notice)
                        .param(now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Forgets some of the notices that were taken before an instant, and answers how many. */
    int forget(InstitutionId institution, Instant before, int most) {
        return jdbc.sql("delete from notice_taken where institution = ? and (platform, notice) in"
                        + " (select platform, notice from notice_taken where institution = ? and taken_at < ?"
                        + " order by taken_at limit ?)")
                .param(institution.value())
                .param(institution.value())
                .param(before.atOffset(ZoneOffset.UTC))
                .param(most)
                .update();
    }
}
