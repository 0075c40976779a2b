package org.cairn.ingest.moodle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.TestDatabase;
import org.cairn.complaint.TestComplaints;
import org.cairn.ingest.Pulls;
import org.cairn.ingest.moodle.RecordedMoodle.Raw;
import org.cairn.ingest.pull.Source;
import org.cairn.ingest.pull.Source.Reason;
import org.cairn.ingest.pull.Source.Refused;
import org.cairn.lti.Course;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Moodle refuses, and what comes instead of an answer. */
class MoodleRefusalsTests {

    private final MoodleWorld world = new MoodleWorld(TestDatabase.H2);

    MoodleRefusalsTests() throws Exception {}

    @AfterEach
    void close() {
        assertThat(world.moodle.sins).isEmpty();
        world.close();
    }

    private Refused refused() {
        Refused refused = catchThrowableOfType(Refused.class, world::tryToRead);
        assertThat(refused).isNotNull();
        assertThat(refused.getMessage()).doesNotContain(RecordedMoodle.TOKEN);
        world.settled();
        return refused;
    }

    private Pulls.Trial tryOut() {
        return world.source.tryOut(world.account());
    }

    @Test
    void aTokenThatMayDoAllLacksNothing() {
        assertThat(tryOut()).isEqualTo(new Pulls.Trial(true, List.of(), null));
    }

    @Test
    void theTrialNamesTheFunctionsThatTheServiceLacks() {
        world.moodle.answers(Functions.SITE, """
                {"siteurl": "%s/", "functions": [{"name": "core_webservice_get_site_info"},
                 {"name": "core_enrol_get_enrolled_users"}, {"name": "gradereport_user_get_grade_items"}]}""".formatted(world.moodle.wwwroot()));

        assertThat(tryOut().works()).isTrue();
        assertThat(tryOut().missing())
                .containsExactly(
                        "core_course_get_contents",
                        "core_completion_get_activities_completion_status",
                        "core_completion_get_course_completion_status");
    }

    @Test
    void anotherMoodleIsRefusedForItsPeopleHaveOtherNumbers() {
        world.moodle.answers(Functions.SITE, "{\"siteurl\": \"https://clone.example.edu\", \"functions\": []}");

        assertThat(tryOut().works()).isFalse();
        assertThat(TestComplaints.english(tryOut().detail()))
                .contains("https://clone.example.edu", world.moodle.wwwroot());
        assertThat(refused().reason()).isEqualTo(Reason.NOT_ALLOWED);
        assertThat(world.brought).isEmpty();
        assertThat(world.moodle.asked()).containsOnly(Functions.SITE);
    }

    @Test
    void aWrongTokenIsToldSo() {
        Source.Account wrong = new Source.Account(world.feed, world.moodle.base(), "0123456789abcdef");
        Pulls.Trial trial = world.source.tryOut(wrong);

        assertThat(trial.works()).isFalse();
        assertThat(TestComplaints.english(trial.detail()))
                .contains("invalidtoken")
                .doesNotContain("0123456789abcdef");
    }

    @ParameterizedTest
    @CsvSource({
        "invalidtoken, NOT_ALLOWED",
        "accessexception, NOT_ALLOWED",
        "sitemaintenance, THROTTLED",
        "wsaccessusersuspended, NOT_ALLOWED",
        "codingerror, UNUSABLE"
    })
    void errorsComeAs200AndAreKnownByTheirCode(String code, Reason reason) {
        world.moodle.answers(Functions.SITE, RecordedMoodle.error(code));

        assertThat(refused().reason()).isEqualTo(reason);
        assertThat(tryOut().works()).isFalse();
    }

    @Test
    void theWordsOfMoodleAreNotRepeatedForTheyMayHoldAnything() {
        world.moodle.answers(
                Functions.SITE,
                "{\"exception\":\"moodle_exception\",\"errorcode\":\"x y\",\"message\":\"%s\"}"
                        .formatted(RecordedMoodle.TOKEN));

        assertThat(TestComplaints.english(refused().getMessage())).contains("unnamed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | application/xml | <?xml version=\"1.0\"?><EXCEPTION class=\"moodle_exception\"/> | UNUSABLE | XML",
                "200 | text/html | <!DOCTYPE html><html><body>Log in</body></html> | UNUSABLE | web page",
                "200 | application/json | {\"siteurl\": | UNUSABLE | JSON",
                "200 | application/json | '' | UNUSABLE | nothing in it",
                "200 | application/json | null | UNUSABLE | which Moodle",
                "200 | application/json | [] | UNUSABLE | which Moodle",
                "403 | text/html | '' | NOT_ALLOWED | switched off",
                "404 | text/html | <html></html> | UNUSABLE | 404",
                "302 | text/html | '' | UNUSABLE | another address",
                "500 | text/html | <html>Fatal error</html> | NOT_REACHED | 500",
                "429 | text/plain | slow down | THROTTLED | left alone"
            })
    void whatIsNoAnswerIsToldApart(int status, String type, String body, Reason reason, String word) {
        world.moodle.answersRaw(Functions.SITE, Raw.of(status, type, body));

        Refused refused = refused();
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(TestComplaints.english(refused.getMessage())).contains(word);
    }

