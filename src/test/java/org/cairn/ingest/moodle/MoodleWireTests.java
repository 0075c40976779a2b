package org.cairn.ingest.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.Shows;
import org.cairn.Shows.Awkward;
import org.cairn.Shows.Source;
import org.cairn.drive.SourceWorld;
import org.cairn.ingest.Pulls;
import org.cairn.ingest.moodle.RecordedMoodle.Raw;
import org.cairn.lti.Courses;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Moodle's web services, from the wire to the award. */
class MoodleWireTests extends SourceWorld {

    private static final Instant GRADED = Instant.parse("2026-03-02T10:00:00Z");
    private static final String VERSION = "X-Experience-API-Version: 1.0.3";
    private static final int MARA = 42;
    private static final int BRUNO = 43;

    @Autowired
    private Pulls pulls;

    @Autowired
    private Courses courses;

    private RecordedMoodle moodle;
    private World world;
    private MoodleReadings course;

    @BeforeEach
    void open() throws Exception {
        moodle = new RecordedMoodle();
        world = world(Family.MOODLE, moodle.wwwroot());
        course = new MoodleReadings(
                world, pulls, learners, courses.know(world.platform.id(), "7", "7", "Teamwork 101"), moodle);
    }

    @AfterEach
    void close() {
        moodle.close();
    }

    private void badges() {
        world.badgeForScore("charter", "7", "cm:9");
        world.badgeForScore("quiz", "7", "cm:10");
        world.badgeForCompletion("diary", "7", "cm:12");
        world.badgeForCompletion("whole", "7", "course");
        world.badgeForScore("total", "7", "course");
    }

    private Set<String> held(int user) {
        return learners.find(world.platform.id(), Integer.toString(user))
                .map(learner -> world.holds(learner).keySet())
                .orElse(Set.of());
    }

    private Optional<Instant> since(String badge) {
        return world.heldSince(course.learner(MARA), badge);
    }

