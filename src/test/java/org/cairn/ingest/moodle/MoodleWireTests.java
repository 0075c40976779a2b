package org.cairn.ingest.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.cairn.drive.SourceWorld;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Pulls;
import org.cairn.lti.Course;
import org.cairn.lti.Courses;
import org.cairn.lti.Family;
import org.cairn.lti.Identifier;
import org.cairn.lti.IdentifierKind;
import org.cairn.lti.LearnerId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Moodle's web services, from the wire to the award. */
class MoodleWireTests extends SourceWorld {

    private static final Instant GRADED = Instant.parse("2026-03-02T10:00:00Z");

    private static final String VERSION = "X-Experience-API-Version: 1.0.3";
    private static final Duration HOUR = Duration.ofHours(1);

    @Autowired
    private Pulls pulls;

    @Autowired
    private Courses courses;

    private RecordedMoodle moodle;
    private World world;
    private @Nullable Feed feed;
    private Course course;

    @BeforeEach
    void open() throws Exception {
        moodle = new RecordedMoodle();
        world = world(Family.MOODLE, moodle.wwwroot());
        feed = null;
        course = courses.find(courses.know(world.platform.id(), "7", "7", "Teamwork 101"))
                .orElseThrow();
    }

    @AfterEach
    void close() {
        moodle.close();
    }

    /** Whoever changes a connection wants it asked at once. */
    private void read() throws Exception {
        Instant before = pulls.asked(course.id()).map(Pulls.Asked::doneAt).orElse(null);
        if (feed == null) {
            feed = pulls.connect(world.platform.id(), FeedKind.MOODLE_API, moodle.base(), RecordedMoodle.TOKEN, HOUR);
        } else {
            pulls.change(feed, null, HOUR);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> pulls.asked(course.id())
                        .filter(asked ->
                                asked.doneAt() != null && !asked.doneAt().equals(before) && !asked.running())
                        .isPresent());
        world.settled();
    }

    private void readLater() throws Exception {
        moodle.later();
        read();
    }

    private LearnerId learner(int user) {
        return learners.find(world.platform.id(), Integer.toString(user)).orElseThrow();
    }

    @Test
    void aGradeInMoodleEarnsTheBadgeSinceItWasGiven() throws Exception {
        world.badgeForScore("charter", "7", "cm:9");
        moodle.record("graded");
        read();

        assertThat(world.heldSince(learner(42), "charter")).contains(GRADED);
        assertThat(world.holds(learner(43))).isEmpty();
    }

    @Test
    void aGradeThatIsLoweredTakesTheBadgeAwayAndARaisedOneGivesItBack() throws Exception {
        world.badgeForScore("charter", "7", "cm:9");
        moodle.record("up-and-down-again");
        read();
        assertThat(world.heldSince(learner(42), "charter")).contains(GRADED);
        readLater();
        assertThat(world.holds(learner(42))).isEmpty();
        readLater();
        assertThat(world.heldSince(learner(42), "charter")).contains(GRADED.plusSeconds(7200));
    }

    @Test
    void aGradeOfNothingPossibleEarnsNothingAndOneOfMoreThanAllDoes() throws Exception {
        world.badgeForScore("charter", "7", "cm:9");
        moodle.record("zero-points-possible");
        read();
        assertThat(world.holds(learner(42))).isEmpty();
        moodle.record("over-and-under");
        read();

        assertThat(world.holds(learner(42))).containsOnlyKeys("charter");
    }

    @Test
    void aHiddenGradeEarnsNothingUntilItIsShown() throws Exception {
        world.badgeForScore("charter", "7", "cm:9");
        moodle.record("hidden-then-shown");
        read();
        readLater();
        assertThat(world.holds(learner(42))).isEmpty();
        readLater();

        assertThat(world.heldSince(learner(42), "charter")).contains(GRADED);
    }

    @Test
    void aWithdrawnCompletionTakesTheBadgeAway() throws Exception {
        world.badgeForCompletion("diary", "7", "cm:12");
        moodle.record("withdrawn");
        read();
        assertThat(world.heldSince(learner(42), "diary")).contains(GRADED);
        readLater();

        assertThat(world.holds(learner(42))).isEmpty();
    }

    @Test
    void completedIsNotTheSameAsFailed() throws Exception {
        world.badgeForCompletion("charter", "7", "cm:9");
        world.badgeForCompletion("quiz", "7", "cm:10");
        moodle.record("completed");
        read();

        assertThat(world.holds(learner(42))).containsOnlyKeys("charter");
    }

    @Test
    void theCompletedCourseEarnsABadge() throws Exception {
        world.badgeForCompletion("whole", "7", "course");
        moodle.record("course-completed");
        read();
        readLater();
        assertThat(world.holds(learner(42))).isEmpty();
        readLater();
        assertThat(world.holds(learner(42))).containsOnlyKeys("whole");
        readLater();
        assertThat(world.holds(learner(42))).isEmpty();
    }

