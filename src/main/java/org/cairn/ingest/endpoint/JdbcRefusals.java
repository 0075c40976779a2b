package org.cairn.ingest.endpoint;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.cairn.ingest.inbox.Quarters;
import org.cairn.platform.Platforms;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The counts of what was refused, as rows. */
@Component
class JdbcRefusals {

    private static final String ADD = "update feed_refusal set refused = refused + ?, last_at = ?"
            + " where institution = ? and feed = ? and code = ?";

    private final JdbcTemplate template;
    private final Platforms platforms;

    JdbcRefusals(JdbcTemplate template, Platforms platforms) {
        this.template = template;
        this.platforms = platforms;
    }

    void add(Refusals.Kind kind, Refusals.Count count) {
        var institution = kind.feed().platform().institution().value();
        Object[] more = {
            count.number(), time(count.last()), institution, kind.feed().id(), kind.code()
        };
        if (template.update(ADD, more) > 0) {
            return;
        }
        int added = template.update(
                "insert into feed_refusal (institution, feed, code, refused, first_at, last_at)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                institution,
                kind.feed().id(),
                kind.code(),
                count.number(),
                time(count.first()),
                time(count.last()));
        if (added == 0) {
            template.update(ADD, more);
        }
    }

    /** Forgets when what came, once it is too long ago to tell a feed's rhythm. */
    void forgetQuarters(Instant now) {
        platforms
                .institutions()
                .forEach(institution -> template.update(
                        "delete from feed_quarter where institution = ? and quarter < ?",
                        institution.id().value(),
                        Quarters.oldest(now)));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
