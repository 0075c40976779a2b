package org.cairn.ingest.pull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.database.Columns;
import org.cairn.lti.CourseId;
import org.cairn.platform.InstitutionId;
import org.cairn.vault.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The courses that are asked about, as rows: when each is due, who reads it, and how it went. */
@Component
class JdbcPullCourses {

    /** A course that is due, or due so late that the time was made by a clock which has been put back since. */
    static final String DUE = "(due_at <= ? or due_at > ?)";

    /** Longer than any schedule. */
    private static final Duration LONGEST = Duration.ofDays(10);

    private final JdbcClient jdbc;

    JdbcPullCourses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A course that this node reads.
     *
     * @param lease made for this reading alone
     * @param aliveAt when it was last launched or asked for
     */
    record Claimed(
            CourseId course, UUID lease, @Nullable String cursor, int failures, Instant aliveAt, Instant begunAt) {}

    /** How a course stands. */
    record Row(
            String feed,
            CourseId course,
            Instant dueAt,
            @Nullable Instant wantedAt,
            @Nullable Instant begunAt,
            @Nullable Instant doneAt,
            @Nullable Instant leasedUntil,
            int failures,
            @Nullable String problem) {

        /** Whether the last reading came to its end all the same. */
        boolean isPartlyRead() {
            return problem != null && doneAt != null && begunAt != null && !doneAt.isBefore(begunAt);
        }
    }

    /** Notes that the course is alive; one not asked about yet is due at once. */
    void alive(String feed, CourseId course, Instant now) {
        int known = jdbc.sql(
                        "update pull_course set alive_at = ? where institution = ? and feed = ? and course = ? and alive_at < ?")
                .params(Columns.time(now), course.institution().value(), feed, course.value(), Columns.time(now))
                .update();
        if (known == 0) {
            jdbc.sql("insert into pull_course (institution, feed, course, alive_at, due_at, failures)"
                            + " values (?, ?, ?, ?, ?, 0) on conflict do nothing")
                    .params(course.institution().value(), feed, course.value(), Columns.time(now), Columns.time(now))
                    .update();
        }
    }

    /** Wants the course read now, unless it was asked for or read since that time; tells whether it will be. */
    boolean want(String feed, CourseId course, Instant now, Instant since) {
        return jdbc.sql("update pull_course set due_at = ?, wanted_at = ?, alive_at = ?"
                                + " where institution = ? and feed = ? and course = ?"
                                + " and (wanted_at is null or wanted_at <= ? or wanted_at > ?)"
                                + " and (done_at is null or done_at <= ? or done_at > ?)")
                        .param(Columns.time(now))
                        .param(Columns.time(now))
                        .param(Columns.time(now))
                        .param(course.institution().value())
                        .param(feed)
                        .param(course.value())
                        .param(Columns.time(since))
                        .param(Columns.time(now))
                        .param(Columns.time(since))
                        .param(Columns.time(now))
                        .update()
                == 1;
    }

    /** True while a course on this host is being read; a lease longer than any was made by a clock put back since. */
    boolean isBusy(InstitutionId institution, String host, Instant now, Instant latest) {
        return jdbc.sql("select count(*) from pull_course c join pull_connection p"
                                + " on p.institution = c.institution and p.feed = c.feed"
                                + " where c.institution = ? and p.host = ? and c.lease is not null"
                                + " and c.leased_until > ? and c.leased_until <= ?")
                        .params(institution.value(), host, Columns.time(now), Columns.time(latest))
                        .query(Long.class)
                        .single()
                > 0;
    }

    static OffsetDateTime tooLate(Instant now) {
        return Columns.time(now.plus(LONGEST));
    }

    /**
     * Takes the course of the feed that somebody wants to know about now, or else the one that has waited longest; in the
     * caller's transaction.
     */
    Optional<Claimed> claim(InstitutionId institution, String feed, Instant now, Duration lease) {
        Optional<Claimed> due = jdbc.sql("select course, stands_at, failures, alive_at from pull_course"
                        + " where institution = ? and feed = ? and " + DUE
                        + " order by case when wanted_at > begun_at or (wanted_at is not null and begun_at is null) then 0"
                        + " else 1 end, due_at, course limit 1")
                .params(institution.value(), feed, Columns.time(now), tooLate(now))
                .query((row, n) -> new Claimed(
                        new CourseId(institution, row.getObject("course", UUID.class)),
                        Ids.next(),
                        row.getString("stands_at"),
                        row.getInt("failures"),
                        row.getObject("alive_at", OffsetDateTime.class).toInstant(),
                        now))
                .optional();
        due.ifPresent(claimed -> jdbc.sql("update pull_course set lease = ?, leased_until = ?, begun_at = ?"
                        + " where institution = ? and feed = ? and course = ?")
                .params(
                        claimed.lease(),
                        Columns.time(now.plus(lease)),
                        Columns.time(now),
                        institution.value(),
                        feed,
                        claimed.course().value())
                .update());
        return due;
    }

