package org.cairn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.cairn.TestPlatform;
import org.cairn.drive.ApiClient;
import org.cairn.drive.BuffaloModel;
import org.cairn.drive.CairnProcess;
import org.cairn.drive.CanvasWriter;
import org.cairn.drive.EventSender;
import org.cairn.drive.RawHttp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * How fast, beside what this machine can do at most. The application runs in a process of its own; this driver shares the
 * processors with it. Run by {@code mvn test -Pbenchmark}; described in {@code docs/performance.md}.
 */
@Tag("benchmark")
class BenchmarkTests {

    private static final int STUDENTS = 2_000;
    private static final int SIGNED = 20_000;
    private static final int UNSIGNED = 40_000;
    private static final int SENDERS = 32;
    private static final int BROWSERS = 16;
    private static final int COLD = 500;
    private static final long COURSE = 565;
    private static final Instant TERM = Instant.parse("2026-03-02T08:00:00.000Z");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final CanvasWriter writer = new CanvasWriter(COURSE);

    @Test
    void onTheEmbeddedDatabase() throws Exception {
        double commits = Limits.durableCommitsOnH2(folder);
        try (CairnProcess cairn = CairnProcess.compiled(folder.resolve("cairn")).start()) {
            run("H2 (the embedded database, on a file)", cairn, commits);
        }
    }