    /** Recordings, and what Mara holds after each reading of them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "graded                      | charter",
                "regraded-down               | charter / nothing",
                "up-and-down-again           | charter / nothing / charter",
                "override-lifted             | charter / nothing / charter",
                "course-total-without-a-time | nothing / nothing / charter,total / nothing",
                "taken-back                  | charter / nothing",
                "never-graded                | nothing",
                "zero-points-possible        | nothing",
                "over-and-under              | charter",
                "from-a-minimum              | nothing",
                "hidden-then-shown           | nothing / nothing / charter",
                "hidden-later                | charter / charter",
                "needs-update                | charter,total / charter,total / charter,total",
                "locked-and-overridden       | charter",
                "no-plain-number             | quiz",
                "missing-ids                 | diary,quiz",
                "completed                   | diary",
                "withdrawn                   | diary / nothing",
                "reset                       | diary / nothing / diary",
                "an-older-moodle             | charter,diary",
                "course-completed            | nothing / nothing / whole / nothing",
                "renamed                     | nothing / nothing"
            })
    @Shows(
            of = Source.MOODLE_API,
            what = {
                Awkward.REGRADED_DOWN,
                Awkward.NULL_SCORE,
                Awkward.ZERO_POSSIBLE,
                Awkward.OVER_100,
                Awkward.NEGATIVE,
                Awkward.MUTED_THEN_POSTED,
                Awkward.MISSING_IDS,
                Awkward.WITHDRAWN
            })
    void whatMoodleAnswersEarnsBadgesAndTakesThemAway(String recording, String readings) {
        badges();
        moodle.record(recording);
        List<String> held = new ArrayList<>();
        for (String ignored : readings.split("/")) {
            course.read();
            held.add(String.join(",", held(MARA)));
            moodle.later();
        }

        assertThat(held)
                .containsExactly(
                        readings.replace("nothing", "").replace(" ", "").split("/", -1));
        assertThat(held(BRUNO)).doesNotContain("charter", "quiz", "total", "whole");
    }

    @Test
    void completedIsNotTheSameAsFailed() {
        world.badgeForCompletion("charter", "7", "cm:9");
        world.badgeForCompletion("quiz", "7", "cm:10");
        course.read("completed");

        assertThat(held(MARA)).containsExactly("charter");
    }

    @Test
    void whatWasEarnedWasEarnedWhenMoodleSaysThatItHappened() {
        badges();
        course.read("up-and-down-again");
        assertThat(since("charter")).contains(GRADED);
        course.readLater();
        course.readLater();
        assertThat(since("charter")).contains(GRADED.plusSeconds(7200));
    }

    @Test
    @Shows(of = Source.MOODLE_API, what = Awkward.REPEATED)
    void theSameAnswerAgainIsNoNews() {
        badges();
        course.read("graded");
        course.read();

        assertThat(since("charter")).contains(GRADED);
        assertThat(world.tally().path("duplicates").asInt()).isZero();
        assertThat(world.api.all("/api/awards?learner=" + course.learner(MARA).value()))
                .hasSize(1);
    }

    @Test
    @Shows(of = Source.MOODLE_API, what = Awkward.EXCUSED)
    void aGradeThatIsExcludedFromTheTotalCountsAsItStands() {
        badges();
        course.read("graded");
        course.read("excused");

        assertThat(held(MARA)).containsExactly("charter");
    }

    @Test
    @Shows(of = Source.MOODLE_API, what = Awkward.RENAMED_COURSE)
    void whateverACourseIsCalledItsActivitiesAreTheSame() {
        badges();
        course.read("renamed");
        courses.know(world.platform.id(), "7", "7", "Teamwork 101, renamed");
        course.readLater();
        course.read("graded");

        assertThat(since("charter")).contains(GRADED);
    }

    @Test
    @Shows(
            of = Source.MOODLE_API,
            what = {Awkward.WRONG_SECRET, Awkward.ROTATED})
    void withATokenThatMoodleDoesNotKnowNothingIsReadUntilThereIsANewOne() {
        badges();
        moodle.record("graded");
        course.show("0123456789abcdef0123456789abcdef");

        course.refused("invalidtoken");
        assertThat(learners.find(world.platform.id(), "42")).isEmpty();
        assertThat(world.tally().path("received").asInt()).isZero();

        course.show(RecordedMoodle.TOKEN);
        course.read();
        assertThat(held(MARA)).containsExactly("charter");
    }

    @Test
    @Shows(of = Source.MOODLE_API, what = Awkward.TEN_MEGABYTES)
    void anAnswerOfTenMegabytesIsAskedForInParts() {
        badges();
        byte[] large = ("{\"usergrades\":[" + " ".repeat(10_000_001) + "]}").getBytes(StandardCharsets.UTF_8);
        moodle.record("graded").answersRaw(Functions.GRADES + " 0", new Raw(200, "application/json", large, Map.of()));
        moodle.answers(Functions.GRADES + " 43", "{\"usergrades\":[],\"warnings\":[]}");
        course.read();

        assertThat(held(MARA)).containsExactly("charter");
    }

    @Test
    @Shows(
            of = Source.MOODLE_API,
            what = {Awkward.DEEP_NESTING, Awkward.INVALID_UTF8})
    void anAnswerThatCannotBeReadEarnsNothingUntilItCan() {
        badges();
        moodle.record("graded");
        moodle.answersRaw(Functions.GRADES, Raw.of(200, "application/json", "[".repeat(100_000) + "]".repeat(100_000)));
        course.refused("deeper");
        byte[] latin = "{\"usergrades\":[{\"userfullname\":\"\u00e9\"}]}".getBytes(StandardCharsets.ISO_8859_1);
        moodle.answersRaw(Functions.GRADES, new Raw(200, "application/json", latin, Map.of()));
        course.refused("UTF-8");
        assertThat(held(MARA)).isEmpty();

        moodle.answersAgain(Functions.GRADES);
        course.read();
        assertThat(held(MARA)).containsExactly("charter");
    }

    @Test
    @Shows(of = Source.MOODLE_API, what = Awkward.DELETED_PERSON)
    void whoWasErasedIsNotBroughtBackAlthoughMoodleStillNamesThem() {
        badges();
        course.read("graded");
        world.erase(course.learner(MARA));
        course.read();

        assertThat(learners.find(world.platform.id(), "42")).isEmpty();
        assertThat(world.tally().path("parked").asInt()).isZero();
        assertThat(held(BRUNO)).isEmpty();
    }

    @Test
    @Shows(
            of = Source.MOODLE_API,
            what = {Awkward.UNKNOWN_PERSON, Awkward.KNOWN_LATER})
    void whoeverBecomesKnownLaterHasWhatWasSeenBefore() throws Exception {
        world.badgeForScore("charter", "7", "cm:9");
        moodle.record("graded").answers(Functions.PEOPLE, "[]");
        course.read();
        assertThat(world.tally().path("parked").asInt()).isPositive();
        LearnerId mara = world.student(new Identifier(IdentifierKind.SUB, "42"));

        assertThat(world.heldSince(mara, "charter")).contains(GRADED);
        assertThat(world.tally().path("parked").asInt()).isZero();
    }

    @Test
    @Shows(of = Source.MOODLE_API, what = Awkward.DELETED_PERSON)
    void whatWasAchievedStandsWhenSomebodyLeaves() throws Exception {
        world.badgeForScore("charter", "7", "cm:9");
        moodle.record("graded");
        course.read();
        LearnerId mara = course.learner(MARA);
        moodle.record("somebody-left").answers(Functions.GRADES, "{\"usergrades\":[]}");
        moodle.at(1);
        course.read();
        course.read();

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
        course.read();
        assertThat(since("charter")).contains(GRADED);
        tellGrade(way, "17", "2026-03-02T10:00:00.000Z");

        assertThat(since("charter")).contains(GRADED);
        assertThat(world.api.all("/api/awards?learner=" + course.learner(MARA).value()))
                .hasSize(1);
    }

    @Test
    void aRegradeThatOnlyAskingSawBeatsTheOlderStatement() throws Exception {
        world.badgeForScore("charter", "7", "cm:9");
        tellGrade(world.feed("xapi"), "17", "2026-03-02T10:00:00.000Z");
        moodle.record("regraded-down").at(1);
        course.read();

        assertThat(world.holds(course.learner(MARA))).isEmpty();
    }

    @Test
    @Shows(of = Source.MOODLE_API, what = Awkward.REORDERED)
    void aStatementThatComesLateDoesNotOverwriteTheNewerGrade() throws Exception {
        world.badgeForScore("charter", "7", "cm:9");
        moodle.record("regraded-down").at(1);
        course.read();
        tellGrade(world.feed("xapi"), "17", "2026-03-02T10:00:00.000Z");

        assertThat(world.holds(course.learner(MARA))).isEmpty();
    }

    @Test
    void ofOneSecondItIsTheGradebookThatIsRight() throws Exception {
        world.badgeForScore("charter", "7", "cm:9");
        Way way = world.feed("xapi");
        moodle.record("regraded-down").at(1);
        tellGrade(way, "17", "2026-03-02T11:00:00.000Z");
        course.read();
        assertThat(world.holds(course.learner(MARA))).isEmpty();
        tellGrade(way, "18", "2026-03-02T11:00:00.000Z");
        assertThat(world.holds(course.learner(MARA))).isEmpty();
        tellGrade(way, "18", "2026-03-02T11:00:01.000Z");
        assertThat(world.holds(course.learner(MARA))).containsOnlyKeys("charter");
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
        course.read();
        assertThat(world.holds(course.learner(MARA)))
                .as("asked before, told after")
                .isEmpty();
        tell(
                way,
                "statement-completion",
                Map.of("verb", "http://adlnet.gov/expapi/verbs/completed", "at", "2026-03-02T10:20:00.000Z"));
        assertThat(world.holds(course.learner(MARA))).containsOnlyKeys("diary");
        course.readLater();
        assertThat(world.holds(course.learner(MARA)))
                .as("what is older changes nothing")
                .containsOnlyKeys("diary");
    }
}
