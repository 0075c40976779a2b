package org.cairn.pathway;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.cairn.lti.Course;
import org.cairn.lti.CourseCopied;
import org.cairn.people.LearnerId;
import org.cairn.platform.PlatformId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps which course was copied into which, and whether somebody has decided about it. */
@Component
class JdbcCopies {

    private static final String INTO = " where institution = ? and platform = ? and to_context = ?";

    private final JdbcClient jdbc;

    JdbcCopies(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** A copy that nobody has decided on. */
    record Open(String from, Instant at) {}

    /** Notes a copy, or that it was made again; only a copy made after the decision opens it again. */
    void note(PlatformId platform, String from, String to, CourseCopied.How how, Instant at) {
        boolean added = jdbc.sql("insert into course_copy (institution, platform, to_context, from_context, how,"
                                + " told_at) values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                        .params(key(platform, to))
                        .param(from)
                        .param(how.name().toLowerCase(Locale.ROOT))
                        .param(time(at))
                        .update()
                == 1;
        if (!added && how == CourseCopied.How.NOTICE) {
            jdbc.sql("update course_copy set told_at = ?, how = 'notice', decided_by = null, decided_at = null" + INTO
                            + " and from_context = ? and told_at < ? and (decided_at is null or decided_at < ?)")
                    .param(time(at))
                    .params(key(platform, to))
                    .param(from)
                    .param(time(at))
                    .param(time(at))
                    .update();
        }
    }

    boolean isNoted(PlatformId platform, String to) {
        return jdbc.sql("select count(*) from course_copy" + INTO)
                        .params(key(platform, to))
                        .query(Long.class)
                        .single()
                > 0;
    }

    List<Open> open(Course copy) {
        return jdbc.sql("select from_context, told_at from course_copy" + INTO
                        + " and decided_at is null order by told_at desc, from_context")
                .params(key(copy.platform(), copy.contextId()))
                .query(JdbcCopies::open)
                .list();
    }

    void decide(Course copy, String from, LearnerId by, Instant at) {
        jdbc.sql("update course_copy set decided_at = ?, decided_by = ?" + INTO
                        + " and from_context = ? and decided_at is null")
                .param(time(at))
                .param(by.value())
                .params(key(copy.platform(), copy.contextId()))
                .param(from)
                .update();
    }

    /** That it was decided stays, but not by whom. */
    void forget(LearnerId by) {
        jdbc.sql("update course_copy set decided_by = null where institution = ? and decided_by = ?")
                .params(by.institution().value(), by.value())
                .update();
    }

    private static Open open(ResultSet row, int number) throws SQLException {
        return new Open(
                row.getString("from_context"),
                row.getObject("told_at", OffsetDateTime.class).toInstant());
    }

    private static List<Object> key(PlatformId platform, String to) {
        return List.of(platform.institution().value(), platform.value(), to);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
