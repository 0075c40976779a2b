package org.cairn.ingest.pull;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.database.Columns;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The platforms that are asked, as rows. */
@Component
class JdbcConnections {

    private static final String COLUMNS =
            "institution, feed, platform, kind, base, host, token, every_seconds," + " failures, paused_until, problem";

    private final JdbcClient jdbc;

    JdbcConnections(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(StoredConnection connection) {
        jdbc.sql("insert into pull_connection (institution, feed, platform, kind, base, host, token, every_seconds,"
                        + " failures) values (?, ?, ?, ?, ?, ?, ?, ?, 0)")
                .param(connection.platform().institution().value())
                .param(connection.feed())
                .param(connection.platform().value())
                .param(connection.kind().name())
                .param(connection.base().toString())
                .param(connection.host())
                .param(connection.token())
                .param(connection.every().toSeconds())
                .update();
    }

    /** Replaces address, token and schedule; what stood in the way before is forgotten. */
    void change(StoredConnection connection) {
        jdbc.sql("update pull_connection set base = ?, host = ?, token = ?, every_seconds = ?, failures = 0,"
                        + " paused_until = null, problem = null where institution = ? and feed = ?")
                .param(connection.base().toString())
                .param(connection.host())
                .param(connection.token())
                .param(connection.every().toSeconds())
                .param(connection.platform().institution().value())
                .param(connection.feed())
                .update();
    }

    /** Deletes the connection, and all that only its next readings would need. */
    void delete(Feed feed) {
        for (String table : List.of("pull_seen", "moodle_last_seen", "pull_course", "pull_connection")) {
            jdbc.sql("delete from " + table + " where institution = ? and feed = ?")
                    .params(feed.platform().institution().value(), feed.id())
                    .update();
        }
    }

    Optional<StoredConnection> find(InstitutionId institution, String feed) {
        return jdbc.sql("select " + COLUMNS + " from pull_connection where institution = ? and feed = ?")
                .params(institution.value(), feed)
                .query((row, n) -> read(row))
                .optional();
    }

    List<StoredConnection> of(InstitutionId institution) {
        return jdbc.sql("select " + COLUMNS + " from pull_connection where institution = ? order by feed")
                .param(institution.value())
                .query((row, n) -> read(row))
                .list();
    }

    List<StoredConnection> of(PlatformId platform) {
        return jdbc.sql("select " + COLUMNS
                        + " from pull_connection where institution = ? and platform = ? order by feed")
                .params(platform.institution().value(), platform.value())
                .query((row, n) -> read(row))
                .list();
    }

    /** Those that are not paused and of which a course is {@link JdbcPullCourses#DUE due}. */
    List<StoredConnection> due(InstitutionId institution, Instant now) {
        return jdbc
                .sql("select " + COLUMNS + " from pull_connection p where institution = ?"
                        + " and exists (select 1 from pull_course c where c.institution = p.institution"
                        + " and c.feed = p.feed and " + JdbcPullCourses.DUE + ") order by feed")
                .params(institution.value(), Columns.time(now), JdbcPullCourses.tooLate(now))
                .query((row, n) -> read(row))
                .list()
                .stream()
                .filter(connection -> !connection.isPaused(now))
                .toList();
    }

    /** Notes how calls went. */
    void note(PlatformId platform, String feed, int failures, @Nullable Instant pausedUntil, @Nullable String problem) {
        jdbc.sql("update pull_connection set failures = ?, paused_until = ?, problem = ?"
                        + " where institution = ? and feed = ?")
                .param(failures)
                .param(Columns.timeOrNull(pausedUntil))
                .param(problem)
                .param(platform.institution().value())
                .param(feed)
                .update();
    }

    /** Holds all connections to the host until the transaction ends; false where another node holds one of them. */
    boolean lock(InstitutionId institution, String host) {
        int held = jdbc.sql("select feed from pull_connection where institution = ? and host = ? order by feed"
                        + " for update skip locked")
                .params(institution.value(), host)
                .query(String.class)
                .list()
                .size();
        return held
                == jdbc.sql("select count(*) from pull_connection where institution = ? and host = ?")
                        .params(institution.value(), host)
                        .query(Integer.class)
                        .single();
    }

    private static StoredConnection read(ResultSet row) throws SQLException {
        InstitutionId institution = new InstitutionId(row.getObject("institution", UUID.class));
        return new StoredConnection(
                row.getString("feed"),
                new PlatformId(institution, row.getObject("platform", UUID.class)),
                FeedKind.valueOf(row.getString("kind")),
                URI.create(row.getString("base")),
                row.getString("host"),
                row.getBytes("token"),
                Duration.ofSeconds(row.getLong("every_seconds")),
                row.getInt("failures"),
                Columns.instantOrNull(row, "paused_until"),
                row.getString("problem"));
    }
}
