package org.cairn.lti.service;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.cairn.lti.CourseId;
import org.cairn.lti.Roster;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of when rosters are asked for, how it went, and whose turn it is. */
@Component
class JdbcSweeps {

    private final JdbcClient jdbc;

    JdbcSweeps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes a launch of the course; one that was not launched for long is due at once. */
    void launched(PlatformId platform, CourseId course, Instant now) {
        add(platform, course, now);
        jdbc.sql("update roster_sweep set launched_at = ? where institution = ? and course = ?")
                .param(utc(now))
                .param(course.institution().value())
                .param(course.value())
                .update();
    }

    void succeeded(PlatformId platform, CourseId course, int members, Instant now, Instant due) {
        add(platform, course, now);
        jdbc.sql("update roster_sweep set succeeded_at = ?, members = ?, failed_at = null, failure = null,"
                        + " detail = null, due_at = ? where institution = ? and course = ?")
                .param(utc(now))
                .param(members)
                .param(utc(due))
                .param(course.institution().value())
                .param(course.value())
                .update();
    }

    void failed(PlatformId platform, CourseId course, Roster.Failure failure, String detail, Instant now, Instant due) {
        add(platform, course, now);
        jdbc.sql("update roster_sweep set failed_at = ?, failure = ?, detail = ?, due_at = ?"
                        + " where institution = ? and course = ?")
                .param(utc(now))
                .param(failure.name().toLowerCase(Locale.ROOT))
                .param(detail)
                .param(utc(due))
                .param(course.institution().value())
                .param(course.value())
                .update();
    }

    private void add(PlatformId platform, CourseId course, Instant due) {
        jdbc.sql("insert into roster_sweep (institution, course, platform, due_at) values (?, ?, ?, ?)"
                        + " on conflict do nothing")
                .param(course.institution().value())
                .param(course.value())
                .param(platform.value())
                .param(utc(due))
                .update();
    }

    /** Asks for the course again later, without saying how it went. */
    void postpone(CourseId course, Instant due) {
        jdbc.sql("update roster_sweep set due_at = ? where institution = ? and course = ?")
                .param(utc(due))
                .param(course.institution().value())
                .param(course.value())
                .update();
    }

    /** The course of the platform that has waited longest; one that is due absurdly late is due now. */
    Optional<CourseId> due(PlatformId platform, Instant launchedSince, Instant now, Instant latest) {
        return jdbc.sql("select course from roster_sweep where institution = ? and platform = ?"
                        + " and launched_at > ? and (due_at <= ? or due_at > ?) order by due_at, course limit 1")
                .param(platform.institution().value())
                .param(platform.value())
                .param(utc(launchedSince))
                .param(utc(now))
                .param(utc(latest))
                .query((row, n) -> new CourseId(platform.institution(), row.getObject(1, UUID.class)))
                .optional();
    }

    /**
     * Takes the turn for a platform, or keeps it; false while another node has it.
     *
     * @param latest no lease ends later than this: one that does was made by a clock that has been put back since
     */
    boolean turn(PlatformId platform, UUID holder, Instant now, Instant until, Instant latest) {
        int added = jdbc.sql("insert into roster_turn (institution, platform, holder, leased_until)"
                        + " values (?, ?, ?, ?) on conflict do nothing")
                .param(platform.institution().value())
                .param(platform.value())
                .param(holder)
                .param(utc(until))
                .update();
        return added == 1 || takeOver(platform, holder, now, until, latest);
    }

    private boolean takeOver(PlatformId platform, UUID holder, Instant now, Instant until, Instant latest) {
        return jdbc.sql("update roster_turn set holder = ?, leased_until = ? where institution = ? and platform = ?"
                                + " and (holder = ? or leased_until <= ? or leased_until > ?)")
                        .param(holder)
                        .param(utc(until))
                        .param(platform.institution().value())
                        .param(platform.value())
                        .param(holder)
                        .param(utc(now))
                        .param(utc(latest))
                        .update()
                == 1;
    }

    void endTurn(PlatformId platform, UUID holder, Instant now) {
        jdbc.sql("update roster_turn set leased_until = ? where institution = ? and platform = ? and holder = ?")
                .param(utc(now))
                .param(platform.institution().value())
                .param(platform.value())
                .param(holder)
                .update();
    }

    List<Roster.Asked> last(PlatformId platform) {
        return jdbc.sql("select s.course, c.title, s.succeeded_at, s.members, s.failed_at, s.failure, s.detail"
                        + " from roster_sweep s join course c on c.institution = s.institution and c.id = s.course"
                        + " where s.institution = ? and s.platform = ?"
                        + " and (s.succeeded_at is not null or s.failed_at is not null)"
                        + " order by coalesce(s.failed_at, s.succeeded_at) desc, s.course")
                .param(platform.institution().value())
                .param(platform.value())
                .query((row, n) -> asked(platform.institution(), row))
                .list();
    }

    private static Roster.Asked asked(InstitutionId institution, ResultSet row) throws SQLException {
        String failure = row.getString("failure");
        return new Roster.Asked(
                new CourseId(institution, row.getObject("course", UUID.class)),
                row.getString("title"),
                instant(row, "succeeded_at"),
                row.getInt("members"),
                instant(row, "failed_at"),
                failure == null ? null : Roster.Failure.valueOf(failure.toUpperCase(Locale.ROOT)),
                row.getString("detail"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
