package org.cairn.ingest.generic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairn.Case;
import org.cairn.Shows;
import org.cairn.Shows.Awkward;
import org.cairn.Shows.Source;
import org.cairn.TestPlatform;
import org.cairn.drive.RawHttp;
import org.cairn.drive.SourceWorld;
import org.cairn.ingest.endpoint.TestEndpoint;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our own events, from the wire to the award. */
class EventsFromWireTests extends SourceWorld {

    private static final Instant MORNING = Instant.parse("2026-03-02T10:20:00Z");
    private static final Instant MOODLE = Instant.ofEpochSecond(1772446800);

    private final String sis = "S" + UUID.randomUUID();

    private World world;
    private Way way;
    private LearnerId ada;

    /** Ada, somewhere with a feed. */
    private void at(Family family) {
        world = world(family);
        way = world.feed("events");
        ada = world.student(new Identifier(IdentifierKind.SIS, sis), new Identifier(IdentifierKind.SUB, "4711"));
    }

    /** Ada, and the badge that 80 % of an assignment earn. */
    private void withBadgeForScore() {
        at(Family.CANVAS);
        world.badgeForScore("badge", "565", "assignment:355");
    }

    /** Ada, and the badge that a completed module earns. */
    private void withBadgeForCompletion() {
        at(Family.CANVAS);
        world.badgeForCompletion("badge", "565", "module:4");
    }

    private String text(String recording) {
        return recorded("events/" + recording, Map.of("sis", sis, "user", "4711", "badge", "badge"));
    }

    private RawHttp.Answer sent(String recording) throws IOException {
        return world.post(way, "", text(recording));
    }

    private RawHttp.Answer form(String recording) throws IOException {
        return raw(
                text(recording).strip().getBytes(StandardCharsets.UTF_8),
                "Content-Type: application/x-www-form-urlencoded");
    }

    private RawHttp.Answer raw(byte[] body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add(way.bearer());
        return world.send("POST", way.path(), body, all.toArray(String[]::new));
    }

    @Test
    @Case("E95")
    void aPlaceInACourseWithTheLongestIdThatCoursesHaveIsKept() throws IOException {
        world = world(Family.CANVAS);
        way = world.feed("events");
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
    @Shows(of = Source.EVENTS, what = Awkward.REPEATED)
    void aScoreInAListRepeatedAndReplayedLaterEarnsOnce() throws IOException {
        withBadgeForScore();

        for (int i = 0; i < 3; i++) {
            RawHttp.Answer answer = sent("scored-in-a-list.json");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"received\":2,\"unusable\":[]}");
        }

        assertThat(world.holds(ada)).containsOnly(Map.entry("badge", MORNING));
        assertThat(world.tally().path("received").asInt()).isEqualTo(2);
        assertThat(world.tally().path("duplicates").asInt()).isEqualTo(4);
    }

    @Test
    @Shows(
            of = Source.EVENTS,
            what = {Awkward.REGRADED_DOWN, Awkward.REORDERED, Awkward.EXCUSED, Awkward.OVER_100})
    void aGradeThatWentDownTakesTheBadgeWhateverTheOrder() throws IOException {
        withBadgeForScore();

        sent("regraded-down.json");
        assertThat(world.holds(ada)).isEmpty();
        sent("negative-then-over-100.json");
        assertThat(world.holds(ada)).containsKey("badge");
        sent("excused.json");
        assertThat(world.holds(ada)).isEmpty();

        withBadgeForScore();
        sent("regraded-down-heard-backwards.json");
        assertThat(world.holds(ada)).isEmpty();
    }

    @Test
    @Shows(of = Source.EVENTS, what = Awkward.NEGATIVE)
    void aNegativeScoreIsAScoreThatEarnsNothing() throws IOException {
        withBadgeForScore();

        assertThat(sent("negative-score.json").body()).contains("\"unusable\":[]");

        assertThat(world.holds(ada)).isEmpty();
        assertThat(world.tally().path("quarantined").asInt()).isZero();
    }

    @Test
    @Shows(
            of = Source.EVENTS,
            what = {Awkward.WITHDRAWN, Awkward.REORDERED})
    void aCompletionThatWasWithdrawnCountsNoMoreAlsoWhenItsNewsComesFirst() throws IOException {
        withBadgeForCompletion();

        sent("withdrawn-completion.json");
        assertThat(world.holds(ada)).isEmpty();
    }

