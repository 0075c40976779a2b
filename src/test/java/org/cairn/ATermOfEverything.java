package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.cairn.complaint.Complaint;
import org.cairn.drive.SourceWorld;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Attestations;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.MendingRule;
import org.cairn.ingest.Quarantine;
import org.cairn.ingest.Uploads;
import org.cairn.ingest.canvas.CanvasSamples;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Role;
import org.cairn.people.Erasures;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.people.Links;
import org.cairn.people.Person;
import org.cairn.platform.Family;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** A term in which everything happens that a source can say. */
abstract class ATermOfEverything extends SourceWorld {

    static final String T1 = "2026-03-01T10:00:00.000Z";
    static final String T2 = "2026-03-02T10:00:00.000Z";
    static final String T3 = "2026-03-03T10:00:00.000Z";

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

    World world;

    static Identifier canvas(long id) {
        return new Identifier(IdentifierKind.CANVAS_GLOBAL, CanvasSamples.global(id));
    }

    void sends(Way way, String... events) throws Exception {
        for (String event : events) {
            assertThat(world.post(way, "", event).status()).isEqualTo(200);
        }
    }

    static String grade(long student, String score, String possible, String time) {
        return CanvasSamples.gradeChange(student, 355, score, possible, time).toString();
    }

    /** Repeated, reordered, taken back, impossible, unknown, known later, quarantined, mended, confirmed by hand. */
    void aTermHappens() throws Exception {
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
    void everySourceSpeaks() throws Exception {
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

    void statements() throws Exception {
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

    void aClientKeepsABookmark(Way xapi) throws Exception {
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

    void ownEventsAndFiles() throws Exception {
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
    void rulesComeAndGo(Way events) throws Exception {
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

    void peopleTurnOutToBeOne() throws Exception {
        PlatformId second = world.another(Family.MOODLE).id();
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

    LearnerId known(PlatformId platform, String sub) {
        return learners.know(platform, new Person(Set.of(new Identifier(IdentifierKind.SUB, sub)), "Somebody", null));
    }

    void confirmed() {
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
}
