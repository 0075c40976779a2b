package org.cairn.lti.grades;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cairn.lti.CourseId;
import org.cairn.lti.Gradebook.State;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of columns. */
@Component
class JdbcColumns {

    private static final String SELECT =
            "select institution, course, badge, platform, state, trouble, title, line_item,"
                    + " former_item, asked_at, failures, read_at, reconciled_at from gradebook_column ";
    private static final String THIS = " where institution = ? and course = ? and badge = ?";

    private final JdbcClient jdbc;

    JdbcColumns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<StoredColumn> find(CourseId course, String badge) {
        return jdbc.sql(SELECT + THIS)
                .params(course.institution().value(), course.value(), badge)
                .query(JdbcColumns::column)
                .optional();
    }

    List<StoredColumn> of(CourseId course) {
        return jdbc.sql(SELECT + "where institution = ? and course = ? order by title, badge")
                .params(course.institution().value(), course.value())
                .query(JdbcColumns::column)
                .list();
    }

    int duplicates(StoredColumn column) {
        return jdbc.sql("select duplicates from gradebook_column" + THIS)
                .params(key(column))
                .query(Integer.class)
                .single();
    }

    /** The badges that are written in any course. */
    Set<String> badges(InstitutionId institution) {
        return new HashSet<>(
                jdbc.sql("select distinct badge from gradebook_column where institution = ? and state <> 'stopped'")
                        .param(institution.value())
                        .query(String.class)
                        .list());
    }

    /** The platforms for which there is something to do. */
    Set<PlatformId> busy(InstitutionId institution, Instant now) {
        return new HashSet<>(jdbc.sql("select platform from gradebook_column where institution = ? and due_at <= ?"
                        + " union select s.platform from gradebook_score s join gradebook_column c"
                        + " on c.institution = s.institution and c.course = s.course and c.badge = s.badge"
                        + " where s.institution = ? and s.due_at <= ? and c.state = 'open'")
                .params(institution.value(), utc(now), institution.value(), utc(now))
                .query((row, number) -> new PlatformId(institution, row.getObject(1, UUID.class)))
                .list());
    }

    Optional<StoredColumn> due(PlatformId platform, Instant now) {
        return jdbc.sql(SELECT + "where institution = ? and platform = ? and due_at <= ? order by due_at, course, badge"
                        + " limit 1")
                .params(platform.institution().value(), platform.value(), utc(now))
                .query(JdbcColumns::column)
                .optional();
    }

    /** Wants a column; answers false where there is one already, in whatever state. */
    boolean insert(
            CourseId course, String badge, PlatformId platform, String title, @Nullable URI lineItem, Instant now) {
        return jdbc.sql("insert into gradebook_column (institution, course, badge, platform, state, title, line_item,"
                                + " duplicates, failures, due_at) values (?, ?, ?, ?, 'wanted', ?, ?, 0, 0, ?)"
                                + " on conflict do nothing")
                        .param(course.institution().value())
                        .param(course.value())
                        .param(badge)
                        .param(platform.value())
                        .param(title)
                        .param(lineItem == null ? null : lineItem.toString())
                        .param(utc(now))
                        .update()
                == 1;
    }

    /** Wants it again, at this place where one is known. */
    void want(StoredColumn column, String title, @Nullable URI lineItem, Instant now) {
        jdbc.sql("update gradebook_column set state = 'wanted', trouble = null, title = ?,"
                        + " former_item = coalesce(former_item, line_item), line_item = ?, failures = 0, due_at = ?"
                        + THIS)
                .param(title)
                .param(lineItem == null ? null : lineItem.toString())
                .param(utc(now))
                .params(key(column))
                .update();
    }

    void asked(StoredColumn column, Instant now) {
        jdbc.sql("update gradebook_column set asked_at = ?" + THIS)
                .param(utc(now))
                .params(key(column))
                .update();
    }