    @Test
    @Case("E91")
    void whatCannotBeUsedIsToldAndKeptAndKeepsNobodyFromTheirBadge() throws IOException {
        at(Family.OTHER);
        world.badgeForCompletion("badge", "565", "event:Kick-off_workshop");

        RawHttp.Answer answer = sent("unusable-among-good.json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"received\":7,\"unusable\":[{\"index\":1,")
                .contains("\"index\":2", "\"index\":3", "\"index\":4", "\"index\":5", "\"index\":6")
                .contains("\"code\":\"own.no-id\"", "\"code\":\"own.other-type\"")
                .contains("an “id” or a “time”", "names no person", "JSON object", "no points", "above 0", "none of");
        assertThat(world.holds(ada)).containsOnlyKeys("badge");
        assertThat(world.tally().path("quarantined").asInt()).isEqualTo(6);
    }

    @Test
    void whatCouldNotBeUsedComesAgainCorrectedUnderItsId() throws IOException {
        withBadgeForScore();
        String event =
                "{\"id\": \"g-1\", \"type\": \"scored\", \"time\": \"2026-03-02T10:20:00Z\", \"course\": \"565\","
                        + " \"person\": {\"sis\": \"" + sis
                        + "\"}, \"activity\": \"assignment:355\", \"score\": {\"points\": 9%s}}";

        assertThat(world.post(way, "", event.formatted("")).body()).contains("how many points are possible");
        assertThat(world.post(way, "", event.formatted(", \"possible\": 10")).body())
                .isEqualTo("{\"received\":1,\"unusable\":[]}");

        assertThat(world.holds(ada)).containsOnly(Map.entry("badge", MORNING));
        assertThat(world.tally().path("quarantined").asInt()).isEqualTo(1);
        world.post(way, "", event.formatted(""));
        world.post(way, "", event.formatted(", \"possible\": 90"));
        assertThat(world.tally().path("duplicates").asInt()).isEqualTo(2);
        assertThat(world.holds(ada)).containsKey("badge");
    }

    /** Lines in front of the JSON, and pairs of a form without anything in them. */
    @Test
    void whatTemplatesLeaveOverIsPassedOver() throws IOException {
        withBadgeForCompletion();
        String form = text("dots-made-underscores.form").strip();

        assertThat(raw(
                                ("&" + form + "&&").getBytes(StandardCharsets.UTF_8),
                                "Content-Type: application/x-www-form-urlencoded")
                        .body())
                .isEqualTo("{\"received\":1,\"unusable\":[]}");
        assertThat(raw(
                                ("\n  " + text("renamed-course.json")).getBytes(StandardCharsets.UTF_8),
                                "Content-Type: application/x-www-form-urlencoded")
                        .body())
                .isEqualTo("{\"received\":1,\"unusable\":[]}");
        assertThat(world.holds(ada)).containsKey("badge");
    }

    @Test
    void moodlesToolTriggerSpeaksInFlatObjectsAndForms() throws IOException {
        at(Family.MOODLE);
        world.badgeForCompletion("module", "565", "cm:6");
        world.badgeForCompletion("course", "565", "course");

        assertThat(sent("tool-trigger.json").body()).contains("\"unusable\":[]");
        assertThat(form("tool-trigger.form").body()).contains("\"unusable\":[]");
        sent("local-webhooks.json");

        assertThat(world.holds(ada)).containsOnly(Map.entry("module", MOODLE), Map.entry("course", MOODLE));
        assertThat(world.api.get("/api/ingestion").path("received").asInt()).isEqualTo(3);
    }

    /** What is between two systems writes the same event as it can; some say of what kind it is, and some do not. */
    @ParameterizedTest
    @CsvSource({
        "zapier-unflattened.json, application/json; charset=utf-8",
        "zapier-flat.json, application/json",
        "dots-made-underscores.form, application/x-www-form-urlencoded",
        "dots-made-underscores.form, ''",
        "dots-made-underscores.form, text/plain;charset=UTF-8",
        "tool-trigger-own-words.json, ''",
        "tool-trigger-own-words.json, application/x-www-form-urlencoded",
        "power-automate.json, application/json"
    })
    void whateverWritesTheEventItIsUnderstood(String recording, String type) throws IOException {
        withBadgeForCompletion();
        byte[] body = text(recording).strip().getBytes(StandardCharsets.UTF_8);

        RawHttp.Answer answer = type.isEmpty() ? raw(body) : raw(body, "Content-Type: " + type);

        assertThat(answer.body()).isEqualTo("{\"received\":1,\"unusable\":[]}");
        assertThat(world.holds(ada).keySet()).containsExactly("badge");
    }

