package org.cairn.ingest.pull;

import java.time.Clock;
import java.util.List;
import org.cairn.TestDatabase;
import org.cairn.ingest.CoursesInUse;
import org.cairn.ingest.Pulls;
import org.cairn.ingest.TestIngest;
import org.cairn.lti.CourseId;
import org.cairn.platform.PlatformId;
import org.cairn.vault.TestVault;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One node that asks platforms, without starting the application; tests of other packages use it too. */
public final class TestPulls {

    public final Pulls pulls;
    final JdbcConnections connections;
    final JdbcPullCourses rows;
    final JdbcSeen seen;
    final LivelyCourses lively;
    final Turns turns;
    final PullWorker worker;
    private volatile boolean running = true;

    public TestPulls(
            TestDatabase.Fresh database, TestIngest ingest, Clock clock, List<Source> sources, CoursesInUse inUse) {
        connections = new JdbcConnections(JdbcClient.create(database.dataSource()));
        rows = new JdbcPullCourses(database.jdbc());
        seen = new JdbcSeen(new JdbcTemplate(database.dataSource()));
        PullBell bell = new PullBell();
        Accounts accounts = new Accounts(TestVault.INSTANCE, sources);
        pulls = new AskedPlatforms(
                ingest.feeds,
                ingest.lti.platforms(),
                ingest.lti.courses(),
                accounts,
                connections,
                rows,
                bell,
                database.transactions(),
                clock);
        lively = new LivelyCourses(connections, rows, List.of(inUse), database.transactions(), clock);
        Ends ends = new Ends(connections, rows, accounts, database.transactions(), clock);
        turns = new Turns(
                ingest.feeds,
                ingest.lti.platforms(),
                ingest.lti.courses(),
                accounts,
                connections,
                lively,
                rows,
                seen,
                ends,
                ingest.inbox,
                database.transactions(),
                clock);
        worker = new PullWorker(ingest.lti.platforms(), connections, turns, bell, clock);
    }

    /** Notes the course, as a launch does. */
    public void launched(PlatformId platform, CourseId course) {
        lively.note(platform, course);
    }

    /** Reads whatever is due of the platform, and tells how many courses that were. */
    public int serve(PlatformId platform) {
        return connections.of(platform).stream()
                .mapToInt(connection -> turns.serve(connection, () -> running))
                .sum();
    }

    void shutDown() {
        running = false;
    }
}
