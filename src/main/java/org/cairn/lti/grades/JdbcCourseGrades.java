package org.cairn.lti.grades;

import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cairn.lti.CourseId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What launches told about the gradebooks of courses. */
@Component
class JdbcCourseGrades {

    private static final int LONGEST = 2_048;

    private final JdbcClient jdbc;

    JdbcCourseGrades(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<CourseGrades> find(CourseId course) {
        return jdbc.sql("select line_items, scopes, heard_at from gradebook_course"
                        + " where institution = ? and course = ?")
                .params(course.institution().value(), course.value())
                .query((row, number) -> {
                    String url = row.getString(1);
                    return new CourseGrades(
                            url == null ? null : URI.create(url),
                            Set.copyOf(Arrays.asList(row.getString(2).split(" "))),
                            row.getObject(3, OffsetDateTime.class).toInstant());
                })
                .optional();
    }

    /** Another launch replaces what was known: what is no longer granted is gone. */
    void remember(CourseId course, @Nullable URI lineItems, Set<String> scopes, Instant now) {
        String joined = String.join(" ", new TreeSet<>(scopes));
        String kept = joined.length() > LONGEST ? "" : joined;
        String url = lineItems == null ? null : lineItems.toString();
        int added = jdbc.sql("insert into gradebook_course (institution, course, line_items, scopes, heard_at)"
                        + " values (?, ?, ?, ?, ?) on conflict do nothing")
                .param(course.institution().value())
                .param(course.value())
                .param(url)
                .param(kept)
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
        if (added == 0) {
            jdbc.sql("update gradebook_course set line_items = ?, scopes = ?, heard_at = ?"
                            + " where institution = ? and course = ?")
                    .param(url)
                    .param(kept)
                    .param(now.atOffset(ZoneOffset.UTC))
                    .param(course.institution().value())
                    .param(course.value())
                    .update();
        }
    }
}
