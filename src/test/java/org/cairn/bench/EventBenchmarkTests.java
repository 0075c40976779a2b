package org.cairn.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.cairn.TestPlatform;
import org.cairn.drive.ApiClient;
import org.cairn.drive.CairnProcess;
import org.cairn.drive.CanvasWriter;
import org.cairn.drive.RawHttp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * How many events are taken each second, how soon they award, and what that costs when there are many of everything;
 * described in {@code docs/performance.md}.
 */
@Tag("benchmark")
class EventBenchmarkTests {

    private static final int EVENTS = Integer.getInteger("cairn.events", 20_000);
    private static final int MANY_EVENTS = Integer.getInteger("cairn.manyEvents", 1_000_000);
    private static final int MANY_LEARNERS = Integer.getInteger("cairn.manyLearners", 1_000_000);
    private static final int CONNECTIONS = 32;
    private static final int STUDENTS = 10_000;
    private static final int ROWS = 500;
    private static final int STATEMENTS = 50;
    private static final int AWARDING_ONE_IN = 20;
    private static final long COURSE = 565;
    private static final Instant TERM = Instant.parse("2026-03-02T08:00:00.000Z");
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @TempDir
    Path folder;

    private final CanvasWriter writer = new CanvasWriter(COURSE);
    private final AtomicInteger turn = new AtomicInteger();
    private String platform;
    private Crowd.Database database;

    /** What is measured against one database. */
    private interface Measurement {
        void on(Report report, CairnProcess cairn, ApiClient api, TestPlatform canvas, double batches) throws Exception;
    }

    private void onH2(Measurement measurement) throws Exception {
        database = Crowd.Database.embedded(folder.resolve("cairn"));
        double batches = Limits.durableBatchesOnH2(folder, ROWS);
        try (CairnProcess cairn = CairnProcess.compiled(folder.resolve("cairn")).start()) {
            run("H2 (the embedded database, on a file)", cairn, batches, measurement);
        }
    }

