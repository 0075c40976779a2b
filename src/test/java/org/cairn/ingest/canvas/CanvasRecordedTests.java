package org.cairn.ingest.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.cairn.Case;
import org.cairn.Shows;
import org.cairn.Shows.Awkward;
import org.cairn.Shows.Source;
import org.cairn.drive.SourceWorld;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Pulls;
import org.cairn.lti.Courses;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recordings of Canvas Live Events, each an array in the order in which things happened, from the wire to the award. */
class CanvasRecordedTests extends SourceWorld {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    private Courses courses;

    @Autowired
    private Pulls pulls;

    private World world;
    private Way feed;

    private static List<String> events(String recording) {
        List<String> events = new ArrayList<>();
        for (JsonNode event : JSON.readTree(recorded("canvas/" + recording + ".json"))) {
            events.add(event.toString());
        }
        return events;
    }

    private void begin(String badge) {
        world = world(Family.CANVAS);
        feed = world.feed("canvas", "\"allowUnsigned\": true");
        switch (badge) {
            case "charter" -> world.badgeForScore(badge, "565", "assignment:355");
            case "handed-in" -> world.badgeForCompletion(badge, "565", "assignment:355");
            case "quiz" -> world.badgeForCompletion(badge, "565", "quiz:12");
            case "final" -> world.badgeForScore(badge, "565", "course");
            case "done" -> world.badgeForCompletion(badge, "565", "course");
            case "outcome" -> world.badgeForScore(badge, "565", "outcome:77");
            case "mastered" -> world.badgeForCompletion(badge, "565", "outcome:77");
            default -> throw new AssertionError(badge);
        }
    }

    private LearnerId launched() {
        return world.student(
                new Identifier(IdentifierKind.SUB, "sub-48"),
                new Identifier(IdentifierKind.LTI11, "legacy-48"),
                new Identifier(IdentifierKind.CANVAS_UUID, "uuid-of-48"),
                new Identifier(IdentifierKind.CANVAS_GLOBAL, "770000000000048"),
                new Identifier(IdentifierKind.CANVAS_LOCAL, "48"));
    }

    private void post(String event) throws Exception {
        assertThat(world.post(feed, "", event).ok()).isTrue();
    }

    private void assertHeld(LearnerId learner, String badge, @Nullable String since) {
        assertThat(world.heldSince(learner, badge).map(Instant::toString).orElse(null))
                .isEqualTo(since);
    }

