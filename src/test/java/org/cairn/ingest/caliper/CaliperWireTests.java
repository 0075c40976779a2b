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
import org.cairn.lti.Courses;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Caliper, from the wire to the award. */
class CaliperWireTests extends SourceWorld {

    private static final Instant AT = Instant.parse("2026-03-02T10:00:00.500Z");
    private static final String UNIT = "caliper:https://publisher.example/units/9/test";

    private static final String BLACKBOARD_USER = "0badcafe0badcafe0badcafe0badcafe";
    private static final String BLACKBOARD_COURSE = "c0ffee00c0ffee00c0ffee00c0ffee00";
    private static final String BLACKBOARD_ITEM =
            "caliper:https://caliper-mapping.cloudbb.blackboard.com/v1/sites/6f0c2b1e-4a5d-4c3b-9e8f-0a1b2c3d4e5f/gradableItems/_77_1";

    @Autowired
    private Courses courses;

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

    private LearnerId onBlackboard() {
        world = world(Family.OTHER);
        feed = world.feed("caliper");
        return world.student(new Identifier(IdentifierKind.SUB, BLACKBOARD_USER));
    }

    private static String blackboard(String recording, String score, Instant at) {
        return recorded(
                recording,
                Map.of(
                        "user",
                        BLACKBOARD_USER,
                        "score",
                        score,
                        "count",
                        score,
                        "time",
                        at.toString(),
                        "uuid",
                        UUID.randomUUID().toString()));
    }

    @Test
    void blackboardNamesPeopleAndCoursesAsItsLaunchesDoAndTellsPointsBesideAMaximumOfZero() throws Exception {
        LearnerId student = onBlackboard();
        world.badgeForScore("weld", BLACKBOARD_COURSE, BLACKBOARD_ITEM);
        post(blackboard("caliper/blackboard-graded.json", "127.9", AT));
        assertThat(world.holds(student)).isEmpty();
        post(blackboard("caliper/blackboard-graded.json", "128.00", AT.plusSeconds(60)));

        assertThat(world.heldSince(student, "weld")).contains(AT.plusSeconds(60));
        assertThat(world.tally().path("quarantined").longValue()).isZero();
    }

    @Test
    void blackboardsCalculatedCourseGradeIsThatOfTheCourse() throws Exception {
        LearnerId student = onBlackboard();
        world.badgeForScore("final", BLACKBOARD_COURSE, "course");
        post(blackboard("caliper/blackboard-course-grade.json", "161", AT));
        assertThat(world.heldSince(student, "final")).contains(AT);
        post(blackboard("caliper/blackboard-course-grade.json", "159.5", AT.plusSeconds(60)));

        assertThat(world.holds(student)).isEmpty();
    }

    @Test
    void aTestThatBlackboardCallsCompletedIsHandedIn() throws Exception {
        LearnerId student = onBlackboard();
        world.badgeForCompletion("safe", BLACKBOARD_COURSE, BLACKBOARD_ITEM);
        post(blackboard("caliper/blackboard-test-completed.json", "1", AT));

        assertThat(world.heldSince(student, "safe")).contains(Instant.parse("2026-03-02T11:40:00Z"));
    }

    @Test
    void whatNobodyInParticularDidIsNobodysNotEvenTheirsWhoWasDescribedSo() throws Exception {
        world();
        world.badgeForCompletion("submitted", "b", UNIT);
        LearnerId ines = launched("ines");
        post(recorded("caliper/nobody-in-particular.json"));

        assertThat(world.holds(ines)).isEmpty();
        assertThat(world.tally().path("ignored").longValue()).isEqualTo(4);
        assertThat(world.tally().path("parked").longValue()).isZero();
        assertThat(world.tally().path("quarantined").longValue()).isZero();
    }

    @Test
    void openEdxTellsWhatAProblemWasGivenAndWhichCourseWasPassed() throws Exception {
        world = world(Family.OTHER);
        feed = world.feed("caliper");
        String course = "course-v1:NorthHill+Weld201+2026";
        world.badgeForScore("problem", course, "caliper:block-v1:NorthHill+Weld201+2026+type@problem+block@5fa1");
        world.badgeForCompletion("passed", course, "course");
        LearnerId student = world.student(new Identifier(IdentifierKind.IRI, "0b7f3c1e-70a4-4f19-9a55-6a1d2e3f4a5b"));
        post(recorded("caliper/open-edx-problems.json"));
        assertThat(world.holds(student)).containsExactly(Map.entry("problem", Instant.parse("2026-03-02T11:50:00Z")));
        post(recorded("caliper/open-edx-course-passed.json"));

        assertThat(world.heldSince(student, "passed")).contains(Instant.parse("2026-03-02T12:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"ines, true, true", "ines, false, false", "otto, true, false"})
    void whoeverAToolsSessionWasLaunchedForIsFoundByThePlatformsOwnNameForThem(
            String assignee, boolean ours, boolean earns) throws Exception {
        world();
        LearnerId ines = launched("ines");
        world.badgeForScore("in-context", "context-b", UNIT);
        post(recorded(
                "caliper/graded-in-a-launched-tool.json",
                Map.of(
                        "assignee",
                        assignee,
                        "issuer",
                        ours ? world.issuer + "/" : "https://other.example",
                        "uuid",
                        UUID.randomUUID().toString())));

        assertThat(world.holds(ines).containsKey("in-context")).isEqualTo(earns);
        assertThat(world.tally().path("parked").longValue()).isEqualTo(earns ? 0 : 1);
    }

    @Test
    void canvasInCaliperTellsOfRenamedCoursesToo() throws Exception {
        world = world(Family.CANVAS);
        feed = world.feed("caliper");
        var course = courses.know(world.platform.id(), "context", "565", "Collaboration");
        post(recorded("caliper/canvas-course-renamed.json"));
        world.settled();

        assertThat(courses.find(course).orElseThrow().title()).isEqualTo("Collaboration, renamed");
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
