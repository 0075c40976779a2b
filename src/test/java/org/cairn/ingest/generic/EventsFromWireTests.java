package org.cairn.ingest.generic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.cairn.Case;
import org.cairn.drive.RawHttp;
import org.cairn.drive.SourceWorld;
import org.cairn.lti.Family;
import org.cairn.lti.Identifier;
import org.cairn.lti.IdentifierKind;
import org.cairn.lti.LearnerId;
import org.junit.jupiter.api.Test;

/** Our own events, from the wire to the award. */
class EventsFromWireTests extends SourceWorld {

    private static final Instant MORNING = Instant.parse("2026-03-02T10:20:00Z");
    private static final Instant MOODLE = Instant.ofEpochSecond(1772446800);

    private final String sis = "S" + UUID.randomUUID();

    private Map<String, String> values(String badge) {
        return Map.of("sis", sis, "user", "4711", "badge", badge);
    }

    private LearnerId ada(World world) {
        return world.student(new Identifier(IdentifierKind.SIS, sis), new Identifier(IdentifierKind.SUB, "4711"));
    }

    private RawHttp.Answer sent(World world, Way way, String recording) throws IOException {
        return world.post(way, "", recorded("events/" + recording, values("badge")));
    }

    private RawHttp.Answer form(World world, Way way, String recording) throws IOException {
        String body = recorded("events/" + recording, values("badge")).strip();
        return world.send(
                "POST",
                way.path(),
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type: application/x-www-form-urlencoded",
                way.bearer());
    }

    @Test
    @Case("E95")
    void aPlaceInACourseWithTheLongestIdThatCoursesHaveIsKept() throws IOException {
        World world = world(Family.CANVAS);
        Way way = world.feed("events");
        String course = "urn:course:" + "c".repeat(244);

        RawHttp.Answer answer = world.post(
                way,
                "",
                "{\"type\": \"enrolled\", \"id\": \"1\", \"course\": \"%s\", \"person\": {\"sis\": \"%s\"}}"
                        .formatted(course, sis));

        assertThat(answer.body()).isEqualTo("{\"received\":1,\"unusable\":[]}");
        assertThat(world.tally().path("quarantined").asLong()).isZero();
        assertThat(learners.find(world.platform.id(), sis)).isPresent();
    }

    @Test
    void aScoreInAListRepeatedAndReplayedLaterEarnsOnce() throws IOException {
        World world = world(Family.CANVAS);
        Way way = world.feed("events");
        world.badgeForScore("badge", "565", "assignment:355");
        LearnerId ada = ada(world);

        for (int i = 0; i < 3; i++) {
            RawHttp.Answer answer = sent(world, way, "scored-in-a-list.json");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"received\":2,\"unusable\":[]}");
        }

