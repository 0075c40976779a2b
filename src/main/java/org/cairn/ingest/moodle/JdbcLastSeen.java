package org.cairn.ingest.moodle;

import java.util.HashMap;
import java.util.Map;
import org.cairn.ingest.Feed;
import org.cairn.platform.PlatformId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the last reading of a course saw of each of its people. */
@Component
class JdbcLastSeen {

    private final JdbcClient jdbc;

    JdbcLastSeen(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<String, Map<String, Seen>> of(Feed feed, String course) {
        Map<String, Map<String, Seen>> all = new HashMap<>();
        jdbc.sql("select member, seen from moodle_last_seen where institution = ? and feed = ? and course = ?")
                .params(feed.platform().institution().value(), feed.id(), course)
                .query((row, number) -> all.put(row.getString("member"), Seen.read(row.getString("seen"))))
                .list();
        return all;
    }

    /** What was seen of one member, in whatever course of the platform. */
    void forget(PlatformId platform, String member) {
        var institution = platform.institution().value();
        jdbc.sql("delete from moodle_last_seen where institution = ? and member = ? and feed in"
                        + " (select id from feed where institution = ? and platform = ?)")
                .params(institution, member, institution, platform.value())
                .update();
    }

    void keep(Feed feed, String course, String member, Map<String, Seen> seen) {
        String lines = Seen.write(seen);
        var institution = feed.platform().institution().value();
        int known = jdbc.sql("update moodle_last_seen set seen = ?"
                        + " where institution = ? and feed = ? and course = ? and member = ?")
                .params(lines, institution, feed.id(), course, member)
                .update();
        if (known == 0) {
            jdbc.sql("insert into moodle_last_seen (institution, feed, course, member, seen) values (?, ?, ?, ?, ?)"
                            + " on conflict do nothing")
                    .params(institution, feed.id(), course, member, lines)
                    .update();
        }
    }
}