    @Test
    void whoeverBecomesKnownLaterHasWhatWasSeenBefore() throws Exception {
        world.badgeForScore("charter", "7", "cm:9");
        moodle.record("graded").answers(Functions.PEOPLE, "[]");
        read();
        assertThat(world.tally().path("parked").asInt()).isPositive();
        LearnerId mara = world.student(new Identifier(IdentifierKind.SUB, "42"));

        assertThat(world.heldSince(mara, "charter")).contains(GRADED);
        assertThat(world.tally().path("parked").asInt()).isZero();
    }

    @Test
    void whatWasAchievedStandsWhenSomebodyLeaves() throws Exception {
        world.badgeForScore("charter", "7", "cm:9");
        moodle.record("graded");
        read();
        LearnerId mara = learner(42);
        moodle.record("somebody-left").answers(Functions.GRADES, "{\"usergrades\":[]}");
        moodle.at(1);
        read();
        read();

        assertThat(world.holds(mara)).containsOnlyKeys("charter");
    }

    private void tell(Way way, String recording, Map<String, String> values) throws Exception {
        Map<String, String> all = new HashMap<>(values);
        all.put("wwwroot", moodle.wwwroot());
        assertThat(world.post(way, "/statements", recorded("moodle-ws/" + recording + ".json", all), VERSION)
                        .status())
                .isEqualTo(200);
        world.settled();
    }

    private void tellGrade(Way way, String raw, String at) throws Exception {
        tell(way, "statement-graded", Map.of("raw", raw, "at", at));
    }

    @Test
    void theSameGradeToldAndAskedForIsOneAward() throws Exception {
        world.badgeForScore("charter", "7", "cm:9");
        Way way = world.feed("xapi");
        moodle.record("regraded-down");
        tellGrade(way, "17", "2026-03-02T10:00:00.000Z");
        read();
        assertThat(world.heldSince(learner(42), "charter")).contains(GRADED);
        tellGrade(way, "17", "2026-03-02T10:00:00.000Z");

        assertThat(world.heldSince(learner(42), "charter")).contains(GRADED);
        assertThat(world.api.all("/api/awards?learner=" + learner(42).value())).hasSize(1);
    }

    @Test
    void aRegradeThatOnlyAskingSawBeatsTheOlderStatement() throws Exception {
        world.badgeForScore("charter", "7", "cm:9");
        tellGrade(world.feed("xapi"), "17", "2026-03-02T10:00:00.000Z");
        moodle.record("regraded-down").at(1);
        read();

        assertThat(world.holds(learner(42))).isEmpty();
    }

    @Test
    void aStatementThatComesLateDoesNotOverwriteTheNewerGrade() throws Exception {
        world.badgeForScore("charter", "7", "cm:9");
        moodle.record("regraded-down").at(1);
        read();
        tellGrade(world.feed("xapi"), "17", "2026-03-02T10:00:00.000Z");

        assertThat(world.holds(learner(42))).isEmpty();
    }

    @Test
    void ofOneSecondItIsTheGradebookThatIsRight() throws Exception {
        world.badgeForScore("charter", "7", "cm:9");
        Way way = world.feed("xapi");
        moodle.record("regraded-down").at(1);
        tellGrade(way, "17", "2026-03-02T11:00:00.000Z");
        read();
        assertThat(world.holds(learner(42))).isEmpty();
        tellGrade(way, "18", "2026-03-02T11:00:00.000Z");
        assertThat(world.holds(learner(42))).isEmpty();
        tellGrade(way, "18", "2026-03-02T11:00:01.000Z");
        assertThat(world.holds(learner(42))).containsOnlyKeys("charter");
    }

    @Test
    void toldAndAskedForCompletionsAgree() throws Exception {
        world.badgeForCompletion("diary", "7", "cm:12");
        Way way = world.feed("xapi");
        moodle.record("withdrawn");
        tell(
                way,
                "statement-completion",
                Map.of(
                        "verb",
                        "https://xapi.edlm/profiles/edlm-lms/concepts/verbs/uncompleted",
                        "at",
                        "2026-03-02T10:10:00.000Z"));
        read();
        assertThat(world.holds(learner(42))).as("asked before, told after").isEmpty();
        tell(
                way,
                "statement-completion",
                Map.of("verb", "http://adlnet.gov/expapi/verbs/completed", "at", "2026-03-02T10:20:00.000Z"));
        assertThat(world.holds(learner(42))).containsOnlyKeys("diary");
        readLater();
        assertThat(world.holds(learner(42))).as("what is older changes nothing").containsOnlyKeys("diary");
    }
}
