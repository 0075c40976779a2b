package org.cairn.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.cairn.Case;
import org.cairn.drive.ApiClient;
import org.cairn.drive.CairnProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole processes under a flood of events, with everything going wrong on the way. Each run prints what was sent, what was
 * answered and what came of it; {@code docs/reliability.md} says how to read it.
 */
@Tag("reliability")
class ReliabilityTests {

    private static final int EVENTS = Integer.getInteger("cairn.reliability.events", 100_000);
    private static final int TIMES = 3;
    private static final int CONNECTIONS = 16;
    private static final long LONGEST_SECONDS = 1_800;
    private static final Duration SETTLING = Duration.ofMinutes(15);

    @TempDir
    Path home;

    @Test
    @Case({"F1", "F5", "F7"})
    void twoNodesOnePostgresANodeKilledTwiceAndAMinuteWithoutDatabase() throws Exception {
        try (Term term = new Term(EVENTS, 1);
                Postgres postgres = new Postgres(home.resolve("postgres"));
                CairnProcess first = node("first", postgres).start();
                CairnProcess second = node("second", postgres).start();
                ApiClient api = new ApiClient(first.port(), CairnProcess.TOKEN)) {
            term.setUp(api);
            Report report = new Report("two nodes on PostgreSQL: a node killed twice, the database stopped for 60 s");
            // slow enough that the minute without database lies in the middle
            double perSecond = EVENTS * TIMES / 150.0;
            Flood flood =
                    new Flood(List.of(first.port(), second.port()), term.letters(TIMES, 2), CONNECTIONS, perSecond);
            after(flood, share(0.1));
            second.kill();
            second.start();
            after(flood, share(0.3));
            report.note("when the database goes away", flood);
            postgres.stop();
            pause(50);
            // what it holds on its disk is now the only copy
            second.kill();
            pause(10);
            report.note("when the database comes back", flood);
            postgres.start();
            second.start();
            finish(flood, term, List.of(first, second), report);
            assertThat(flood.refused() + flood.unreached())
                    .as("not answered 2xx: %s", flood.lastRefusal())
                    .isLessThanOrEqualTo(term.events() * TIMES / 1_000);
        }
    }

    @Test
    @Case({"F1", "F5"})
    void oneNodeOnTheEmbeddedDatabaseKilledTenTimes() throws Exception {
        try (Term term = new Term(EVENTS, 3);
                CairnProcess node = node("only").start();
                ApiClient api = new ApiClient(node.port(), CairnProcess.TOKEN)) {
            term.setUp(api);
            Report report = new Report("one node on H2, killed ten times");
            Flood flood = new Flood(List.of(node.port()), term.letters(TIMES, 4), CONNECTIONS, 0);
            for (int kill = 1; kill <= 10; kill++) {
                after(flood, share(kill / 11.0));
                node.kill();
                node.start();
            }
            finish(flood, term, List.of(node), report);
        }
    }

    @Test
    @Case({"F1", "F3"})
    void oneNodeOnPostgresAndPostgresKilledThreeTimes() throws Exception {
        try (Term term = new Term(EVENTS, 5);
                Postgres postgres = new Postgres(home.resolve("postgres"));
                CairnProcess node = node("only", postgres).start();
                ApiClient api = new ApiClient(node.port(), CairnProcess.TOKEN)) {
            term.setUp(api);
            Report report = new Report("one node on PostgreSQL, PostgreSQL killed three times");
            Flood flood = new Flood(List.of(node.port()), term.letters(TIMES, 6), CONNECTIONS, 0);
            for (int kill = 1; kill <= 3; kill++) {
                after(flood, share(kill / 4.0));
                postgres.kill();
                postgres.start();
            }
            finish(flood, term, List.of(node), report);
        }
    }

    @Test
    @Case("F24")
    void twoNodesRestartedOneAfterTheOther() throws Exception {
        try (Term term = new Term(30_000, 7);
                Postgres postgres = new Postgres(home.resolve("postgres"));
                CairnProcess first = node("first", postgres).start();
                CairnProcess second = node("second", postgres).start();
                ApiClient api = new ApiClient(first.port(), CairnProcess.TOKEN)) {
            term.setUp(api);
            Report report = new Report("two nodes restarted one after the other at 500 events per second");
            Flood flood = new Flood(List.of(first.port(), second.port()), term.letters(1, 8), CONNECTIONS, 500);
            after(flood, answered -> answered >= term.events() / 4);
            first.close();
            first.start();
            after(flood, answered -> answered >= term.events() / 2);
            second.close();
            second.start();
            finish(flood, term, List.of(first, second), report);
            assertThat(flood.refused()).as(flood.lastRefusal()).isZero();
        }
    }

    private static void pause(int seconds) {
        LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
    }

    private CairnProcess node(String name) {
        return CairnProcess.compiled(home.resolve(name));
    }

    private CairnProcess node(String name, Postgres postgres) {
        return node(name)
                .with("CAIRN_DB_URL", postgres.url())
                .with("CAIRN_DB_USER", "postgres")
                .with("CAIRN_DB_PASSWORD", "postgres")
                // both nodes open what either has sealed
                .with("CAIRN_KEY_ENCRYPTION_KEY", "bm90LWEtc2VjcmV0LW9ubHktZm9yLXRoaXMtcnVuISE=");
    }

    private static IntPredicate share(double of) {
        return answered -> answered >= EVENTS * TIMES * of;
    }

    private static void after(Flood flood, IntPredicate answered) {
        ApiClient.await(Duration.ofSeconds(LONGEST_SECONDS), () -> answered.test(flood.answered()));
        assertThat(flood.open()).as("still in the middle").isPositive();
    }

    private static void finish(Flood flood, Term term, List<CairnProcess> nodes, Report report) throws Exception {
        assertThat(flood.await(LONGEST_SECONDS)).as(flood.lastRefusal()).isTrue();
        report.note("when all was answered", flood);
        try (ApiClient api = new ApiClient(nodes.getFirst().port(), CairnProcess.TOKEN)) {
            report.settled(api, term, SETTLING);
        } finally {
            report.print();
        }
    }
}