        assertThat(world.holds(ada)).containsOnly(Map.entry("badge", MORNING));
        assertThat(world.tally().path("received").asInt()).isEqualTo(2);
        assertThat(world.tally().path("duplicates").asInt()).isEqualTo(4);
    }

    @Test
    void aGradeThatWentDownTakesTheBadgeWhateverTheOrder() throws IOException {
        World world = world(Family.CANVAS);
        Way way = world.feed("events");
        world.badgeForScore("badge", "565", "assignment:355");
        LearnerId ada = ada(world);

        sent(world, way, "regraded-down.json");
        assertThat(world.holds(ada)).isEmpty();
        sent(world, way, "negative-and-over-100.json");
        assertThat(world.holds(ada)).containsKey("badge");
        sent(world, way, "excused.json");
        assertThat(world.holds(ada)).isEmpty();
    }

    @Test
    void aCompletionThatWasWithdrawnCountsNoMoreAlsoWhenItsNewsComesFirst() throws IOException {
        World world = world(Family.CANVAS);
        Way way = world.feed("events");
        world.badgeForCompletion("badge", "565", "module:4");
        LearnerId ada = ada(world);

        sent(world, way, "withdrawn-completion.json");
        assertThat(world.holds(ada)).isEmpty();
    }

    @Test
    @Case("E91")
    void whatCannotBeUsedIsToldAndKeptAndKeepsNobodyFromTheirBadge() throws IOException {
        World world = world(Family.OTHER);
        Way way = world.feed("events");
        world.badgeForCompletion("badge", "565", "event:Kick-off_workshop");
        LearnerId ada = ada(world);

        RawHttp.Answer answer = sent(world, way, "unusable-among-good.json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"received\":7,\"unusable\":[{\"index\":1,")
                .contains("\"index\":2", "\"index\":3", "\"index\":4", "\"index\":5", "\"index\":6")
                .contains("an 'id' or a 'time'", "names no person", "JSON object", "no points", "above 0", "none of");
        assertThat(world.holds(ada)).containsOnlyKeys("badge");
        assertThat(world.tally().path("quarantined").asInt()).isEqualTo(6);
    }

    @Test
    void moodlesToolTriggerSpeaksInFlatObjectsAndForms() throws IOException {
        World world = world(Family.MOODLE);
        Way way = world.feed("events");
        world.badgeForCompletion("module", "565", "cm:6");
        world.badgeForCompletion("course", "565", "course");
        LearnerId ada = ada(world);

        assertThat(sent(world, way, "tool-trigger.json").body()).contains("\"unusable\":[]");
        assertThat(form(world, way, "tool-trigger.form").body()).contains("\"unusable\":[]");
        sent(world, way, "local-webhooks.json");

        assertThat(world.holds(ada)).containsOnly(Map.entry("module", MOODLE), Map.entry("course", MOODLE));
        assertThat(world.api.get("/api/ingestion").path("received").asInt()).isEqualTo(3);
    }

    @Test
    void aMachineConfirmsAndWaivesInSomebodysName() throws IOException {
        World world = world(Family.CANVAS);
        Way way = world.feed("events");
        world.badge("badge", "attested: step", "565", "module:4");
        LearnerId ada = ada(world);

        sent(world, way, "attested.json");
        assertThat(world.holds(ada)).containsOnlyKeys("badge");
        assertThat(world.api.all("/api/awards?learner=" + ada.value()).toString())
                .contains("Grace Hopper", "Led the workshop", "https://workshops.example.edu/17");
    }

    @Test
    void aWaiverIsAsGoodAsAScoreUntilItIsTakenBack() throws IOException {
        World world = world(Family.CANVAS);
        Way way = world.feed("events");
        world.badgeForScore("badge", "565", "assignment:355");
        LearnerId ada = ada(world);

        assertThat(form(world, way, "waived.form").body()).contains("\"unusable\":[]");
        assertThat(world.holds(ada)).containsOnly(Map.entry("badge", MORNING));
        assertThat(world.api.get("/api/learners/" + ada.value() + "/standings").toString())
                .contains("\"type\":\"waived\"");
        sent(world, way, "waiver-withdrawn.json");
        assertThat(world.holds(ada)).isEmpty();
        assertThat(world.api.all("/api/awards?learner=" + ada.value()).toString())
                .contains("the waiver was taken back");
    }

    @Test
    void whatCameForSomebodyUnknownWaitsUntilTheyAreKnown() throws IOException {
        World world = world(Family.CANVAS);
        Way way = world.feed("events");
        world.badgeForCompletion("badge", "565", "module:4");

        sent(world, way, "renamed-course.json");
        assertThat(world.tally().path("parked").asInt()).isEqualTo(1);
        sent(world, way, "person-known-later.json");
        world.settled();

        LearnerId ada = learners.find(world.platform.id(), "u-" + sis).orElseThrow();
        assertThat(world.holds(ada)).containsOnly(Map.entry("badge", MORNING));
        assertThat(world.tally().path("parked").asInt()).isZero();
    }

    @Test
    void creditsOfABadgeThatWasEarnedByAWaiverCount() throws IOException {
        World world = world(Family.CANVAS);
        Way way = world.feed("events");
        world.api.putYaml("/api/badges", """
                badge: badge
                title: Course badge
                credits: 6.0
                milestones: {step: Step}
                rule:
                  score: {of: step, at-least: 80%}
                on-regrade: revoke
                ---
                badge: stack
                title: Stack
                rule:
                  credits: {at-least: 6.0, from: [badge]}
                on-regrade: revoke
                """);
        world.api.post("/api/badges/badge/publish", "");
        world.api.post("/api/badges/stack/publish", "");
        LearnerId ada = ada(world);

        form(world, way, "waived.form");
        assertThat(world.holds(ada)).containsOnlyKeys("badge", "stack");
        sent(world, way, "waiver-withdrawn.json");
        assertThat(world.holds(ada)).isEmpty();
    }

    @Test
    void theApiConfirmsAndWaivesForManyInSomebodysName() {
        World world = world(Family.CANVAS);
        world.badgeForScore("badge", "565", "assignment:355");
        LearnerId ada = ada(world);
        LearnerId ben = world.student(new Identifier(IdentifierKind.SIS, "ben"));
        String body = """
                {"learners": ["%s", "%s"], "badge": "badge", "milestone": "step", "id": "rpl-1",
                 "by": {"name": "Dean Roe", "role": "administrator"}, "note": "Portfolio", "link": "https://example.edu/p"}""".formatted(ada.value(), ben.value());

        world.api.post("/api/waivers", body);
        world.api.post("/api/waivers", body);

        assertThat(world.holds(ada)).containsOnlyKeys("badge");
        assertThat(world.holds(ben)).containsOnlyKeys("badge");
        world.api.post(
                "/api/waivers", body.replace("rpl-1", "rpl-2").replace("\"note\"", "\"stands\": false, \"note\""));
        assertThat(world.holds(ben)).isEmpty();
    }

    @Test
    @Case({"E87", "E95"})
    void whoMayNotSendAndWhatCannotBeReadIsRefused() throws IOException {
        World world = world(Family.CANVAS);
        Way way = world.feed("events");
        String event = recorded("events/excused.json", values("badge"));
        String wrong = "Authorization: Basic "
                + Base64.getEncoder().encodeToString("cairn:wrong".getBytes(StandardCharsets.UTF_8));

        assertThat(world.post(way, "", event, wrong).status()).isEqualTo(401);
        assertThat(world.post(new Way(way.path(), ""), "", event).status()).isEqualTo(401);
        assertThat(world.post(way, "", event, "Authorization: " + way.secret()).status())
                .isEqualTo(200);
        assertThat(world.post(way, "/more", event).status()).isEqualTo(404);
        assertThat(world.post(way, "", "{\"type\":").status()).isEqualTo(400);
        assertThat(world.post(way, "", "[".repeat(5000) + "]".repeat(5000)).status())
                .isEqualTo(400);
        assertThat(world.post(way, "", "{\"type\": \"a\", \"type\": \"b\"}").status())
                .isEqualTo(400);
        assertThat(world.send("POST", way.path(), new byte[] {'{', '"', (byte) 0xff, '"', '}'}, way.bearer())
                        .status())
                .isEqualTo(400);
        assertThat(world.send(
                                "POST",
                                way.path(),
                                "a=%ff".getBytes(StandardCharsets.UTF_8),
                                way.bearer(),
                                "Content-Type: application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(400);
        byte[] large = ("[\"" + "x".repeat(10 * 1024 * 1024) + "\"]").getBytes(StandardCharsets.UTF_8);
        assertThat(world.send("POST", way.path(), large, way.bearer()).status()).isEqualTo(413);
        assertThat(world.post(way, "", "[" + "{},".repeat(10_000) + "{}]").status())
                .isEqualTo(413);
        assertThat(world.tally().path("received").asInt()).isEqualTo(1);
        // a NUL and half a surrogate pair: PostgreSQL takes neither as it is
        RawHttp.Answer odd = world.post(
                way,
                "",
                "{\"id\": 5, \"type\": \"completed\", \"person\": {\"sis\": \"a\\u0000\"}, \"activity\": \"x\\ud800\"}");
        assertThat(odd.status()).isEqualTo(200);
        assertThat(odd.body()).contains("\"index\":0");
    }

    @Test
    void anAddressAloneLetsNobodyVouch() throws IOException {
        World world = world(Family.CANVAS);
        Way open = world.feed("events", "\"allowUnsigned\": true");
        world.badge("badge", "attested: step", "565", "module:4");
        LearnerId ada = ada(world);

        assertThat(sent(world, new Way(open.path(), ""), "attested.json").body())
                .contains("may not confirm or waive");
        assertThat(world.holds(ada)).isEmpty();
    }

    @Test
    void theFormatIsPublished() throws IOException {
        World world = world(Family.CANVAS);
        RawHttp.Answer answer = world.send("GET", "/schemas/events.json", new byte[0]);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"score-withdrawn\"", "xapi-account");
    }
}