    @Test
    void aMachineConfirmsAndWaivesInSomebodysName() throws IOException {
        at(Family.CANVAS);
        world.badge("badge", "attested: step", "565", "module:4");

        sent("attested.json");
        assertThat(world.holds(ada)).containsOnlyKeys("badge");
        assertThat(world.api.all("/api/awards?learner=" + ada.value()).toString())
                .contains("Grace Hopper", "Led the workshop", "https://workshops.example.edu/17");
    }

    @Test
    void aWaiverIsAsGoodAsAScoreUntilItIsTakenBack() throws IOException {
        withBadgeForScore();

        assertThat(form("waived.form").body()).contains("\"unusable\":[]");
        assertThat(world.holds(ada)).containsOnly(Map.entry("badge", MORNING));
        assertThat(world.api.get("/api/learners/" + ada.value() + "/standings").toString())
                .contains("\"type\":\"waived\"");
        sent("waiver-withdrawn.json");
        assertThat(world.holds(ada)).isEmpty();
        assertThat(world.api.all("/api/awards?learner=" + ada.value()).toString())
                .contains("the waiver was taken back");
    }

    @Test
    @Shows(
            of = Source.EVENTS,
            what = {Awkward.UNKNOWN_PERSON, Awkward.KNOWN_LATER, Awkward.RENAMED_COURSE})
    void whatCameForSomebodyUnknownWaitsUntilTheyAreKnown() throws IOException {
        world = world(Family.CANVAS);
        way = world.feed("events");
        world.badgeForCompletion("badge", "565", "module:4");

        sent("renamed-course.json");
        assertThat(world.tally().path("parked").asInt()).isEqualTo(1);
        sent("person-known-later.json");
        world.settled();

        ada = learners.find(world.platform.id(), "u-" + sis).orElseThrow();
        assertThat(world.holds(ada)).containsOnly(Map.entry("badge", MORNING));
        assertThat(world.tally().path("parked").asInt()).isZero();
    }

    @Test
    void creditsOfABadgeThatWasEarnedByAWaiverCount() throws IOException {
        at(Family.CANVAS);
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

        form("waived.form");
        assertThat(world.holds(ada)).containsOnlyKeys("badge", "stack");
        sent("waiver-withdrawn.json");
        assertThat(world.holds(ada)).isEmpty();
    }

