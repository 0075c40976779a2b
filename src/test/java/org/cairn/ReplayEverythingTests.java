package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.cairn.drive.ApiClient;
import org.cairn.drive.SourceWorld;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.MendingRule;
import org.cairn.ingest.Quarantine;
import org.cairn.ingest.canvas.CanvasSamples;
import org.cairn.lti.Family;
import org.cairn.lti.Identifier;
import org.cairn.lti.IdentifierKind;
import org.cairn.lti.LearnerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Everything of an institution goes into an empty database, of either kind, and gives the same awards there. */
class ReplayEverythingTests extends SourceWorld {

    private static final String T1 = "2026-03-01T10:00:00.000Z";
    private static final String T2 = "2026-03-02T10:00:00.000Z";
    private static final String T3 = "2026-03-03T10:00:00.000Z";

    @LocalServerPort
    int here;

    @Value("${cairn.operator-token}")
    String token;

    @Autowired
    EvidenceLog log;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Feeds feeds;

    @Autowired
    Quarantine quarantine;

    private World world;

    private static Identifier canvas(long id) {
        return new Identifier(IdentifierKind.CANVAS_GLOBAL, CanvasSamples.global(id));
    }

    private void sends(Way way, String... events) throws Exception {
        for (String event : events) {
            assertThat(world.post(way, "", event).status()).isEqualTo(200);
        }
    }

    private static String grade(long student, String score, String possible, String time) {
        return CanvasSamples.gradeChange(student, 355, score, possible, time).toString();
    }

    /** Repeated, reordered, taken back, impossible, unknown, known later, quarantined, mended, confirmed by hand. */
    private void aTermHappens() throws Exception {
        world = world(Family.CANVAS);
        world.badgeForScore("talk", "565", "assignment:355");
        world.badge("confirmed", "attested: step", "565", "assignment:9");
        Way way = world.feed("canvas", "\"allowUnsigned\": true");
        for (long student = 1; student <= 8; student++) {
            world.student(canvas(student), new Identifier(IdentifierKind.SUB, "sub-" + student));
        }
        sends(way, grade(1, "85", "100", T1), grade(1, "85", "100", T1));
        sends(way, grade(2, "95", "100", T3), grade(2, "10", "100", T1));
        sends(way, grade(3, "90", "100", T1), grade(3, "20", "100", T2));
        sends(way, grade(4, "90", "100", T1), grade(4, "null", "100", T2), grade(4, "88", "100", T3));
        sends(way, grade(5, "120", "100", T2), grade(6, "-5", "100", T2), grade(7, "1", "0", T2));
        sends(way, grade(9, "99", "100", T2), grade(10, "99", "100", T1));
        sends(way, grade(8, "85", "100", T2).replace("\"score\":85", "\"score\":\"excellent\""), "{\"no\": \"event\"}");
        world.settled();
        world.student(canvas(9), new Identifier(IdentifierKind.SUB, "sub-9"));
        Feed feed = feeds.of(world.platform.id().institution()).getFirst();
        quarantine.add(
                feed,
                new MendingRule(
                        UUID.randomUUID(),
                        "",
                        MendingRule.Test.EQUALS,
                        "/body/score",
                        "excellent",
                        "/body/score",
                        "97",
                        null,
                        "Abe Admin",
                        Instant.parse(T2)));
        quarantine.replay(feed, (String) null);
        confirmed();
        world.settled();
    }

    private void confirmed() {
        LearnerId one = learners.find(world.platform.id(), "sub-1").orElseThrow();
        LearnerId staff = world.student(new Identifier(IdentifierKind.SUB, "teacher"));
        Instant when = Instant.parse(T2);
        transactions.executeWithoutResult(status -> log.append(List.of(new Evidence(
                one,
                "attestation:" + UUID.randomUUID(),
                new Observation.Attestation("confirmed", "step", "instructor", staff, "well done", true),
                when,
                when,
                "instructor"))));
    }

