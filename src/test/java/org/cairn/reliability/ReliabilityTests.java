package org.cairn.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.cairn.Case;
import org.cairn.drive.ApiClient;
import org.cairn.drive.CairnProcess;
import org.cairn.drive.RawHttp;
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
    private static final double LAUNCHES_PER_SECOND = 20;
    private static final long LONGEST_SECONDS = 1_800;
    private static final Duration SETTLING = Duration.ofMinutes(15);

    @TempDir
    Path home;

    @Test
    @Case({"F1", "F5", "F7"})
    void twoNodesOnePostgresANodeKilledTwiceAndAMinuteWithoutDatabase() throws Exception {
        try (Term term = new Term(EVENTS, 1);
                Postgres postgres = new Postgres(home.resolve("postgres"));
                CairnProcess first = node("first", postgres).on("-Xmx768m").start();
                CairnProcess second = node("second", postgres).on("-Xmx768m").start();
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
            long live = first.liveMegabytes();
            long resident = first.residentMegabytes();
            postgres.stop();
            long most = mostResident(first, 50);
            // what it holds on its disk is now the only copy
            second.kill();
            most = Math.max(most, mostResident(first, 10));
            report.note("when the database comes back", flood);
            long liveWithout = first.liveMegabytes();
            report.row("heap in use, before and after the minute without", live + " MB, " + liveWithout + " MB");
            report.row("resident, before and the most in that minute", resident + " MB, " + most + " MB");
            postgres.start();
            long back = System.nanoTime();
            awaitDrained(first, report, back);
            second.start();
            finish(flood, term, List.of(first, second), report);
            assertThat(liveWithout - live).as("heap for the minute without").isLessThan(200);
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
            Flood flood = new Flood(List.of(node.port()), term.letters(TIMES, 4), 2 * CONNECTIONS, 0);
            double slowest = 0;
            for (int kill = 1; kill <= 10; kill++) {
                after(flood, share(kill / 11.0));
                slowest = Math.max(slowest, secondsWithout(flood, node));
            }
            report.row("slowest return to 2xx after a kill", "%.1f s".formatted(slowest));
            finish(flood, term, List.of(node), report);
        }
    }

    @Test
    @Case({"F1", "F3"})
    void oneNodeOnPostgresKilledTenTimesAndPostgresKilledThreeTimes() throws Exception {
        try (Term term = new Term(EVENTS, 5);
                Postgres postgres = new Postgres(home.resolve("postgres"));
                CairnProcess node = node("only", postgres).start();
                ApiClient api = new ApiClient(node.port(), CairnProcess.TOKEN)) {
            term.setUp(api);
            Report report = new Report("one node on PostgreSQL, killed ten times, PostgreSQL killed three times");
            // slow enough that the last of them still lies in the middle
            double perSecond = EVENTS * TIMES / 150.0;
            Flood flood = new Flood(List.of(node.port()), term.letters(TIMES, 6), 2 * CONNECTIONS, perSecond);
            double slowest = 0;
            for (int kill = 1; kill <= 13; kill++) {
                after(flood, share(kill / 18.0));
                if (kill % 4 == 0) {
                    postgres.kill();
                    postgres.start();
                    awaitDrained(node, report, System.nanoTime());
                } else {
                    slowest = Math.max(slowest, secondsWithout(flood, node));
                }
            }
            report.row("slowest return to 2xx after the node was killed", "%.1f s".formatted(slowest));
            finish(flood, term, List.of(node), report);
        }
    }

    @Test
    @Case("F24")
    void twoNodesRestartedOneAfterTheOther() throws Exception {
        try (Term term = new Term(30_000, 7);
                Postgres postgres = new Postgres(home.resolve("postgres"));
                CairnProcess first = leaving(node("first", postgres));
                CairnProcess second = leaving(node("second", postgres));
                ApiClient api = new ApiClient(first.start().port(), CairnProcess.TOKEN)) {
            String publicUrl = "http://127.0.0.1:" + first.port();
            second.with("CAIRN_PUBLIC_URL", publicUrl).start();
            term.setUp(api);
            Report report =
                    new Report("two nodes restarted one after the other at 500 events and 20 launches per second");
            List<Integer> ports = List.of(first.port(), second.port());
            try (Balancer balancer = new Balancer(ports);
                    Launches launches =
                            new Launches(term.platform(), balancer, publicUrl, term.students(), LAUNCHES_PER_SECOND)) {
                Flood flood = new Flood(ports, term.letters(1, 8), CONNECTIONS, 500, balancer::isReady);
                after(flood, answered -> answered >= term.events() / 4);
                first.close();
                first.start();
                after(flood, answered -> answered >= term.events() / 2);
                second.close();
                second.start();
                assertThat(flood.await(LONGEST_SECONDS)).as(flood.lastRefusal()).isTrue();
                launches.close();
                report.row("launches that reached their first page", launches.opened());
                report.row("launches that failed", launches.failures().size());
                report.row("… requests that found a closed port and went to the other node", launches.closedDoors());
                report.row("… slowest launch", "%.1f s".formatted(launches.slowestSeconds()));
                finish(flood, term, List.of(first, second), report);
                assertThat(flood.refused()).as(flood.lastRefusal()).isZero();
                assertThat(launches.failures()).isEmpty();
                assertThat(launches.opened()).isGreaterThan(500);
            }
        }
    }

    /** At its end it goes on answering until balancers have seen that it is leaving. */
    private static CairnProcess leaving(CairnProcess node) {
        return node.with("CAIRN_FAREWELL", "2s");
    }

    @Test
    @Case({"F3", "F7"})
    void aNodeThatStartsBeforeItsDatabaseWaitsForIt() throws Exception {
        try (Postgres postgres = new Postgres(home.resolve("postgres"));
                CairnProcess node = node("early", postgres)) {
            postgres.stop();
            node.begin();
            try (RawHttp http = new RawHttp(node.port())) {
                ApiClient.await(Duration.ofSeconds(120), () -> status(http, "/ingest/x/canvas") == 503);
                assertThat(status(http, "/actuator/health/readiness")).isEqualTo(503);
                assertThat(status(http, "/actuator/health/liveness")).isEqualTo(200);
            }
            node.close();
            assertThat(Files.readString(node.log())).contains("Cairn waits for its database");
            assertThat(node.isAlive()).as("ends when it is told to").isFalse();
            node.begin();
            pause(5);
            assertThat(node.isAlive()).isTrue();
            postgres.start();
            node.awaitAnswers(Duration.ofSeconds(180));
        }
    }

    private static int status(RawHttp http, String path) {
        try {
            return http.get(path).status();
        } catch (IOException nobody) {
            return 0;
        }
    }

    private static void pause(int seconds) {
        LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
    }

    private static long mostResident(CairnProcess node, int seconds) {
        long most = 0;
        for (int second = 0; second < seconds; second++) {
            pause(1);
            most = Math.max(most, node.residentMegabytes());
        }
        return most;
    }

    /** Kills the node, starts it again, and tells how long nobody was answered 2xx. */
    private static double secondsWithout(Flood flood, CairnProcess node) throws InterruptedException {
        node.kill();
        long killed = System.nanoTime();
        int before = flood.answered();
        node.begin();
        ApiClient.await(Duration.ofSeconds(180), () -> flood.answered() > before + 2 * CONNECTIONS);
        double seconds = (System.nanoTime() - killed) / 1e9;
        node.awaitAnswers(Duration.ofSeconds(180));
        return seconds;
    }

    /** Until nothing lies on the node's disk any more. */
    private static void awaitDrained(CairnProcess node, Report report, long since) {
        Path spool = node.home().resolve("spool");
        ApiClient.await(Duration.ofMinutes(5), () -> {
            try (Stream<Path> files = Files.walk(spool)) {
                return files.noneMatch(file -> file.toString().endsWith(".spool"));
            } catch (IOException | UncheckedIOException changing) {
                return Files.notExists(spool);
            }
        });
        report.row(
                "what its disk held was stored after PostgreSQL was back",
                "%.1f s".formatted((System.nanoTime() - since) / 1e9));
    }

    private CairnProcess node(String name) {
        return CairnProcess.compiled(home.resolve(name));
    }

    private CairnProcess node(String name, Postgres postgres) {
        return on(postgres, node(name));
    }

    static CairnProcess on(Postgres postgres, CairnProcess node) {
        return node.with("CAIRN_DB_URL", postgres.url())
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