    @Test
    void theApiConfirmsAndWaivesForManyInSomebodysName() {
        withBadgeForScore();
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
    @Case("E87")
    @Shows(of = Source.EVENTS, what = Awkward.WRONG_SECRET)
    void whoMayNotSendEarnsNobodyAnything() throws IOException {
        withBadgeForCompletion();
        String event = text("renamed-course.json");

        assertThat(world.post(new Way(way.path(), "wrong"), "", event).status()).isEqualTo(401);
        assertThat(world.post(new Way(way.path(), ""), "", event).status()).isEqualTo(401);
        assertThat(world.holds(ada)).isEmpty();
        assertThat(world.post(way, "", event, "Authorization: " + way.secret()).status())
                .isEqualTo(200);
        assertThat(world.post(way, "/more", event).status()).isEqualTo(404);
        assertThat(world.holds(ada)).containsOnlyKeys("badge");
    }

    @Test
    @Case("E95")
    @Shows(
            of = Source.EVENTS,
            what = {Awkward.TEN_MEGABYTES, Awkward.DEEP_NESTING, Awkward.INVALID_UTF8})
    void whatCannotBeReadIsRefusedAndWhatComesAfterwardsCounts() throws IOException {
        withBadgeForCompletion();
        String event = text("renamed-course.json").strip();
        String open = event.substring(0, event.length() - 1);

        assertThat(world.post(way, "", "{\"type\":").status()).isEqualTo(400);
        assertThat(world.post(way, "", open + ", \"more\": " + "[".repeat(5000) + "]".repeat(5000) + "}")
                        .status())
                .isEqualTo(400);
        assertThat(world.post(way, "", open + ", \"type\": \"completed\"}").status())
                .isEqualTo(400);
        assertThat(raw((open + ", \"note\": \"\u00e9\"}").getBytes(StandardCharsets.ISO_8859_1))
                        .status())
                .isEqualTo(400);
        assertThat(raw("a=%ff".getBytes(StandardCharsets.UTF_8), "Content-Type: application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(400);
        byte[] large =
                (open + ", \"note\": \"" + "x".repeat(10 * 1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
        assertThat(raw(large).status()).isEqualTo(413);
        assertThat(world.post(way, "", "[" + "{},".repeat(10_000) + "{}]").status())
                .isEqualTo(413);
        assertThat(world.tally().path("received").asInt()).isZero();
        assertThat(world.holds(ada)).isEmpty();
        // a NUL and half a surrogate pair: PostgreSQL takes neither as it is
        RawHttp.Answer odd = world.post(
                way,
                "",
                "{\"id\": 5, \"type\": \"completed\", \"person\": {\"sis\": \"a\\u0000\"}, \"activity\": \"x\\ud800\"}");
        assertThat(odd.status()).isEqualTo(200);
        assertThat(odd.body()).contains("\"index\":0");
        assertThat(world.post(way, "", event).status()).isEqualTo(200);
        assertThat(world.holds(ada)).containsOnlyKeys("badge");
    }

    @Test
    @Shows(
            of = Source.EVENTS,
            what = {Awkward.WRONG_SIGNATURE, Awkward.ROTATED})
    void whatIsSignedIsBelievedByTheKeysOfItsSenderAlsoByNewOnes() throws Exception {
        withBadgeForCompletion();
        try (TestPlatform sender = TestPlatform.canvas();
                TestPlatform stranger = TestPlatform.canvas()) {
            way = world.feed("events", "\"jwksUrl\": \"%s\"".formatted(sender.jwksUrl()));
            String event = text("renamed-course.json");

            assertThat(raw(signed(stranger, event)).status()).isEqualTo(401);
            assertThat(raw(event.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(401);
            assertThat(world.holds(ada)).isEmpty();
            assertThat(raw(signed(sender, event)).status()).isEqualTo(200);
            assertThat(world.holds(ada)).containsOnlyKeys("badge");
            sender.rotateKey();
            assertThat(raw(signed(
                                    sender,
                                    event.replace("completed", "uncompleted").replace("-02T", "-03T")))
                            .status())
                    .isEqualTo(200);
            assertThat(world.holds(ada)).isEmpty();
        }
    }

    private static byte[] signed(TestPlatform sender, String event) throws Exception {
        return TestEndpoint.sign(sender.key(), event).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"null-score.json, 2", "zero-points-possible.json, 2", "missing-ids.json, 5"})
    @Shows(
            of = Source.EVENTS,
            what = {Awkward.NULL_SCORE, Awkward.ZERO_POSSIBLE, Awkward.MISSING_IDS})
    void whatIsNoEvidenceEarnsNothingAndIsKeptWithItsReason(String recording, int quarantined) throws IOException {
        withBadgeForScore();
        world.badgeForCompletion("module", "565", "module:4");

        assertThat(sent(recording).status()).isEqualTo(200);

        assertThat(world.holds(ada)).isEmpty();
        assertThat(world.tally().path("quarantined").asInt()).isEqualTo(quarantined);
    }

    @Test
    @Shows(of = Source.EVENTS, what = Awkward.DELETED_PERSON)
    void whoWasErasedIsNotBroughtBack() throws IOException {
        withBadgeForCompletion();
        sent("renamed-course.json");
        assertThat(world.holds(ada)).containsOnlyKeys("badge");
        world.erase(ada);

        sent("withdrawn-completion.json");
        sent("person-known-later.json");

        assertThat(world.tally().path("parked").asInt()).isZero();
        assertThat(learners.find(world.platform.id(), sis)).isEmpty();
    }

    @Test
    void anAddressAloneLetsNobodyVouch() throws IOException {
        at(Family.CANVAS);
        world.badge("badge", "attested: step", "565", "module:4");
        way = new Way(world.feed("events", "\"allowUnsigned\": true").path(), "");

        assertThat(sent("attested.json").body()).contains("may not confirm or waive");
        assertThat(world.holds(ada)).isEmpty();
    }

    @Test
    void theFormatIsPublished() throws IOException {
        RawHttp.Answer answer = world(Family.CANVAS).send("GET", "/schemas/events.json", new byte[0]);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"score-withdrawn\"", "xapi-account");
    }
}