    @ParameterizedTest
    @CsvSource({
        "graded, charter, 2026-03-02T10:00:00.123Z",
        "graded-without-ids-of-the-course, charter, 2026-03-02T10:00:00.123Z",
        "regraded-down, charter, ",
        "regraded-down-and-up-again, charter, 2026-03-02T10:20:00.123Z",
        "taken-back, charter, ",
        "excused, charter, ",
        "zero-points-possible, charter, ",
        "negative-score, charter, ",
        "over-one-hundred-percent, charter, 2026-03-02T10:00:00.123Z",
        "muted-never-posted, charter, ",
        "muted-then-posted, charter, 2026-03-02T10:29:58Z",
        "muted-then-shown-by-its-grade, charter, 2026-03-02T10:30:00.123Z",
        "muted-regraded-then-posted, charter, ",
        "pass-muted-then-posted, handed-in, 2026-03-02T10:30:00.123Z",
        "submitted, handed-in, 2026-03-02T09:00:00Z",
        "submission-deleted-before-created, handed-in, ",
        "quiz-submitted, quiz, 2026-03-02T10:00:00.123Z",
        "course-completed, done, 2026-03-02T10:09:59Z",
        "outcome-mastered, mastered, 2026-03-02T10:00:00.123Z",
        "outcome-result-deleted, mastered, ",
        "outcome-lost-by-an-update-of-the-same-assessment, outcome, ",
        "unposted-course-grade, final, ",
        "course-grade-overridden, final, 2026-03-02T10:10:00.123Z",
        "course-grade-override-taken-back, final, ",
        "user-deleted-after-the-grade, charter, 2026-03-02T10:00:00.123Z"
    })
    @Case({"F6", "E89", "E91"})
    @Shows(
            of = Source.CANVAS,
            what = {
                Awkward.REPEATED,
                Awkward.REORDERED,
                Awkward.NULL_SCORE,
                Awkward.ZERO_POSSIBLE,
                Awkward.NEGATIVE,
                Awkward.OVER_100,
                Awkward.REGRADED_DOWN,
                Awkward.EXCUSED,
                Awkward.DELETED_PERSON
            })
    void theAwardsAreTheSameInWhateverOrderAndHoweverOftenTheEventsCome(
            String recording, String badge, @Nullable String since) throws Exception {
        List<String> events = events(recording);

        begin(badge);
        LearnerId inOrder = launched();
        for (String event : events) {
            post(event);
        }
        assertHeld(inOrder, badge, since);
        for (String event : events) {
            post(event);
        }
        assertHeld(inOrder, badge, since);
        assertThat(world.tally().path("received").longValue()).isEqualTo(events.size());
        assertThat(world.tally().path("duplicates").longValue()).isEqualTo(events.size());

        begin(badge);
        // known only when everything has come, and it came from the last to the first
        for (String event : events.reversed()) {
            post(event);
            world.settled();
        }
        LearnerId reversed = launched();
        assertHeld(reversed, badge, since);
        assertThat(world.tally().path("quarantined").longValue()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"muted-then-posted", "muted-then-shown-by-its-grade"})
    @Shows(of = Source.CANVAS, what = Awkward.MUTED_THEN_POSTED)
    void aHiddenGradeEarnsNothingBeforeItIsPosted(String recording) throws Exception {
        begin("charter");
        LearnerId learner = launched();
        List<String> events = events(recording);
        post(events.getFirst());
        assertHeld(learner, "charter", null);
        post(events.getLast());
        assertThat(world.heldSince(learner, "charter")).isPresent();
    }

    @Test
    @Case("E91")
    void aLetterWithoutAScoreIsQuarantinedAndTheNextGradeCounts() throws Exception {
        begin("charter");
        LearnerId learner = launched();
        post(events("letter-without-score").getFirst());
        assertThat(world.tally().path("quarantined").longValue()).isEqualTo(1);
        post(events("graded").getFirst());
        assertThat(world.heldSince(learner, "charter")).isPresent();
    }

    @Test
    @Shows(
            of = Source.CANVAS,
            what = {Awkward.UNKNOWN_PERSON, Awkward.KNOWN_LATER})
    void somebodyWhomOnlyEventsKnowHasTheirAwardWhenTheyFirstLaunch() throws Exception {
        begin("mastered");
        post(events("outcome-mastered").getFirst());
        assertThat(world.tally().path("parked").longValue()).isEqualTo(1);
        post(events("who-somebody-is").getFirst());
        assertThat(world.tally().path("parked").longValue()).isZero();

        assertHeld(launched(), "mastered", "2026-03-02T10:00:00.123Z");
    }

    @Test
    void progressHasTheCourseAskedOfItsPlatform() throws Exception {
        begin("done");
        pulls.connect(
                world.platform.id(),
                FeedKind.CANVAS_API,
                URI.create(world.issuer),
                "7~a-token-of-an-administrator",
                Duration.ofHours(6));
        var course = courses.know(world.platform.id(), "context", "565", "Collaboration");
        post(events("graded").getFirst());
        world.settled();
        assertThat(pulls.asked(course)).isEmpty();
        post(events("course-completed").getFirst());

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(pulls.asked(course)).isPresent());
    }

    @Test
    void enrolmentsAndNamesOfCoursesAreFollowed() throws Exception {
        begin("charter");
        var course = courses.know(world.platform.id(), "context", "565", "Collaboration");
        List<String> enrolment = events("enrolled-then-dropped");
        post(enrolment.getFirst());
        world.settled();
        assertThat(courses.students(course)).extracting(Learner::name).containsExactly("Ada L.");
        post(enrolment.getLast());
        post(events("course-renamed").getFirst());
        world.settled();

        assertThat(courses.students(course)).isEmpty();
        assertThat(courses.find(course).orElseThrow().title()).isEqualTo("Collaboration, renamed");
    }
}
