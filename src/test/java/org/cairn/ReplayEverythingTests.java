package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.cairn.drive.ApiClient;
import org.cairn.drive.SourceWorld;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Attestations;
import org.cairn.ingest.Complaint;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.MendingRule;
import org.cairn.ingest.Quarantine;
import org.cairn.ingest.Uploads;
import org.cairn.ingest.canvas.CanvasSamples;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Erasures;
import org.cairn.lti.Family;
import org.cairn.lti.Identifier;
import org.cairn.lti.IdentifierKind;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.LearnerId;
import org.cairn.lti.Links;
import org.cairn.lti.Person;
import org.cairn.lti.PlatformId;
import org.cairn.lti.Role;
import org.cairn.vault.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
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

    @Autowired
    Uploads uploads;

    @Autowired
    Attestations attestations;

    @Autowired
    Courses courses;

    @Autowired
    Links links;

    @Autowired
    Erasures erasures;

    @Autowired
    JdbcTemplate jdbc;

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
        sends(
                way,
                grade(8, "85", "100", T2).replace("\"score\":85", "\"score\":\"excellent\""),
                "{\"no\": \"event\"}",
                "{\"nor\": \"this\"}");
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
        world.settled();
        String noEvent = quarantine
                .of(feed, Complaint.of("event.no-name").text(), 1)
                .getFirst()
                .key();
        assertThat(quarantine.dismiss(feed, List.of(noEvent), "a test", "Abe Admin"))
                .isEqualTo(1);
        confirmed();
        world.settled();
        everySourceSpeaks();
    }

    /** Whatever a result may come from, with what happens to results and to people afterwards. */
    private void everySourceSpeaks() throws Exception {
        Way canvas = world.feed("canvas", "\"allowUnsigned\": true");
        world.api.putYaml("/api/badges", """
                badge: kept
                title: Kept
                milestones: {step: Step}
                rule:
                  score: {of: step, at-least: 80%}
                on-regrade: keep
                """);
        world.api.put("/api/bindings", """
                {"badge": "kept", "milestone": "step", "platform": "%s", "course": "565", "activity": "assignment:400"}""".formatted(world.platform.id().value()));
        world.api.post("/api/badges/kept/publish", "");
        String once = CanvasSamples.gradeChange(3, 400, "90", "100", T1).toString();
        sends(canvas, once);
        world.settled();
        sends(canvas, CanvasSamples.gradeChange(3, 400, "10", "100", T2).toString());
        String held = CanvasSamples.gradeChange(6, 355, "88", "100", T3).toString();
        sends(canvas, held.replace("\"muted\":false", "\"muted\":true"));
        world.settled();
        sends(canvas, held.replace(T3, "2026-03-03T11:00:00.000Z"));
        for (String more : List.of("outcome-mastered", "outcome-result-deleted", "excused", "enrolled-then-dropped")) {
            for (JsonNode event : StrictJson.read(recorded("canvas/" + more + ".json"))) {
                sends(canvas, event.toString());
            }
        }
        statements();
        ownEventsAndFiles();
        peopleTurnOutToBeOne();
        sends(canvas, grade(30, "99", "100", T2));
        LearnerId gone = world.student(canvas(30), new Identifier(IdentifierKind.SUB, "sub-30"));
        world.settled();
        erasures.erase(gone, "operator");
        world.settled();
    }

    private void statements() throws Exception {
        Way xapi = world.feed("xapi");
        Map<String, String> ids = new HashMap<>(Map.of(
                "id",
                UUID.randomUUID().toString(),
                "voiding",
                UUID.randomUUID().toString(),
                "site",
                world.issuer,
                "user",
                "sub-2"));
        world.badgeForCompletion("mission", "1", "xapi:https://simulator.example.org/missions/7");
        world.post(xapi, "/statements", recorded("xapi/mission-passed.json", ids));
        world.settled();
        world.post(xapi, "/statements", recorded("xapi/mission-voided.json", ids));
        ids.putAll(Map.of("id", UUID.randomUUID().toString(), "user", "sub-4"));
        world.post(xapi, "/statements", recorded("xapi/mission-passed.json", ids));
        Way strict = world.feed("xapi", "\"strict\": true");
        String hash = Tokens.digest("essay");
        String statement = """
                {"id": "%s", "actor": {"account": {"homePage": "%s", "name": "sub-5"}},
                 "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
                 "object": {"id": "https://simulator.example.org/missions/7"}, "timestamp": "2026-03-02T10:00:00Z",
                 "attachments": [{"usageType": "https://example.edu/u", "display": {"en": "File"},
                 "contentType": "text/plain", "length": 5, "sha2": "%s"}]}""".formatted(UUID.randomUUID(), world.issuer, hash);
        String body = "--cut\r\nContent-Type: application/json\r\n\r\n" + statement
                + "\r\n--cut\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n"
                + "X-Experience-API-Hash: " + hash + "\r\n\r\nessay\r\n--cut--\r\n";
        assertThat(world.send(
                                "POST",
                                strict.path() + "/statements",
                                body.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                "Content-Type: multipart/mixed; boundary=cut",
                                "X-Experience-API-Version: 1.0.3",
                                strict.basic())
                        .status())
                .isEqualTo(200);
        aClientKeepsABookmark(xapi);
        Way caliper = world.feed("caliper");
        world.badgeForScore("algebra", "b", "caliper:https://publisher.example/units/9/test");
        world.student(new Identifier(IdentifierKind.SUB, "sub-ines"));
        var graded = world.post(
                caliper,
                "",
                recorded(
                        "caliper/graded.json",
                        Map.of(
                                "person",
                                "ines",
                                "score",
                                "18",
                                "max",
                                "20",
                                "time",
                                T2,
                                "uuid",
                                UUID.randomUUID().toString(),
                                "sendTime",
                                T2)),
                "Authorization: " + caliper.secret());
        assertThat(graded.status()).as(graded.body()).isEqualTo(200);
    }

    private void aClientKeepsABookmark(Way xapi) throws Exception {
        String agent = "{\"account\":{\"homePage\":\"%s\",\"name\":\"sub-2\"}}".formatted(world.issuer);
        for (String content : List.of("{\"page\": 3}", "{\"page\": 4}")) {
            assertThat(world.send(
                                    "PUT",
                                    xapi.path() + "/activities/state?stateId=bookmark&activityId="
                                            + java.net.URLEncoder.encode(
                                                    "https://simulator.example.org/missions/7",
                                                    java.nio.charset.StandardCharsets.UTF_8)
                                            + "&agent="
                                            + java.net.URLEncoder.encode(
                                                    agent, java.nio.charset.StandardCharsets.UTF_8),
                                    content.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                    "Content-Type: application/json",
                                    "X-Experience-API-Version: 1.0.3",
                                    xapi.basic())
                            .status())
                    .isEqualTo(204);
        }
    }

    private void ownEventsAndFiles() throws Exception {
        Way events = world.feed("events");
        LearnerId staff = world.student(new Identifier(IdentifierKind.SUB, "teacher"));
        world.badgeForScore("quiz", "565", "quiz:1");
        for (String points : List.of("95", "85")) {
            sends(events, """
                    {"id": "one", "type": "scored", "time": "2026-03-02", "person": {"sub": "sub-1"}, "course": "565",
                     "activity": "quiz:1", "score": {"points": %s, "possible": 100}}""".formatted(points));
        }
        sends(events, """
                {"id": "odd", "type": "scored", "time": "2026-03-02", "person": {"sub": "sub-7"}, "course": "565",
                 "activity": "quiz:1", "score": {"points": "A-", "possible": 100}}""");
        sends(events, """
                {"type": "attested", "time": "2026-03-03", "person": {"sub": "sub-3"}, "badge": "confirmed",
                 "milestone": "step", "by": {"name": "Grace Hopper", "role": "instructor"}, "note": "Met twice"}""");
        world.settled();
        for (Feed feed : feeds.of(world.platform.id().institution())) {
            for (var odd : quarantine.of(feed, null, 10)) {
                quarantine.mend(feed, odd.key(), odd.body().replace("\"A-\"", "93"), "Abe Admin");
            }
        }
        rulesComeAndGo(events);
        Uploads.Preview preview = uploads.preview(
                new Uploads.Upload(world.platform.id(), null, staff, "week 1.csv", List.of(), Set.of()),
                "sub;course;activity;points;possible;time\nsub-8;565;quiz:1;9;10;2026-03-04\nsub-99;565;quiz:1;9;10;2026-03-04\n"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(preview.usable()).isEqualTo(2);
        assertThat(uploads.confirm(world.platform.id().institution(), preview.id(), staff, null))
                .isTrue();
        CourseId course = courses.know(world.platform.id(), "context", "565", "Collaboration");
        LearnerId two = learners.find(world.platform.id(), "sub-2").orElseThrow();
        LearnerId four = learners.find(world.platform.id(), "sub-4").orElseThrow();
        courses.join(course, two, Role.STUDENT, true);
        courses.join(course, four, Role.STUDENT, true);
        Attestations.Staff by = new Attestations.Staff(staff, Role.INSTRUCTOR);
        Attestations.Step step = new Attestations.Step("confirmed", "step");
        attestations.attest(
                course, List.of(two), step, by, new Attestations.Said("Well done", "https://example.edu/talk"), true);
        attestations.waive(course, four, step, by, new Attestations.Said("Did it elsewhere", null), true);
        org.awaitility.Awaitility.await()
                .until(() -> uploads.taken(world.platform.id().institution(), null, 10).stream()
                        .anyMatch(taken -> taken.stored() == 2));
    }

    /** One would change what was read before it was made, the other one is ended after it mended something. */
    private void rulesComeAndGo(Way events) throws Exception {
        Feed feed = feeds.of(world.platform.id().institution()).stream()
                .filter(one -> events.path().contains(one.id()))
                .findFirst()
                .orElseThrow();
        for (String scored : List.of("sub-2 81", "sub-3 \"B+\"")) {
            String[] parts = scored.split(" ");
            sends(events, """
                    {"id": "%1$s", "type": "scored", "time": "2026-03-02", "person": {"sub": "%1$s"}, "course": "565",
                     "activity": "quiz:1", "score": {"points": %2$s, "possible": 100}}""".formatted(parts[0], parts[1]));
        }
        world.settled();
        for (String puts : List.of("81 5", "B+ 88")) {
            String[] parts = puts.split(" ");
            quarantine.add(
                    feed,
                    new MendingRule(
                            UUID.randomUUID(),
                            "",
                            MendingRule.Test.EQUALS,
                            "/score/points",
                            parts[0],
                            "/score/points",
                            parts[1],
                            null,
                            "Abe Admin",
                            Instant.parse(T2)));
        }
        quarantine.replay(feed, (String) null);
        world.settled();
        quarantine.rules(feed).stream()
                .filter(rule -> rule.wanted().equals("B+"))
                .forEach(rule -> quarantine.remove(feed, rule.id(), "Abe Admin"));
    }

    private void peopleTurnOutToBeOne() throws Exception {
        String id = world.api
                .post("/api/platforms", """
                        {"institution": "%1$s", "name": "Moodle", "family": "moodle", "issuer": "https://%2$s.example.edu",
                         "clientId": "%2$s", "authorizationUrl": "https://%2$s.example.edu/auth",
                         "tokenUrl": "https://%2$s.example.edu/token", "jwksUrl": "https://%2$s.example.edu/jwks",
                         "deploymentIds": ["1"]}""".formatted(world.institution, UUID.randomUUID()))
                .path("id")
                .stringValue();
        PlatformId second = platforms.find(UUID.fromString(id)).orElseThrow().id();
        LearnerId stays = known(second, "moodle-5");
        LearnerId leaves = known(second, "moodle-6");
        LearnerId five = learners.find(world.platform.id(), "sub-5").orElseThrow();
        LearnerId six = learners.find(world.platform.id(), "sub-6").orElseThrow();
        links.link(five, stays, Links.How.ADMIN, "one person", "operator");
        links.link(six, leaves, Links.How.ADMIN, "one person", "operator");
        world.settled();
        links.unlink(leaves, "two after all", "operator");
        world.student(new Identifier(IdentifierKind.SUB, "sub-20"));
        world.student(canvas(20));
        Way canvas = world.feed("canvas", "\"allowUnsigned\": true");
        sends(canvas, grade(20, "85", "100", T1));
        world.settled();
        world.student(canvas(20), new Identifier(IdentifierKind.SUB, "sub-20"));
    }

    private LearnerId known(PlatformId platform, String sub) {
        return learners.know(platform, new Person(Set.of(new Identifier(IdentifierKind.SUB, sub)), "Somebody", null));
    }

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
            // named by its id and name in the first line
            "institution");

    @Test
    void everyTableIsExportedOrNotForAReason() {
        String words = new String(
                assertDoesNotThrow(() -> java.nio.file.Files.readAllBytes(
                        java.nio.file.Path.of("src/main/java/org/cairn/web/api/ArchiveTable.java"))),
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