    private void onPostgres(Measurement measurement) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .start()) {
            database = new Crowd.Database(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
            double batches = Limits.durableBatchesOnPostgres(server.getJdbcUrl("postgres", "template1"), ROWS);
            try (CairnProcess cairn = CairnProcess.compiled(folder.resolve("cairn"))
                    .with("CAIRN_DB_URL", server.getJdbcUrl("postgres", "postgres"))
                    .with("CAIRN_DB_USER", "postgres")
                    .with("CAIRN_DB_PASSWORD", "postgres")
                    .start()) {
                run("PostgreSQL 17", cairn, batches, measurement);
            }
        }
    }

    private void run(String database, CairnProcess cairn, double batches, Measurement measurement) throws Exception {
        Report report = new Report(database);
        try (TestPlatform canvas = TestPlatform.canvas();
                ApiClient api = new ApiClient(cairn.port(), CairnProcess.TOKEN)) {
            prepare(api, canvas);
            measurement.on(report, cairn, api, canvas, batches);
        }
        System.out.println(report.asMarkdown());
    }

    @Test
    void eventsEachSecondOnTheEmbeddedDatabase() throws Exception {
        onH2(this::eventsEachSecond);
    }

    @Test
    void eventsEachSecondOnPostgres() throws Exception {
        onPostgres(this::eventsEachSecond);
    }

    @Test
    void aMillionEventsOnTheEmbeddedDatabase() throws Exception {
        onH2(this::aMillionEvents);
    }

    @Test
    void aMillionEventsOnPostgres() throws Exception {
        onPostgres(this::aMillionEvents);
    }

    @Test
    void aMillionLearnersOnTheEmbeddedDatabase() throws Exception {
        onH2(this::aMillionLearners);
    }

    @Test
    void aMillionLearnersOnPostgres() throws Exception {
        onPostgres(this::aMillionLearners);
    }

    private void prepare(ApiClient api, TestPlatform canvas) {
        var registration = canvas.registration();
        platform = api.post("/api/platforms", """
                        {"institution": "Benchmark", "name": "Canvas", "family": "canvas", "issuer": "%s", "clientId": "%s",
                         "authorizationUrl": "%s", "tokenUrl": "%s", "jwksUrl": "%s", "deploymentIds": ["1"]}""".formatted(
                                registration.issuer(),
                                canvas.clientId(),
                                registration.authorizationUrl(),
                                registration.tokenUrl(),
                                canvas.jwksUrl()))
                .path("id")
                .stringValue();
        api.putYaml("/api/badges", """
                badge: quick
                title: Quick
                milestones: {done: Done}
                rule: {score: {of: done, at-least: 60%}}
                """);
        api.put("/api/bindings", """
                {"badge": "quick", "milestone": "done", "platform": "%s", "course": "565", "activity": "assignment:999"}""".formatted(platform));
        api.post("/api/badges/quick/publish", "");
    }

    /** Where to send, and by which header fields. */
    private record Feed(int port, String path, String... headers) {}

    private Feed feed(ApiClient api, CairnProcess cairn, String rest, String tail, String... headers) {
        JsonNode feed = api.post("/api/feeds", "{\"platform\": \"%s\", %s}".formatted(platform, rest));
        String path = URI.create(feed.path("url").stringValue()).getPath();
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: application/json");
        if (feed.path("secret").isString()) {
            String basic = "cairn:" + feed.path("secret").stringValue();
            all.add("Authorization: Basic "
                    + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.US_ASCII)));
        }
        return new Feed(cairn.port(), path.replaceFirst("/statements$", "") + tail, all.toArray(String[]::new));
    }

    private void eventsEachSecond(Report report, CairnProcess cairn, ApiClient api, TestPlatform canvas, double batches)
            throws Exception {
        double checks = Limits.rs256Verifications();
        Feed plain = feed(api, cairn, "\"kind\": \"canvas\", \"allowUnsigned\": true", "");
        Feed signed = feed(api, cairn, "\"kind\": \"canvas\", \"jwksUrl\": \"%s\"".formatted(canvas.jwksUrl()), "");
        Feed xapi = feed(api, cairn, "\"kind\": \"xapi\"", "/statements", "X-Experience-API-Version: 1.0.3");
        send(plain, events(STUDENTS, n -> writer.userCreated(n + 1, TERM)), 0);
        send(plain, events(EVENTS, this::grade), 0);
        send(signed, signed(EVENTS / 2, canvas), 0);
        send(xapi, events(EVENTS / 2, this::statement), 0);
        rest(cairn, api);

        double nothing = rate(plain, events(EVENTS, n -> "[]"));
        report.add("exchanges that bring no event", nothing, null, 0, "what web server and driver can do here");
        List<byte[]> tokens = signed(EVENTS, canvas);
        Duration before = cairn.processorTime();
        double taken = rate(signed, tokens);
        against(report, "signed Canvas events", taken, checks, batches, nothing, cost(cairn, before, EVENTS));
        rest(cairn, api);
        before = cairn.processorTime();
        double statements = rate(xapi, events(EVENTS, this::statement));
        against(report, "xAPI statements, one each", statements, checks, batches, nothing, cost(cairn, before, EVENTS));
        rest(cairn, api);
        int requests = EVENTS * 4 / STATEMENTS;
        List<byte[]> many = events(
                requests,
                n -> "["
                        + String.join(
                                ",",
                                LongStream.range(0, STATEMENTS)
                                        .mapToObj(i -> statement(n * STATEMENTS + i))
                                        .toList())
                        + "]");
        before = cairn.processorTime();
        double inBatches = STATEMENTS * rate(xapi, many);
        against(
                report,
                "xAPI statements, %d in a request".formatted(STATEMENTS),
                inBatches,
                checks,
                batches,
                0,
                cost(cairn, before, requests * STATEMENTS));
        rest(cairn, api);
        fromEventToAward(report, cairn, api, plain, taken / 2);
    }

    private static void against(
            Report report, String what, double rate, double checks, double batches, double nothing, String cost) {
        report.add(what, rate, "RS256 checks", checks, cost);
        report.add("the same", rate, "rows in durable batches of " + ROWS, batches, "");
        if (nothing > 0) {
            report.add("the same", rate, "exchanges that bring no event", nothing, "");
        }
    }

    /** Every twentieth event awards somebody: from the moment it is sent until the award is decided. */
    private void fromEventToAward(Report report, CairnProcess cairn, ApiClient api, Feed feed, double perSecond)
            throws Exception {
        AtomicInteger next = new AtomicInteger();
        int awarding = Math.min(STUDENTS, EVENTS / 10);
        int all = awarding * AWARDING_ONE_IN;
        send(feed, all, perSecond, () -> {
            int n = next.getAndIncrement();
            String event = n % AWARDING_ONE_IN == 0
                    ? writer.gradeChange(1 + n / AWARDING_ONE_IN, 999, new BigDecimal("90"), 100, Instant.now())
                    : grade(n);
            return event.getBytes(StandardCharsets.UTF_8);
        });
        api.awaitSettled(PATIENCE);
        double[] millis = api.all("/api/awards?badge=quick").values().stream()
                .mapToDouble(award -> Duration.between(
                                        Instant.parse(award.path("earnedAt").stringValue()),
                                        Instant.parse(award.path("decidedAt").stringValue()))
                                .toNanos()
                        / 1e6)
                .sorted()
                .toArray();
        report.add(
                "events under half that load",
                perSecond,
                null,
                0,
                String.format(
                        Locale.ROOT,
                        "%,d awards: from event to award p50 %.0f ms, p99 %.0f ms",
                        millis.length,
                        millis[millis.length / 2],
                        millis[(int) (millis.length * 0.99)]));
        rest(cairn, api);
    }

    private void aMillionEvents(Report report, CairnProcess cairn, ApiClient api, TestPlatform canvas, double batches)
            throws Exception {
        Feed plain = feed(api, cairn, "\"kind\": \"canvas\", \"allowUnsigned\": true", "");
        send(plain, events(STUDENTS, n -> writer.userCreated(n + 1, TERM)), 0);
        int part = MANY_EVENTS / 10;
        for (int i = 1; i <= 10; i++) {
            AtomicInteger next = new AtomicInteger(i * part);
            double seconds =
                    send(plain, part, 0, () -> grade(next.getAndIncrement()).getBytes(StandardCharsets.UTF_8));
            api.awaitSettled(PATIENCE);
            report.add(
                    "event %,d".formatted(i * part),
                    part / seconds,
                    null,
                    0,
                    "%,d MB in use, %,d MB taken from the system"
                            .formatted(cairn.liveMegabytes(), cairn.residentMegabytes()));
        }
    }

    /**
     * The same events, once among few people and once among many; those are put into the tables while the node is
     * stopped, as the years before would have left them.
     */
    private void aMillionLearners(Report report, CairnProcess cairn, ApiClient api, TestPlatform canvas, double batches)
            throws Exception {
        Feed plain = feed(api, cairn, "\"kind\": \"canvas\", \"allowUnsigned\": true", "");
        int known = 0;
        for (int learners : List.of(STUDENTS, MANY_LEARNERS)) {
            cairn.close();
            Crowd.join(database, CanvasWriter.SHARD, known + 1, learners);
            known = learners;
            cairn.start();
            try (ApiClient again = new ApiClient(cairn.port(), CairnProcess.TOKEN)) {
                evaluated(report, cairn, again, plain, learners);
            }
        }
    }

    private void evaluated(Report report, CairnProcess cairn, ApiClient api, Feed plain, int learners)
            throws Exception {
        Random random = new Random(learners);
        List<byte[]> grades = events(
                EVENTS * 2,
                n -> writer.gradeChange(
                        1 + random.nextInt(learners),
                        355,
                        BigDecimal.valueOf(85),
                        100,
                        TERM.plusSeconds(turn.incrementAndGet())));
        send(plain, grades.subList(0, EVENTS), 0);
        rest(cairn, api);
        Duration before = cairn.processorTime();
        long begin = System.nanoTime();
        send(plain, grades.subList(EVENTS, 2 * EVENTS), 0);
        api.awaitSettled(PATIENCE);
        report.add(
                "events until evaluated, %,d learners".formatted(learners),
                EVENTS / ((System.nanoTime() - begin) / 1e9),
                null,
                0,
                cost(cairn, before, EVENTS));
    }

    private static void rest(CairnProcess cairn, ApiClient api) {
        api.awaitSettled(PATIENCE);
        cairn.awaitIdle(PATIENCE);
    }

    private String grade(long n) {
        return writer.gradeChange(
                1 + n % STUDENTS, 355, BigDecimal.valueOf(85), 100, TERM.plusSeconds(turn.incrementAndGet()));
    }

    private String statement(long n) {
        int number = turn.incrementAndGet();
        return """
                {"id":"%08x-0000-4000-8000-%012x","timestamp":"%s","actor":{"objectType":"Agent","name":"Student",\
                "account":{"homePage":"https://learn.example.edu","name":"%d"}},\
                "verb":{"id":"http://adlnet.gov/expapi/verbs/completed","display":{"en":"completed"}},\
                "object":{"objectType":"Activity","id":"https://learn.example.edu/mod/quiz/view.php?id=%d",\
                "definition":{"type":"http://id.tincanapi.com/activitytype/lms/quiz","name":{"en":"Quiz"}}},\
                "result":{"completion":true,"score":{"raw":85,"min":0,"max":100}},\
                "context":{"platform":"Moodle","language":"en","contextActivities":{"grouping":[{"id":"https://learn.example.edu"}]}}}""".formatted(number, n, TERM.plusSeconds(number), 1 + n % STUDENTS, 1 + n % 50);
    }

    private static List<byte[]> events(int count, LongFunction<String> event) {
        return LongStream.range(0, count)
                .mapToObj(n -> event.apply(n).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private List<byte[]> signed(int count, TestPlatform canvas) {
        return LongStream.range(0, count)
                .parallel()
                .mapToObj(n -> CanvasWriter.signed(grade(n), canvas.key()))
                .toList();
    }

    private static double rate(Feed feed, List<byte[]> bodies) throws Exception {
        return bodies.size() / send(feed, bodies, 0);
    }

    private static double send(Feed feed, List<byte[]> bodies, double perSecond) throws Exception {
        AtomicInteger next = new AtomicInteger();
        return send(feed, bodies.size(), perSecond, () -> bodies.get(next.getAndIncrement()));
    }

    private interface Body {
        byte[] next();
    }

    /** Sends so many; whatever is not answered 2xx is sent again. Returns the seconds that it took. */
    private static double send(Feed feed, int count, double perSecond, Body bodies) throws Exception {
        AtomicLong begun = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try (RawHttp http = new RawHttp(feed.port())) {
                    for (long n = begun.getAndIncrement(); n < count; n = begun.getAndIncrement()) {
                        if (perSecond > 0) {
                            long due = begin + (long) (n / perSecond * 1e9);
                            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                                LockSupport.parkNanos(due - now);
                            }
                        }
                        untilTaken(http, feed, bodies.next());
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void untilTaken(RawHttp http, Feed feed, byte[] body) {
        for (int tries = 0; tries < 1_000; tries++) {
            try {
                RawHttp.Answer answer = http.post(feed.path(), body, feed.headers());
                if (answer.ok()) {
                    return;
                }
                if (answer.status() != 503) {
                    throw new AssertionError(answer.status() + " " + answer.body());
                }
            } catch (IOException again) {
                // the connection was closed between two requests
            }
            LockSupport.parkNanos(10_000_000);
        }
        throw new AssertionError("never taken");
    }

    private static String cost(CairnProcess cairn, Duration before, double times) {
        double millis = cairn.processorTime().minus(before).toNanos() / 1e6 / times;
        return String.format(Locale.ROOT, "%.3f ms of processor time each", millis);
    }
}
