package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.cairn.drive.ApiClient;
import org.cairn.evidence.EvidenceLog;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Everything of an institution goes into an empty database, of either kind, and gives the same awards there. */
class ReplayEverythingTests extends ATermOfEverything {

    /** Everything that is known and decided of everybody, word by word. */
    private List<String> everything(JdbcTemplate rows, EvidenceLog evidence, ApiClient api) {
        api.awaitSettled(Duration.ofSeconds(60));
        InstitutionId institution = world.platform.id().institution();
        List<LearnerId> everybody = rows.query(
                "select id from learner where institution = ? order by id",
                (row, number) -> new LearnerId(institution, row.getObject(1, UUID.class)),
                institution.value());
        List<String> all = new ArrayList<>();
        evidence.of(institution, everybody)
                .values()
                .forEach(theirs -> theirs.forEach(one -> all.add(String.valueOf(one))));
        rows.query(
                "select learner, badge, id, version, state, earned_at, decided_at, evidence, reason, revision from award"
                        + " where institution = ?",
                row -> {
                    StringBuilder award = new StringBuilder("award");
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        boolean time = row.getMetaData()
                                .getColumnName(i)
                                .toLowerCase(Locale.ROOT)
                                .endsWith("_at");
                        award.append(' ')
                                .append(
                                        time
                                                ? row.getObject(i, OffsetDateTime.class)
                                                        .toInstant()
                                                : row.getObject(i));
                    }
                    all.add(award.toString());
                },
                institution.value());
        for (LearnerId learner : everybody) {
            for (JsonNode standing : api.get("/api/learners/" + learner.value() + "/standings")) {
                all.add(learner.value() + " " + standing);
            }
        }
        for (String table : List.of(
                "withdrawn_message",
                "heard_enrolment",
                "parked_under",
                "membership",
                "trusted_id",
                "xapi_document",
                "xapi_document_tally")) {
            rows.query(
                    "select * from " + table + " where institution = ?",
                    row -> {
                        List<String> values = new ArrayList<>();
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            boolean time = row.getMetaData()
                                    .getColumnName(i)
                                    .toLowerCase(Locale.ROOT)
                                    .endsWith("_at");
                            values.add(row.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT) + "="
                                    + (time
                                            ? row.getObject(i, OffsetDateTime.class)
                                                    .toInstant()
                                            : text(row.getObject(i))));
                        }
                        // whoever has left a course that was unknown then is nobody's student either way
                        if (!table.equals("membership") || values.contains("active=true")) {
                            all.add(table + values.stream().sorted().toList());
                        }
                    },
                    institution.value());
        }
        return all.stream().sorted().toList();
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes
                ? new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                : String.valueOf(value);
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
        assertThat(awards)
                .as("by score 1, 2, 4, 5, 6, 8, 9, 20; by hand 1, 2, 3, 4; and kept 3")
                .filteredOn(
                        award -> award.contains(" talk ") || award.contains(" confirmed ") || award.contains(" kept "))
                .hasSize(13);
        assertThat(awards).anyMatch(award -> award.contains(" mission "));
        assertThat(awards).anyMatch(award -> award.contains(" algebra "));
        assertThat(awards).filteredOn(award -> award.contains(" quiz ")).hasSize(5);
        List<String> everything = everything(jdbc, log, world.api);
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
                assertThat(everything(elsewhere.getBean(JdbcTemplate.class), elsewhere.getBean(EvidenceLog.class), api))
                        .isEqualTo(everything);
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

    /** What was decided is not only copied: where nothing is kept in spite of a regrade, it follows from the messages. */
    @Test
    void awardsFollowFromTheMessagesAlone(@TempDir java.nio.file.Path home) throws Exception {
        aTermHappens();
        List<String> awards = awards(world.api);
        String without = new String(exported(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("{\"award\"")
                        && !line.startsWith("{\"award_before_link\"")
                        && !line.startsWith("{\"award_beside\""))
                .filter(line -> !(line.startsWith("{\"evidence\"") && line.contains("\"kind\":\"badge\"")))
                .collect(Collectors.joining("\n", "", "\n"));
        try (var elsewhere = elsewhere(
                home,
                Map.of(
                        "spring.datasource.url",
                        "jdbc:h2:mem:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1"
                                .formatted(UUID.randomUUID())))) {
            int there = elsewhere.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            try (ApiClient api = new ApiClient(there, token, world.institution)) {
                assertThat(call(there, "POST", "/api/replay", without.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .statusCode())
                        .isEqualTo(200);
                assertThat(awards(api))
                        .isEqualTo(awards.stream()
                                .filter(award -> !award.contains(" kept "))
                                .toList());
            }
        }
    }

    /** Tables that are neither in an export nor follow from it in a way that an award could tell. */
    private static final Set<String> NOT_EXPORTED = Set.of(
            // secrets, keys, and what hangs on them
            "vault_check",
            "tool_key",
            "issuer_key",
            "operator_token",
            "feed_secret",
            "invitation",
            "pull_connection",
            "upload_part",
            "link_code",
            // sessions, and what platforms are told
            "launch_session",
            "waiting_deployment",
            "notice_taken",
            "notice_subscription",
            "gradebook_course",
            "gradebook_column",
            "gradebook_score",
            "gradebook_turn",
            "roster_sweep",
            "roster_turn",
            // what is proved is proved anew, by other keys under another address
            "credential",
            "status_list",
            "award_to_prove",
            // follows from messages
            "parked_under",
            "heard_enrolment",
            "look_again",
            "look_hold",
            "look_failed",
            "trusted_check",
            "feed_settled",
            // how it went, for people who look after it
            "feed_quarter",
            "feed_refusal",
            "platform_contact",
            // where askings stand: without it everything is asked for again
            "pull_course",
            "pull_seen",
            "moodle_last_seen",
            // counted anew
            "xapi_document_tally",
            // follows from messages, where somebody asks for them
            "xapi_term",
            "xapi_reading",
            // named by its id and name in the first line
            "institution");

    @Test
    void everyTableIsExportedOrNotForAReason() {
        String words = new String(
                assertDoesNotThrow(() -> java.nio.file.Files.readAllBytes(
                        java.nio.file.Path.of("src/main/java/org/cairn/web/api/archive/ArchiveTable.java"))),
                java.nio.charset.StandardCharsets.UTF_8);
        List<String> tables = jdbc.queryForList(
                "select lower(table_name) from information_schema.tables where lower(table_schema) = 'public'"
                        + " and lower(table_name) not like 'flyway%' and lower(table_name) <> 'scheduled_tasks'",
                String.class);
        assertThat(tables)
                .filteredOn(table -> !words.contains("(\"" + table + "\""))
                .containsExactlyInAnyOrderElementsOf(NOT_EXPORTED);
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
