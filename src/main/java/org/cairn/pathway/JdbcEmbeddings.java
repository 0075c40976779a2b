package org.cairn.pathway;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.cairn.lti.CourseId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of the badges that links in courses show. */
@Component
class JdbcEmbeddings {

    private final JdbcClient jdbc;

    JdbcEmbeddings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void seen(CourseId course, String badge, Instant day) {
        boolean added = jdbc.sql("insert into embedded_badge (institution, course, badge, seen_at) values (?, ?, ?, ?)"
                                + " on conflict do nothing")
                        .param(course.institution().value())
                        .param(course.value())
                        .param(badge)
                        .param(day.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
        if (!added) {
            jdbc.sql("update embedded_badge set seen_at = ?"
                            + " where institution = ? and course = ? and badge = ? and seen_at < ?")
                    .param(day.atOffset(ZoneOffset.UTC))
                    .param(course.institution().value())
                    .param(course.value())
                    .param(badge)
                    .param(day.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    Set<String> of(CourseId course, Instant since) {
        return Set.copyOf(
                jdbc.sql("select badge from embedded_badge where institution = ? and course = ? and seen_at >= ?")
                        .param(course.institution().value())
                        .param(course.value())
                        .param(since.atOffset(ZoneOffset.UTC))
                        .query(String.class)
                        .list());
    }
}