    @Test
    void theSiteIsLeftAloneForAsLongAsItAsks() {
        world.moodle.answersRaw(Functions.SITE, new Raw(503, "text/html", new byte[0], Map.of("Retry-After", "120")));
        assertThat(refused().retryAfterSeconds()).isEqualTo(120);
        world.moodle.answersRaw(
                Functions.SITE, new Raw(503, "text/html", new byte[0], Map.of("Retry-After", "999999")));
        assertThat(refused().retryAfterSeconds()).isEqualTo(86_400);
    }

    @Test
    void nobodyThereIsToldSo() {
        world.moodle.close();

        assertThat(refused().reason()).isEqualTo(Reason.NOT_REACHED);
    }

    @Test
    void brokenTextAndDeepNestingAreNoAnswers() {
        world.moodle.answersRaw(
                Functions.CONTENTS,
                new Raw(
                        200,
                        "application/json",
                        "[{\"name\":\"\u00e9\"}]".getBytes(StandardCharsets.ISO_8859_1),
                        Map.of()));
        assertThat(refused()).satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.UNUSABLE);
            assertThat(TestComplaints.english(refused.getMessage())).contains("UTF-8");
        });
        world.moodle.answersRaw(
                Functions.CONTENTS, Raw.of(200, "application/json", "[".repeat(100_000) + "]".repeat(100_000)));
        assertThat(TestComplaints.english(refused().getMessage())).contains("deeper");
    }

    @Test
    void whatIsTooLongForOneAnswerIsAskedOfOneStudentAfterTheOther() throws Exception {
        world.moodle
                .record("graded")
                .answersRaw(
                        Functions.GRADES + " 0",
                        Raw.of(200, "application/json", "{\"usergrades\":[" + " ".repeat(10_000_001) + "]}"));
        world.moodle.answers(Functions.GRADES + " 43", "{\"usergrades\":[],\"warnings\":[]}");
        world.read();

        assertThat(world.moodle.studentsAsked(Functions.GRADES)).containsExactly("0", "42", "43");
        assertThat(world.evidence(42)).contains("cm:9 17/20 2026-03-02T10:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "{\"usergrades\":null}", "{\"usergrades\":{}}", "\"\"", "7"})
    void anAnswerWithNothingInItSaysNothing(String nothing) throws Exception {
        world.moodle
                .answers(Functions.GRADES, nothing)
                .answers(Functions.CONTENTS, nothing)
                .answers(Functions.ACTIVITIES_DONE, nothing)
                .answers(Functions.COURSE_DONE, nothing);
        world.read();

        assertThat(world.brought).extracting(message -> message.type()).containsOnly(Functions.PEOPLE);
        assertThat(world.cursor).isEqualTo("start");
    }

    @Test
    void aListOfPeopleThatIsEmptyTakesNobodyOut() throws Exception {
        world.read();
        world.moodle.answers(Functions.PEOPLE, "null");
        world.readLater();
        world.readLater();
        world.readLater();

        assertThat(world.node.lti.courses().students(world.course.id())).hasSize(2);
    }

    @Test
    void functionsThatTheServiceLeavesOutAreNotAskedAndOneMustBeLeft() throws Exception {
        String offered = "{\"siteurl\": \"%s\", \"functions\": [{\"name\": \"core_enrol_get_enrolled_users\"}%s]}";
        world.moodle.record("completed").record("graded");
        world.moodle.answers(
                Functions.SITE,
                offered.formatted(world.moodle.wwwroot(), ", {\"name\": \"gradereport_user_get_grade_items\"}"));
        world.read();
        assertThat(world.evidence(42)).hasSize(2);
        assertThat(world.moodle.asked()).doesNotContain(Functions.CONTENTS, Functions.ACTIVITIES_DONE);
        world.moodle.answers(Functions.SITE, offered.formatted(world.moodle.wwwroot(), ""));

        assertThat(refused()).satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.LEFT_OUT);
            assertThat(TestComplaints.english(refused.getMessage())).contains(Functions.GRADES, Functions.COURSE_DONE);
        });
    }

    @Test
    void whatIsRefusedIsComplainedOfAndTheRestIsRead() throws Exception {
        world.moodle.record("completed").answers(Functions.GRADES, RecordedMoodle.error("nopermissiontoviewgrades"));
        Refused refused = refused();

        assertThat(refused.reason()).isEqualTo(Reason.LEFT_OUT);
        assertThat(TestComplaints.english(refused.getMessage()))
                .contains("gradereport_user_get_grade_items", "capability");
        assertThat(world.evidence(42)).hasSize(3);
        assertThat(world.cursor).isEqualTo("start");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cannotviewreport", "accessdenied", "nopermissions"})
    void afterFiveRefusalsNobodyMoreIsAskedFor(String code) {
        world.moodle
                .record("pages")
                .answers(Functions.ACTIVITIES_DONE, RecordedMoodle.error(code))
                .answers(Functions.COURSE_DONE, RecordedMoodle.error(code));
        Refused refused = refused();

        assertThat(TestComplaints.english(refused.getMessage()))
                .contains(Functions.ACTIVITIES_DONE, Functions.COURSE_DONE, code);
        assertThat(world.moodle.studentsAsked(Functions.ACTIVITIES_DONE)).hasSize(5);
    }

    /** Where fewer than five study, there are never five refusals. */
    @ParameterizedTest
    @ValueSource(strings = {"cannotviewreport", "notingroup", "invalidrecord"})
    void whatIsRefusedForAllOfASmallClassIsComplainedOf(String code) throws Exception {
        world.moodle.record("completed").answers(Functions.COURSE_DONE, RecordedMoodle.error(code));
        Refused refused = refused();

        assertThat(world.moodle.studentsAsked(Functions.COURSE_DONE)).containsExactly("42", "43");
        assertThat(TestComplaints.english(refused.getMessage())).contains(Functions.COURSE_DONE, code);
        assertThat(refused.reason()).isEqualTo(Reason.LEFT_OUT);
        assertThat(world.cursor).isEqualTo("start");
        assertThat(world.evidence(42)).isNotEmpty();
    }

    /** What means nothing where it is said of one student means that nothing is told where it is said of all. */
    @ParameterizedTest
    @CsvSource({
        "gradereport_user_get_grade_items, invaliduser",
        "gradereport_user_get_grade_items, usernotenroled",
        "core_enrol_get_enrolled_users, guestsarenotallowed",
        "core_course_get_contents, noguest"
    })
    void aRefusalOfWhatIsAskedForEverybodyIsComplainedOfWhateverItIsCalled(String function, String code)
            throws Exception {
        world.moodle.record("completed").answers(function, RecordedMoodle.error(code));
        Refused refused = refused();

        assertThat(refused.reason()).isEqualTo(Reason.LEFT_OUT);
        assertThat(TestComplaints.english(refused.getMessage())).contains(function, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usernotenroled", "notingroup", "invalidrecord", "invaliduser"})
    void oneStudentWhoCannotBeSeenIsNoFaultOfTheCourse(String code) throws Exception {
        world.moodle
                .record("completed")
                .answers(Functions.ACTIVITIES_DONE + " 43", RecordedMoodle.error(code))
                .answers(Functions.COURSE_DONE + " 43", RecordedMoodle.error(code));
        world.read();

        assertThat(world.evidence(42)).hasSize(3);
    }

    @Test
    void aCourseWithoutCompletionIsNotAskedAboutItForEachStudent() throws Exception {
        world.moodle
                .record("pages")
                .answers(Functions.ACTIVITIES_DONE, RecordedMoodle.error("completionnotenabled"))
                .answers(Functions.COURSE_DONE, RecordedMoodle.error("nocriteriaset"));
        world.read();

        assertThat(world.moodle.studentsAsked(Functions.ACTIVITIES_DONE)).hasSize(1);
        assertThat(world.moodle.studentsAsked(Functions.COURSE_DONE)).hasSize(1);
    }

    /** Whether completion is off in the course, or may not be seen, Moodle says in the same words. */
    @Test
    void aCourseThatTracksNothingHasNoCompletionToComplainOf() throws Exception {
        world.moodle
                .record("pages")
                .answers(Functions.ACTIVITIES_DONE, "{\"statuses\":[],\"warnings\":[]}")
                .answers(Functions.COURSE_DONE, RecordedMoodle.error("cannotviewreport"));
        world.read();
        assertThat(world.moodle.studentsAsked(Functions.COURSE_DONE)).hasSize(1);
        assertThat(world.moodle.studentsAsked(Functions.ACTIVITIES_DONE)).hasSize(450);
        world.moodle.answers(
                Functions.ACTIVITIES_DONE,
                "{\"statuses\":[{\"cmid\":9,\"state\":0,\"timecompleted\":0,\"tracking\":2}]}");

        assertThat(TestComplaints.english(refused().getMessage()))
                .contains(Functions.COURSE_DONE, "cannotviewreport", "switched off in this course");
    }

    @Test
    void aGradebookThatIsClosedByGroupsIsComplainedOf() {
        world.moodle.record("completed").answers(Functions.GRADES, RecordedMoodle.error("notingroup"));
        Refused refused = refused();

        assertThat(refused.reason()).isEqualTo(Reason.LEFT_OUT);
        assertThat(TestComplaints.english(refused.getMessage())).contains(Functions.GRADES, "notingroup");
    }

    /** However many accounts stand side by side that nobody uses, those behind them are asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"usernotconfirmed", "suspended", "userdeleted", "invaliduser"})
    void accountsThatAreNotInUseAreNoFaultOfTheCourse(String code) throws Exception {
        world.moodle.record("pages");
        for (int user = 100; user < 110; user++) {
            world.moodle.answers(Functions.ACTIVITIES_DONE + " " + user, RecordedMoodle.error(code));
            world.moodle.answers(Functions.COURSE_DONE + " " + user, RecordedMoodle.error(code));
        }
        world.read();

        assertThat(world.moodle.studentsAsked(Functions.ACTIVITIES_DONE)).hasSize(450);
    }

    /** Moodle misses a record of the course, or of an activity that is broken, in the same words. */
    @Test
    void contentsThatAreBrokenCostOnlyTheTitles() throws Exception {
        world.moodle.record("graded").answers(Functions.CONTENTS, RecordedMoodle.error("invalidrecord"));
        Refused refused = refused();
        world.settled();

        assertThat(refused.reason()).isEqualTo(Reason.LEFT_OUT);
        assertThat(TestComplaints.english(refused.getMessage())).contains(Functions.CONTENTS, "invalidrecord");
        assertThat(world.evidence(42)).contains("cm:9 17/20 2026-03-02T10:00:00Z");
        world.moodle.answers(Functions.GRADES, RecordedMoodle.error("invalidrecord"));
        assertThat(refused().reason()).isEqualTo(Reason.NO_COURSE);
    }

    @Test
    void contentsThatAreTooLongCostOnlyTheTitles() throws Exception {
        world.moodle
                .record("graded")
                .answersRaw(Functions.CONTENTS, Raw.of(200, "application/json", "[" + " ".repeat(10_000_001) + "]"));
        Refused refused = refused();
        world.settled();

        assertThat(refused.reason()).isEqualTo(Reason.LEFT_OUT);
        assertThat(TestComplaints.english(refused.getMessage())).contains(Functions.CONTENTS, "too long");
        assertThat(world.evidence(42)).contains("cm:9 17/20 2026-03-02T10:00:00Z");
        assertThat(world.moodle.calls)
                .filteredOn(call -> Functions.CONTENTS.equals(call.get("wsfunction")))
                .extracting(call -> call.get("options[0][name]"))
                .containsOnly("excludecontents");
    }

    @Test
    void withoutTheListOfPeopleStudentsAreThoseOfTheGradebook() throws Exception {
        world.moodle.record("completed").answers(Functions.PEOPLE, RecordedMoodle.error("nopermissions"));
        assertThat(refused().reason()).isEqualTo(Reason.LEFT_OUT);

        assertThat(world.moodle.studentsAsked(Functions.ACTIVITIES_DONE)).contains("42");
        world.settled();
        assertThat(world.tally().parked()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // grades and no ranges, and neither
                "\"graderaw\": 17, \"gradeneedsupdate\": false, \"gradeishidden\": false",
                "\"lettergradeformatted\": \"B\""
            })
    void aReportThatTellsNoShareIsComplainedOf(String shown) throws Exception {
        world.moodle.record("completed").answers(Functions.GRADES, MoodleWorld.graded(shown));
        Refused refused = refused();
        world.settled();

        assertThat(refused.reason()).isEqualTo(Reason.LEFT_OUT);
        assertThat(TestComplaints.english(refused.getMessage())).contains("User report");
        assertThat(world.evidence(42)).hasSize(3);
        assertThat(world.tally().quarantined()).isZero();
    }

    @Test
    void aListOfPeopleThatBreaksOffTakesNobodyOut() throws Exception {
        world.moodle.record("pages");
        world.read();
        int students = world.node.lti.courses().students(world.course.id()).size();
        world.moodle.breaksPeopleOffAt = 400;
        for (int i = 0; i < 3; i++) {
            assertThat(refused().reason()).isEqualTo(Reason.LEFT_OUT);
            world.settled();
        }

        assertThat(world.node.lti.courses().students(world.course.id())).hasSize(students);
    }

    @Test
    void maintenanceInTheMiddleEndsTheReadingWhichGoesOnLater() throws Exception {
        world.moodle
                .record("pages")
                .answers(Functions.ACTIVITIES_DONE + " 125", RecordedMoodle.error("sitemaintenance"));
        assertThat(refused().reason()).isEqualTo(Reason.THROTTLED);
        assertThat(world.cursor).isEqualTo("students:119");
        world.moodle.answers(Functions.ACTIVITIES_DONE + " 125", "{\"statuses\":[]}");
        world.read();

        assertThat(world.moodle.studentsAsked(Functions.ACTIVITIES_DONE))
                .hasSize(430)
                .doesNotContain("119");
        assertThat(world.cursor).isEqualTo("start");
    }

    @Test
    void afterFiveMinutesItIsTheNextCoursesTurn() throws Exception {
        world.moodle.record("pages");
        world.moodle.whenAsked = () -> world.clock.advance(Duration.ofSeconds(1));
        assertThat(refused().reason()).isEqualTo(Reason.INTERRUPTED);
        String stood = String.valueOf(world.cursor);
        Set<String> first = world.moodle.studentsAsked(Functions.ACTIVITIES_DONE);
        world.read();
        Set<String> second = world.moodle.studentsAsked(Functions.ACTIVITIES_DONE);

        assertThat(stood).matches("students:\\d+");
        assertThat(first).hasSizeBetween(200, 300).doesNotContainAnyElementsOf(second);
        assertThat(first.size() + second.size()).isEqualTo(450);
        assertThat(world.moodle.asked()).doesNotContain(Functions.PEOPLE, Functions.GRADES);
    }

    @Test
    void whatWasRefusedIsComplainedOfThoughTheReadingTakesSeveralTurns() throws Exception {
        world.moodle.record("pages").answers(Functions.GRADES, RecordedMoodle.error("nopermissiontoviewgrades"));
        world.moodle.whenAsked = () -> world.clock.advance(Duration.ofSeconds(1));
        assertThat(refused().reason()).isEqualTo(Reason.INTERRUPTED);
        Refused atTheEnd = refused();

        assertThat(world.cursor).isEqualTo("start");
        assertThat(atTheEnd.reason()).isEqualTo(Reason.LEFT_OUT);
        assertThat(TestComplaints.english(atTheEnd.getMessage()))
                .contains(Functions.GRADES, "nopermissiontoviewgrades");
        world.moodle.whenAsked = () -> {};
        world.moodle.answers(Functions.GRADES, "{\"usergrades\":[],\"warnings\":[]}");
        world.read();
    }

    @Test
    void aCourseThatMoodleDoesNotKnowIsToldApart() {
        world.moodle.answers(Functions.CONTENTS, RecordedMoodle.error("invalidcourseid"));

        assertThat(refused().reason()).isEqualTo(Reason.NO_COURSE);
    }

    @Test
    void theFrontPageIsNoCourseAndAnIdThatIsNoneIsNotAskedFor() throws Exception {
        Course front = new Course(world.course.id(), world.platform.id(), "1", "1", "The site");
        Course none = new Course(world.course.id(), world.platform.id(), "x", "a1b2c3", "Elsewhere");
        Source.Reading reading = new Source.Reading() {
            @Override
            public String cursor() {
                return "students:12";
            }

            @Override
            public void found(List<org.cairn.ingest.inbox.Incoming> messages, String cursor) {
                assertThat(messages).isEmpty();
            }

            @Override
            public Set<String> news(List<Source.Sight> sights) {
                throw new AssertionError("Moodle is not asked for sights");
            }

            @Override
            public void saw(List<Source.Sight> sights, String cursor) {
                throw new AssertionError("Moodle is not asked for sights");
            }
        };
        world.source.read(world.account(), front, reading);
        Refused refused = catchThrowableOfType(Refused.class, () -> world.source.read(world.account(), none, reading));

        assertThat(refused.reason()).isEqualTo(Reason.NO_COURSE);
        assertThat(world.moodle.calls).isEmpty();
    }
}