    @Test
    void onPostgres() throws Exception {
        // the embedded server would by default neither sync nor wait for its log
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .start()) {
            double commits = Limits.durableCommitsOnPostgres(server.getJdbcUrl("postgres", "template1"));
            try (CairnProcess cairn = CairnProcess.compiled(folder.resolve("cairn"))
                    .with("CAIRN_DB_URL", server.getJdbcUrl("postgres", "postgres"))
                    .with("CAIRN_DB_USER", "postgres")
                    .with("CAIRN_DB_PASSWORD", "postgres")
                    .start()) {
                run("PostgreSQL 17", cairn, commits);
            }
        }
    }

    private void run(String database, CairnProcess cairn, double commits) throws Exception {
        double verifications = Limits.rs256Verifications();
        double signatures = Limits.ed25519Signatures();
        Report report = new Report(database);
        try (TestPlatform canvas = TestPlatform.canvas();
                ApiClient api = new ApiClient(cairn.port(), CairnProcess.TOKEN)) {
            String platform = prepare(api, canvas);
            EventSender signed = feed(api, cairn, platform, "\"jwksUrl\": \"%s\"".formatted(canvas.jwksUrl()));
            EventSender unsigned = feed(api, cairn, platform, "\"allowUnsigned\": true");
            warmUp(cairn, api, signed, unsigned, canvas);

            launches(report, cairn, canvas, verifications);
            validatedLaunches(report, cairn, canvas, verifications);
            launchesWithColdKeys(report, cairn, api, canvas, verifications);
            signedEvents(report, cairn, signed, canvas, verifications, commits);
            rest(cairn, api);
            unsignedEvents(report, cairn, api, unsigned, commits);
            rest(cairn, api);
            onePublish(report, cairn, api, platform, unsigned, signatures);
        }
        System.out.println(report.asMarkdown());
    }

    private static String register(ApiClient api, TestPlatform canvas, String clientId, String jwksUrl) {
        var registration = canvas.registration();
        return api.post("/api/platforms", """
                        {"institution": "Benchmark", "name": "Canvas", "family": "canvas", "issuer": "%s", "clientId": "%s",
                         "authorizationUrl": "%s", "tokenUrl": "%s", "jwksUrl": "%s", "deploymentIds": ["%s"]}""".formatted(
                                registration.issuer(),
                                clientId,
                                registration.authorizationUrl(),
                                registration.tokenUrl(),
                                jwksUrl,
                                TestPlatform.DEPLOYMENT))
                .path("id")
                .stringValue();
    }

    private static String prepare(ApiClient api, TestPlatform canvas) {
        String platform =
                register(api, canvas, canvas.clientId(), canvas.jwksUrl().toString());
        api.putYaml("/api/badges", BuffaloModel.YAML);
        api.put("/api/bindings", BuffaloModel.bindings(platform, COURSE));
        BuffaloModel.MILESTONES.forEach(badge -> api.post("/api/badges/" + badge + "/publish", ""));
        api.post("/api/badges/" + BuffaloModel.STACK + "/publish", "");
        return platform;
    }

    private static EventSender feed(ApiClient api, CairnProcess cairn, String platform, String how) {
        JsonNode feed =
                api.post("/api/feeds", "{\"platform\": \"%s\", \"kind\": \"canvas\", %s}".formatted(platform, how));
        String path = URI.create(feed.path("url").stringValue()).getPath();
        return new EventSender(cairn.port(), path, SENDERS);
    }

    /** Waits until everything has settled and every award is proven, so that one measurement does not pay for another. */
    private static void rest(CairnProcess cairn, ApiClient api) {
        api.awaitSettled(PATIENCE);
        cairn.awaitIdle(PATIENCE);
    }

    /** Everybody becomes known, and the paths that are measured become hot. */
    private void warmUp(
            CairnProcess cairn, ApiClient api, EventSender signed, EventSender unsigned, TestPlatform canvas)
            throws InterruptedException {
        unsigned.send(plain(STUDENTS, student -> writer.userCreated(student + 1, TERM)));
        unsigned.send(plain(10_000, n -> grade(n, 0)));
        signed.send(signed(3_000, n -> grade(n, 1), canvas));
        rest(cairn, api);
    }

    private void launches(Report report, CairnProcess cairn, TestPlatform canvas, double verifications)
            throws Exception {
        LaunchDriver driver = new LaunchDriver(canvas, cairn.port(), STUDENTS);
        Rate.during(BROWSERS, Duration.ofSeconds(8), driver::worker);
        Duration before = cairn.processorTime();
        Duration measured = Duration.ofSeconds(10);
        double rate = Rate.during(BROWSERS, measured, driver::worker);
        report.add(
                "launches: login, launch and first page (%d connections)".formatted(BROWSERS),
                rate,
                "RS256 checks",
                verifications,
                cost(cairn, before, rate * measured.toSeconds()) + "; the driver signs each id_token beside it");
    }

    private void validatedLaunches(Report report, CairnProcess cairn, TestPlatform canvas, double verifications)
            throws Exception {
        LaunchDriver driver = new LaunchDriver(canvas, cairn.port(), STUDENTS);
        Duration before = cairn.processorTime();
        Duration measured = Duration.ofSeconds(10);
        double rate = Rate.during(BROWSERS, measured, driver::launchingOnly);
        report.add(
                "validated launches, warm keys: login and launch, without the page",
                rate,
                "RS256 checks",
                verifications,
                perCore(cairn, before, rate * measured.toSeconds(), verifications));
    }

    /** Every launch comes from a registration that never launched before, whose keys are at an address of their own. */
    private void launchesWithColdKeys(
            Report report, CairnProcess cairn, ApiClient api, TestPlatform canvas, double verifications)
            throws Exception {
        Queue<String> clientIds = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < COLD; i++) {
            String clientId = "cold-" + i;
            register(api, canvas, clientId, canvas.jwksUrl() + "?" + clientId);
            clientIds.add(clientId);
        }
        LaunchDriver driver = new LaunchDriver(canvas, cairn.port(), STUDENTS);
        int fetchesBefore = canvas.keyFetches();
        Duration before = cairn.processorTime();
        List<Callable<?>> browsers = new ArrayList<>();
        for (int i = 0; i < BROWSERS; i++) {
            browsers.add(driver.launchingOnce(clientIds));
        }
        double seconds = seconds(() -> runAll(browsers));
        assertThat(canvas.keyFetches() - fetchesBefore)
                .as("keys fetched once for each registration")
                .isEqualTo(COLD);
        report.add(
                "the same, cold keys: each fetches its platform's keys first (%d launches)".formatted(COLD),
                COLD / seconds,
                "RS256 checks",
                verifications,
                perCore(cairn, before, COLD, verifications) + "; each also makes a person and a course known");
    }

    private static void runAll(List<Callable<?>> works) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(works.size())) {
            for (Future<?> done : works.stream().map(threads::submit).toList()) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    /** What one core could do if it did nothing else, beside how many checks of a signature it could do. */
    private static String perCore(CairnProcess cairn, Duration before, double times, double verifications) {
        double millis = cairn.processorTime().minus(before).toNanos() / 1e6 / times;
        return String.format(
                Locale.ROOT,
                "%.2f ms of processor time each: %,.0f per second and core, beside %,.0f RS256 checks per second and core",
                millis,
                1000 / millis,
                verifications / Runtime.getRuntime().availableProcessors());
    }

    private void signedEvents(
            Report report,
            CairnProcess cairn,
            EventSender sender,
            TestPlatform canvas,
            double verifications,
            double commits)
            throws InterruptedException {
        List<byte[]> messages = signed(SIGNED, n -> grade(n, 2), canvas);
        Duration before = cairn.processorTime();
        double rate = SIGNED / seconds(() -> sender.send(messages));
        String what = "signed events until durably answered (%d connections)".formatted(SENDERS);
        report.add(what, rate, "RS256 checks", verifications, cost(cairn, before, SIGNED));
        report.add("the same", rate, "durable single-row commits", commits, "");
    }

    private void unsignedEvents(Report report, CairnProcess cairn, ApiClient api, EventSender sender, double commits)
            throws InterruptedException {
        List<byte[]> messages = plain(UNSIGNED, n -> grade(n, 3));
        Duration before = cairn.processorTime();
        double[] answered = new double[1];
        double settled = seconds(() -> {
            answered[0] = seconds(() -> sender.send(messages));
            api.awaitSettled(PATIENCE);
        });
        report.add(
                "unsigned events until durably answered (%d connections)".formatted(SENDERS),
                UNSIGNED / answered[0],
                "durable single-row commits",
                commits,
                "");
        report.add(
                "unsigned events until evaluated, from the first one sent",
                UNSIGNED / settled,
                "durable single-row commits",
                commits,
                cost(cairn, before, UNSIGNED));
    }

    /** A badge that everybody has earned already is published: everybody is awarded, and each award proven. */
    private void onePublish(
            Report report, CairnProcess cairn, ApiClient api, String platform, EventSender sender, double signatures)
            throws Exception {
        api.putYaml("/api/badges", """
                badge: for-everybody
                title: For everybody
                milestones: {done: Done}
                rule: {score: {of: done, at-least: 60%}}
                """);
        api.put("/api/bindings", """
                {"badge": "for-everybody", "milestone": "done", "platform": "%s", "course": "565", "activity": "assignment:999"}""".formatted(platform));
        sender.send(plain(STUDENTS, student -> writer.gradeChange(student + 1, 999, new BigDecimal("90"), 100, TERM)));
        api.awaitSettled(PATIENCE);

        Duration before = cairn.processorTime();
        double awarded = seconds(() -> {
            api.post("/api/badges/for-everybody/publish", "");
            api.awaitSettled(PATIENCE);
        });
        report.add(
                "awards by one publish (%,d students)".formatted(STUDENTS),
                STUDENTS / awarded,
                null,
                0,
                String.format(Locale.ROOT, "all of them in %.2f s; ", awarded) + cost(cairn, before, STUDENTS));
        List<String> paths = new ArrayList<>();
        double proven = seconds(() -> {
            api.all("/api/awards?badge=for-everybody")
                    .forEach(award ->
                            paths.add(URI.create(award.path("credentialUrl").stringValue())
                                            .getPath() + ".json"));
            fetchAll(cairn, paths);
        });
        assertThat(paths).hasSize(STUDENTS);
        report.add(
                "credentials signed and fetched, after that publish",
                STUDENTS / proven,
                "Ed25519 signatures",
                signatures,
                cost(cairn, before, STUDENTS) + " since the publish");
    }

    private static void fetchAll(CairnProcess cairn, Collection<String> paths) throws InterruptedException {
        ConcurrentLinkedQueue<String> waiting = new ConcurrentLinkedQueue<>(paths);
        AtomicInteger fetched = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try (RawHttp http = new RawHttp(cairn.port())) {
                    for (String path = waiting.poll(); path != null; path = waiting.poll()) {
                        RawHttp.Answer answer = http.get(path, "Authorization: Bearer " + CairnProcess.TOKEN);
                        fetched.addAndGet(answer.ok() && answer.body().contains("eddsa-rdfc-2022") ? 1 : 0);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(fetched).as("credentials with a proof").hasValue(paths.size());
    }

    /** The n-th grade: the students in turn, each time a little later, and never twice the same event. */
    private String grade(long n, int round) {
        long student = 1 + n % STUDENTS;
        long turn = n / STUDENTS + round * 1_000L;
        return writer.gradeChange(
                student, 355 + turn % 3, BigDecimal.valueOf(85 + n % 16), 100, TERM.plusSeconds(turn * 60));
    }

    private static List<byte[]> plain(int count, LongFunction<String> event) {
        return LongStream.range(0, count)
                .mapToObj(n -> event.apply(n).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static List<byte[]> signed(int count, LongFunction<String> event, TestPlatform canvas) {
        return LongStream.range(0, count)
                .parallel()
                .mapToObj(n -> CanvasWriter.signed(event.apply(n), canvas.key()))
                .toList();
    }

    private static String cost(CairnProcess cairn, Duration before, double times) {
        double millis = cairn.processorTime().minus(before).toNanos() / 1e6 / times;
        return String.format(Locale.ROOT, "%.2f ms of processor time each", millis);
    }

    private static double seconds(Work work) throws InterruptedException {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    private interface Work {
        void run() throws InterruptedException;
    }
}