    /** An instructor may have switched it off meanwhile: then it stays so. */
    boolean open(StoredColumn column, URI lineItem, String title, int duplicates, Instant due) {
        return jdbc.sql(
                                "update gradebook_column set state = 'open', trouble = null, line_item = ?, former_item = ?, title = ?,"
                                        + " duplicates = ?, asked_at = null, failures = 0, due_at = ?, read_at = null,"
                                        + " reconciled_at = null" + THIS
                                        + " and state = 'wanted'")
                        .param(lineItem.toString())
                        .param(lineItem.toString())
                        .param(title)
                        .param(duplicates)
                        .param(utc(due))
                        .params(key(column))
                        .update()
                == 1;
    }

    void postpone(StoredColumn column, int failures, @Nullable Trouble trouble, Instant due) {
        jdbc.sql("update gradebook_column set failures = ?, trouble = ?, due_at = ?" + THIS + " and state <> 'stopped'")
                .param(failures)
                .param(trouble == null ? null : trouble.code())
                .param(utc(due))
                .params(key(column))
                .update();
    }

    void refuse(StoredColumn column, Trouble trouble) {
        jdbc.sql("update gradebook_column set state = 'refused', trouble = ?, due_at = null, asked_at = null" + THIS
                        + " and state <> 'stopped'")
                .param(trouble.code())
                .params(key(column))
                .update();
    }

    void refuseAll(CourseId course, Trouble trouble) {
        jdbc.sql("update gradebook_column set state = 'refused', trouble = ?, due_at = null, asked_at = null"
                        + " where institution = ? and course = ? and state in ('open', 'wanted')")
                .params(trouble.code(), course.institution().value(), course.value())
                .update();
    }

    void stop(CourseId course, String badge) {
        jdbc.sql("update gradebook_column set state = 'stopped', trouble = null, due_at = null" + THIS)
                .params(course.institution().value(), course.value(), badge)
                .update();
    }

    void read(StoredColumn column, Instant at) {
        jdbc.sql("update gradebook_column set read_at = ?" + THIS)
                .param(utc(at))
                .params(key(column))
                .update();
    }

    void hasAnother(StoredColumn column) {
        jdbc.sql("update gradebook_column set duplicates = 1" + THIS + " and duplicates = 0")
                .params(key(column))
                .update();
    }

    void reconciled(StoredColumn column, Instant at) {
        jdbc.sql("update gradebook_column set reconciled_at = ?" + THIS)
                .param(utc(at))
                .params(key(column))
                .update();
    }

    /** Has the column looked at by then. */
    void lookBy(StoredColumn column, Instant at) {
        jdbc.sql("update gradebook_column set due_at = ?" + THIS + " and state = 'open' and due_at > ?")
                .param(utc(at))
                .params(key(column))
                .param(utc(at))
                .update();
    }

    private static List<Object> key(StoredColumn column) {
        return List.of(column.course().institution().value(), column.course().value(), column.badge());
    }

    private static StoredColumn column(ResultSet row, int number) throws SQLException {
        InstitutionId institution = new InstitutionId(row.getObject("institution", UUID.class));
        String trouble = row.getString("trouble");
        return new StoredColumn(
                new CourseId(institution, row.getObject("course", UUID.class)),
                row.getString("badge"),
                new PlatformId(institution, row.getObject("platform", UUID.class)),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                trouble == null ? null : Trouble.of(trouble),
                row.getString("title"),
                uri(row, "line_item"),
                uri(row, "former_item"),
                instant(row, "asked_at"),
                row.getInt("failures"),
                instant(row, "read_at"),
                instant(row, "reconciled_at"));
    }

    private static @Nullable URI uri(ResultSet row, String name) throws SQLException {
        String uri = row.getString(name);
        return uri == null ? null : URI.create(uri);
    }

    static @Nullable Instant instant(ResultSet row, String name) throws SQLException {
        OffsetDateTime at = row.getObject(name, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