    /** What is awarded: to whom, which badge, since when; without what a second decision may make anew. */
    private static List<String> awards(ApiClient api) {
        List<String> all = new ArrayList<>();
        api.awaitSettled(Duration.ofSeconds(60));
        StreamSupport.stream(api.all("/api/awards").spliterator(), false)
                .filter(award -> !award.path("state").asString().equalsIgnoreCase("revoked"))
                .map(ReplayEverythingTests::said)
                .forEach(all::add);
        return all.stream().sorted().toList();
    }

    private static String said(JsonNode award) {
        JsonNode learner = award.path("learner");
        return "%s %s %s"
                .formatted(
                        learner.isObject() ? learner.path("id").asString() : learner.asString(),
                        award.path("badge").asString(),
                        award.path("earnedAt").asString());
    }

    private HttpResponse<byte[]> call(int port, String method, String path, byte[] body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/x-ndjson")
                            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private byte[] exported() throws Exception {
        String whose = java.net.URLEncoder.encode(world.institution, java.nio.charset.StandardCharsets.UTF_8);
        HttpResponse<byte[]> answer = call(here, "GET", "/api/export?institution=" + whose, new byte[0]);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private ConfigurableApplicationContext elsewhere(java.nio.file.Path home, Map<String, Object> database) {
        return new SpringApplicationBuilder(CairnApplication.class)
                .properties(Map.of("server.port", "0", "cairn.operator-token", token, "cairn.home", home.toString()))
                .properties(database)
                .run();
    }

    private void givesTheSameAwards(ConfigurableApplicationContext elsewhere) throws Exception {
        aTermHappens();
        List<String> awards = awards(world.api);
        assertThat(awards).as("1, 2, 4, 5, 8, 9 by score, and 1 by hand").hasSize(7);
        byte[] export = exported();
        String text = new String(export, java.nio.charset.StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("feed_secret", "sealed", "tool_key");
        int there = elsewhere.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (ApiClient api = new ApiClient(there, token, world.institution)) {
            HttpResponse<byte[]> half =
                    call(there, "POST", "/api/replay", java.util.Arrays.copyOf(export, export.length / 2));
            assertThat(half.statusCode()).as("the connection broke").isEqualTo(400);
            for (int i = 0; i < 2; i++) {
                HttpResponse<byte[]> answer = call(there, "POST", "/api/replay", export);
                assertThat(answer.statusCode())
                        .as(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
                        .isEqualTo(200);
                assertThat(awards(api)).isEqualTo(awards);
            }
            JsonNode now = api.get("/api/ingestion");
            JsonNode then = world.api.get("/api/ingestion");
            for (String count : List.of("parked", "quarantined", "ignored", "received")) {
                assertThat(now.path(count)).as(count).isEqualTo(then.path(count));
            }
        }
    }

    @Test
    void inAnotherEmbeddedDatabase(@TempDir java.nio.file.Path home) throws Exception {
        try (var elsewhere = elsewhere(
                home,
                Map.of(
                        "spring.datasource.url",
                        "jdbc:h2:mem:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1"
                                .formatted(UUID.randomUUID())))) {
            givesTheSameAwards(elsewhere);
        }
    }

    @Test
    void inPostgres(@TempDir java.nio.file.Path home) throws Exception {
        try (var elsewhere = elsewhere(
                home,
                Map.of(
                        "spring.datasource.url", TestDatabase.postgresUrl(),
                        "spring.datasource.username", "postgres",
                        "spring.datasource.password", "postgres"))) {
            givesTheSameAwards(elsewhere);
        }
    }

    @Test
    void whatIsNoExportIsRefused() throws Exception {
        for (String odd :
                List.of("", "no json", "{}", "{\"learner\": {}}", "{\"cairn-export\": {\"name\": 1}}", "[1]")) {
            assertThat(call(here, "POST", "/api/replay", odd.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .statusCode())
                    .as(odd)
                    .isEqualTo(400);
        }
    }
}
