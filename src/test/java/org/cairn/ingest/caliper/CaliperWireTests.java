package org.cairn.ingest.caliper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.cairn.Case;
import org.cairn.Shows;
import org.cairn.Shows.Awkward;
import org.cairn.Shows.Source;
import org.cairn.drive.SourceWorld;
import org.cairn.lti.Family;
import org.cairn.lti.Identifier;
import org.cairn.lti.IdentifierKind;
import org.cairn.lti.LearnerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Caliper, from the wire to the award. */
class CaliperWireTests extends SourceWorld {

    private static final Instant AT = Instant.parse("2026-03-02T10:00:00.500Z");
    private static final String UNIT = "caliper:https://publisher.example/units/9/test";

    private World world;
    private Way feed;

    private void world() {
        world = world(Family.OTHER);
        feed = world.feed("caliper");
        world.badgeForScore("algebra", "b", UNIT);
    }

    private void post(String body) throws Exception {
        var answer = world.post(feed, "", body, "Authorization: " + feed.secret());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    private static String graded(String person, String score, String max, Instant at, UUID uuid) {
        return recorded(
                "caliper/graded.json",
                new HashMap<>(Map.of(
                        "person",
                        person,
                        "score",
                        score,
                        "max",
                        max,
                        "time",
                        at.toString(),
                        "uuid",
                        uuid.toString(),
                        "sendTime",
                        at.plusSeconds(60).toString())));
    }

    private static String graded(String person, String score, Instant at) {
        return graded(person, score, "20", at, UUID.randomUUID());
    }

    private LearnerId launched(String person) {
        return world.student(new Identifier(IdentifierKind.SUB, "sub-" + person));
    }

    @Test
    void aGradeEarnsTheBadgeSinceItWasGivenForTheLearnerAndNotTheGrader() throws Exception {
        world();
        LearnerId ines = launched("ines");
        post(graded("ines", "16.0", AT));

        assertThat(world.heldSince(ines, "algebra")).contains(AT);
    }

    @Test
    @Case("E89")
    @Shows(
            of = Source.CALIPER,
            what = {Awkward.REPEATED, Awkward.REORDERED, Awkward.REPLAYED})
    void repeatedReorderedAndReplayedAfterAMonthItIsOneGrade() throws Exception {
        world();
        LearnerId ines = launched("ines");
        UUID first = UUID.randomUUID();
        String low = graded("ines", "3", "20", AT, first);
        String high = graded("ines", "18", AT.plusSeconds(60));
        post(high);
        post(low);
        post(high);
        assertThat(world.heldSince(ines, "algebra")).contains(AT.plusSeconds(60));
        later(Duration.ofDays(31));
        post(low.replace(AT.plusSeconds(60).toString(), "2026-04-02T10:00:00.500Z"));

        assertThat(world.heldSince(ines, "algebra")).contains(AT.plusSeconds(60));
        assertThat(world.tally().path("received").longValue()).isEqualTo(2);
        assertThat(world.tally().path("duplicates").longValue()).isEqualTo(2);
    }

    @Test
    @Case("F6")
    @Shows(of = Source.CALIPER, what = Awkward.REGRADED_DOWN)
    void regradedDownTheBadgeGoesInWhateverOrderTheGradesCome() throws Exception {
        world();
        LearnerId ines = launched("ines");
        LearnerId otto = launched("otto");
        post(graded("ines", "18", AT));
        assertThat(world.heldSince(ines, "algebra")).isPresent();
        post(graded("ines", "12", AT.plusSeconds(60)));
        post(graded("otto", "12", AT.plusSeconds(60)));
        post(graded("otto", "18", AT));

        assertThat(world.heldSince(ines, "algebra")).isEmpty();
        assertThat(world.heldSince(otto, "algebra")).isEmpty();
        post(graded("ines", "19", AT.plusSeconds(120)));
        assertThat(world.heldSince(ines, "algebra")).contains(AT.plusSeconds(120));
    }

    @Test
    @Shows(of = Source.CALIPER, what = Awkward.NULL_SCORE)
    void aGradeTakenBackTakesTheBadgeBack() throws Exception {
        world();
        LearnerId ines = launched("ines");
        post(graded("ines", "18", AT));
        assertThat(world.heldSince(ines, "algebra")).isPresent();
        post(graded("ines", "null", AT.plusSeconds(60)));

        assertThat(world.heldSince(ines, "algebra")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"25, 20, true", "16, 20, true", "15.9999, 20, false", "-5, 20, false", "0, 20, false", "5, 0, false"})
    @Case("E91")
    @Shows(
            of = Source.CALIPER,
            what = {Awkward.ZERO_POSSIBLE, Awkward.NEGATIVE, Awkward.OVER_100})
    void whatAPersonExpectsOfOddScores(String score, String max, boolean earns) throws Exception {
        world();
        LearnerId ines = launched("ines");
        post(graded("ines", score, max, AT, UUID.randomUUID()));

        assertThat(world.heldSince(ines, "algebra").isPresent()).isEqualTo(earns);
        assertThat(world.tally().path("quarantined").longValue()).isZero();
    }

    @Test
    @Case("E91")
    void scoresThatAreNoNumbersAreQuarantinedAndTheNextOneCounts() throws Exception {
        world();
        LearnerId ines = launched("ines");
        post(graded("ines", "\"A-\"", AT));
        assertThat(world.tally().path("quarantined").longValue()).isEqualTo(1);
        post(graded("ines", "18", AT));

        assertThat(world.heldSince(ines, "algebra")).isPresent();
    }

    @Test
    @Shows(
            of = Source.CALIPER,
            what = {Awkward.UNKNOWN_PERSON, Awkward.KNOWN_LATER})
    void whatCameBeforeSomebodyWasKnownWaitsForThem() throws Exception {
        world();
        post(graded("ines", "18", AT));
        assertThat(world.tally().path("parked").longValue()).isEqualTo(1);

        assertThat(world.heldSince(launched("ines"), "algebra")).contains(AT);
    }

    @Test
    @Shows(of = Source.CALIPER, what = Awkward.MISSING_IDS)
    void somebodyNamedBySenderOnlyIsFoundOnceTheSenderSaysWhoTheyAre() throws Exception {
        world();
        world.badgeForCompletion("submitted", "b", UNIT);
        LearnerId ines = launched("ines");
        String submitted = "caliper/unit-submitted-by-name-only.json";
        post(recorded(submitted, Map.of("person", "ines", "session", "1")));
        post(recorded(submitted, Map.of("person", "ines", "session", "2")));
        assertThat(world.tally().path("parked").longValue()).isEqualTo(1);
        post(recorded("caliper/who-somebody-is.json", Map.of("person", "ines")));

        assertThat(world.heldSince(ines, "submitted")).contains(Instant.parse("2026-03-02T11:40:00Z"));
    }

    @Test
    void unitsPassedInAToolEarnOnceAllOfThemAre() throws Exception {
        world();
        world.badgeForCompletion(
                "units", "https://publisher.example/classes/b", "caliper:https://publisher.example/engine#UnitsPassed");
        LearnerId ines = world.student(new Identifier(IdentifierKind.IRI, "https://publisher.example/people/ines"));
        for (String passed : new String[] {"8.0", "7.0"}) {
            post(recorded(
                    "caliper/units-passed.json",
                    Map.of(
                            "person",
                            "ines",
                            "passed",
                            passed,
                            "uuid",
                            UUID.randomUUID().toString(),
                            "time",
                            AT.plusSeconds(passed.equals("8.0") ? 60 : 0).toString())));
        }
        assertThat(world.heldSince(ines, "units")).contains(AT.plusSeconds(60));
    }

    @Test
    void canvasInCaliperGivesWhatCanvasInItsOwnFormatGives() throws Exception {
        world = world(Family.CANVAS);
        feed = world.feed("caliper");
        world.badgeForScore("charter", "565", "assignment:355");
        world.badgeForCompletion("handed-in", "565", "assignment:355");
        LearnerId student = world.student(new Identifier(IdentifierKind.CANVAS_GLOBAL, "770000000000048"));
        post(recorded("caliper/canvas-submission-created.json"));
        assertThat(world.holds(student)).containsOnlyKeys("handed-in");
        Map<String, String> grade = Map.of(
                "uuid", UUID.randomUUID().toString(),
                "grader", "urn:instructure:canvas:user:770000000000009",
                "graderType", "Person",
                "score", "8",
                "time", AT.toString());
        post(recorded("caliper/canvas-grade.json", grade));

        assertThat(world.heldSince(student, "charter")).contains(AT);
    }

    @Test
    void moodlesOldCaliperSaysWhatIsHandedInAndItsPointsAreNoShare() throws Exception {
        world = world(Family.MOODLE);
        feed = world.feed("caliper");
        world.badgeForCompletion("grammar", "5", "cm:6");
        world.badgeForScore("essay", "5", "cm:7");
        LearnerId student = world.student(new Identifier(IdentifierKind.SUB, "48"));
        post(recorded("caliper/moodle-1.0-attempt-submitted.json", Map.of("issuer", world.issuer)));
        post(recorded("caliper/moodle-1.0-attempt-submitted.json", Map.of("issuer", world.issuer)));
        post(recorded("caliper/moodle-1.0-graded.json", Map.of("issuer", world.issuer)));

        assertThat(world.holds(student)).containsExactly(Map.entry("grammar", Instant.parse("2026-03-02T10:20:00Z")));
        assertThat(world.tally().path("quarantined").longValue()).isZero();
        assertThat(world.tally().path("received").longValue()).isEqualTo(2);
    }

    @Test
    @Case("E87")
    @Shows(of = Source.CALIPER, what = Awkward.WRONG_SECRET)
    void withAWrongSecretNothingIsBelieved() throws Exception {
        world();
        LearnerId ines = launched("ines");
        var answer = world.post(feed, "", graded("ines", "18", AT), "Authorization: Bearer wrong");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(world.holds(ines)).isEmpty();
    }
}