    /** Keeps the lease; false where another node has taken over. */
    boolean renew(String feed, Claimed claimed, Instant until) {
        return jdbc.sql("update pull_course set leased_until = ?"
                                + " where institution = ? and feed = ? and course = ? and lease = ?")
                        .param(Columns.time(until))
                        .param(claimed.course().institution().value())
                        .param(feed)
                        .param(claimed.course().value())
                        .param(claimed.lease())
                        .update()
                == 1;
    }

    /** Moves the cursor; false, and nothing moved, where another node has taken over. */
    boolean move(String feed, Claimed claimed, String cursor, Instant until) {
        return jdbc.sql("update pull_course set stands_at = ?, leased_until = ?"
                                + " where institution = ? and feed = ? and course = ? and lease = ?")
                        .param(cursor)
                        .param(Columns.time(until))
                        .param(claimed.course().institution().value())
                        .param(feed)
                        .param(claimed.course().value())
                        .param(claimed.lease())
                        .update()
                == 1;
    }

    /**
     * Ends a reading that came to its end; one that was wanted meanwhile is due again.
     *
     * @param problem what was left out; counts as one failure, however often: it is to be seen, and makes no pause longer
     */
    void done(String feed, Claimed claimed, @Nullable String problem, Instant now, Instant due) {
        jdbc.sql("update pull_course set lease = null, leased_until = null, done_at = ?, failures = ?, problem = ?,"
                        + " due_at = case when wanted_at > ? then wanted_at else cast(? as timestamp with time zone) end"
                        + " where institution = ? and feed = ? and course = ? and lease = ?")
                .param(Columns.time(now))
                .param(problem == null ? 0 : 1)
                .param(problem)
                .param(Columns.time(claimed.begunAt()))
                .param(Columns.time(due))
                .param(claimed.course().institution().value())
                .param(feed)
                .param(claimed.course().value())
                .param(claimed.lease())
                .update();
    }

    /** Ends a reading that was cut short. */
    void failed(String feed, Claimed claimed, int failures, @Nullable String problem, Instant due) {
        jdbc.sql("update pull_course set lease = null, leased_until = null, failures = ?, problem = ?, due_at = ?"
                        + " where institution = ? and feed = ? and course = ? and lease = ?")
                .param(failures)
                .param(problem)
                .param(Columns.time(due))
                .param(claimed.course().institution().value())
                .param(feed)
                .param(claimed.course().value())
                .param(claimed.lease())
                .update();
    }

    /**
     * Forgets where readings stood and how things looked: the next ones begin anew, and at once. How often a thing has
     * changed stays, for that makes what it is next another message than what it was before.
     */
    void startAnew(InstitutionId institution, String feed, Instant now) {
        jdbc.sql("update pull_course set stands_at = null, lease = null, leased_until = null where institution = ?"
                        + " and feed = ?")
                .params(institution.value(), feed)
                .update();
        jdbc.sql("update pull_seen set digest = '' where institution = ? and feed = ?")
                .params(institution.value(), feed)
                .update();
        dueNow(institution, feed, now);
    }

    void dueNow(InstitutionId institution, String feed, Instant now) {
        jdbc.sql("update pull_course set due_at = ?, failures = 0, problem = null where institution = ? and feed = ?")
                .params(Columns.time(now), institution.value(), feed)
                .update();
    }

    List<Row> of(InstitutionId institution) {
        return jdbc.sql("select * from pull_course where institution = ? order by feed, course")
                .param(institution.value())
                .query((row, n) -> read(institution, row))
                .list();
    }

    List<Row> of(CourseId course) {
        return jdbc.sql("select * from pull_course where institution = ? and course = ? order by feed")
                .params(course.institution().value(), course.value())
                .query((row, n) -> read(course.institution(), row))
                .list();
    }

    private static Row read(InstitutionId institution, ResultSet row) throws SQLException {
        return new Row(
                row.getString("feed"),
                new CourseId(institution, row.getObject("course", UUID.class)),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                Columns.instantOrNull(row, "wanted_at"),
                Columns.instantOrNull(row, "begun_at"),
                Columns.instantOrNull(row, "done_at"),
                Columns.instantOrNull(row, "leased_until"),
                row.getInt("failures"),
                row.getString("problem"));
    }
}
