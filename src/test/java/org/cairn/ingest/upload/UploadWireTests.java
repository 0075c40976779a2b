package org.cairn.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.cairn.Shows;
import org.cairn.Shows.Awkward;
import org.cairn.Shows.Source;
import org.cairn.TestBrowser;
import org.cairn.TestLaunch;
import org.cairn.TestPlatform;
import org.cairn.drive.FileDesk;
import org.cairn.drive.SourceWorld;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Role;
import org.cairn.net.PublicUrl;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Files of results, from the instructor's browser to the award. */
class UploadWireTests extends SourceWorld {

    private static final Instant MARCH_2 = Instant.parse("2026-03-02T10:20:00Z");

    @LocalServerPort
    private int here;

    @Autowired
    private PublicUrl publicUrl;

    @Autowired
    private Courses courses;

    private final TestPlatform canvas = TestPlatform.canvas();
    private World world;
    private FileDesk desk;
    private LearnerId ada;
    private LearnerId ben;

    @BeforeEach
    void open() {
        canvas.useClock(clock());
        world = world(canvas::registration);
        desk = new FileDesk(launched(canvas, "ctx-1", "Engineering 101"));
        world.badgeForScore("charter", "ctx-1", "assignment:355");
        world.badgeForScore("quiz", "ctx-1", "assignment:356");
        world.badgeForScore("review", "ctx-1", "assignment:357");
        world.badgeForScore("reflection", "ctx-1", "assignment:358");
        world.badgeForScore("total", "ctx-1", "course");
        world.badgeForCompletion("talk", "ctx-1", "event:Talk");
        ada = student("A1", "501");
        ben = student("B2", "502");
    }

    @AfterEach
    void close() {
        canvas.close();
    }

    private TestBrowser launched(TestPlatform lms, String context, String title) {
        TestBrowser browser = lms.browser(URI.create("http://127.0.0.1:" + here), publicUrl.publicUrl());
        TestLaunch launch = lms.instructor("tess").named("Tess Teacher", "tess@example.edu");
        TestBrowser.Page page = browser.launch(launch.inCourse(context, title));
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return browser;
    }

    private CourseId course() {
        return courses.know(world.platform.id(), "ctx-1", "ctx-1", "Engineering 101");
    }

    private LearnerId student(String sis, String number) {
        LearnerId student = world.student(
                new Identifier(IdentifierKind.SIS, sis), new Identifier(IdentifierKind.CANVAS_LOCAL, number));
        courses.join(course(), student, Role.STUDENT, true);
        return student;
    }

    private static String file(String name) {
        return recorded("csv/" + name + ".csv");
    }

    private Set<String> held(LearnerId learner) {
        return world.holds(learner).keySet();
    }

    @Test
    @Shows(
            of = Source.CSV,
            what = {Awkward.EXCUSED, Awkward.MUTED_THEN_POSTED})
    void aGradebookAsCanvasExportsItIsUnderstoodAsItIs() {
        TestBrowser.Page shown = desk.upload(file("canvas-gradebook-export"));

        assertThat(shown.body())
                .contains("grades of Team charter, out of 20", "grades of Kick-off quiz, out of 10")
                .contains("Canvas posts these grades by hand", "nothing says how many points are possible")
                .contains("Cairn knows no activity of this course by that name")
                .contains("This is the test student of Canvas.", "Take in 3 rows")
                .doesNotContain("private words");
        assertThat(held(ada)).containsExactly("charter", "total");
        assertThat(held(ben)).containsExactly("quiz");
    }

    @Test
    void aGradebookAsMoodleExportsItIsUnderstoodAsItIs() {
        try (TestPlatform moodle = TestPlatform.moodle()) {
            moodle.useClock(clock());
            world = world(moodle::registration);
            desk = new FileDesk(launched(moodle, "42", "Teamwork"));
            world.badgeForScore("charter", "42", "cm:9");
            world.badgeForScore("quiz", "42", "cm:10");
            LearnerId mara = world.student(new Identifier(IdentifierKind.SIS, "A1"));
            LearnerId bruno = world.student(new Identifier(IdentifierKind.SIS, "B2"));
            CourseId teamwork = courses.know(world.platform.id(), "42", "42", "Teamwork");
            courses.join(teamwork, mara, Role.STUDENT, true);
            courses.join(teamwork, bruno, Role.STUDENT, true);
            sent(world.feed("events"), """
                    [{"id": 1, "type": "activity", "course": "42", "activity": {"id": "cm:9", "title": "Team charter", "possible": 20}},
                     {"id": 2, "type": "activity", "course": "42", "activity": {"id": "cm:10", "title": "Kick-off quiz"}}]""");

            TestBrowser.Page shown = desk.upload(file("moodle-gradebook-export"));

            assertThat(shown.body())
                    .contains("grades of Team charter, out of 20", "an earlier column means the same")
                    .contains("grades of Kick-off quiz", "score of the whole course", "The row holds no grade.")
                    .contains("Cairn knows no activity of this course by that name", "Take in 2 rows");
            assertThat(held(mara)).containsExactly("charter");
            assertThat(held(bruno)).containsExactly("quiz");
        }
    }

    @Test
    void aTableWithAColumnForEachActivityIsUnderstoodByTheTitles() {
        TestBrowser.Page shown = desk.show(file("one-column-for-each-activity"));
        assertThat(shown.body())
                .contains("Cairn knows no activity of this course by that name")
                .doesNotContain("grades of Team charter");

        Way way = world.feed("events");
        sent(way, """
                [{"id": 1, "type": "activity", "course": "ctx-1", "activity": {"id": "assignment:355", "title": "Team charter", "possible": 20}},
                 {"id": 2, "type": "activity", "course": "ctx-1", "activity": {"id": "assignment:356", "title": "Kick-off quiz", "possible": 10}},
                 {"id": 3, "type": "activity", "course": "ctx-1", "activity": {"id": "event:Talk", "title": "Talk"}}]""");
        desk.upload(file("one-column-for-each-activity"));

        assertThat(held(ada)).containsExactly("charter", "quiz", "review", "talk");
        assertThat(held(ben)).isEmpty();
    }

    private void sent(Way way, String events) {
        try {
            assertThat(world.post(way, "", events).body()).contains("\"unusable\":[]");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        world.settled();
    }

    @Test
    @Shows(of = Source.CSV, what = Awkward.REPEATED)
    void theSameFileTwiceIsOneAward() {
        desk.upload(file("excused").lines().limit(2).reduce("", (all, line) -> all + line + "\n"));
        desk.upload(file("excused").lines().limit(2).reduce("", (all, line) -> all + line + "\n"));

        assertThat(world.heldSince(ada, "charter")).contains(MARCH_2);
        assertThat(world.tally().path("received").asInt()).isEqualTo(1);
        assertThat(world.tally().path("duplicates").asInt()).isEqualTo(1);
    }

    /** Files, and what Ada holds by them. */
    @ParameterizedTest
    @CsvSource({
        "regraded-down, ''",
        "excused, ''",
        "withdrawn-completion, ''",
        "negative-score, ''",
        "over-one-hundred-percent, charter"
    })
    @Shows(
            of = Source.CSV,
            what = {
                Awkward.REGRADED_DOWN,
                Awkward.REORDERED,
                Awkward.EXCUSED,
                Awkward.WITHDRAWN,
                Awkward.NEGATIVE,
                Awkward.OVER_100
            })
    void whateverStandsInWhateverOrderTheNewestFactCounts(String name, String badge) {
        desk.upload(file(name));

        assertThat(String.join(",", held(ada))).isEqualTo(badge);
        assertThat(world.tally().path("quarantined").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"null-scores, says no points", "zero-points-possible, no number above 0"})
    @Shows(
            of = Source.CSV,
            what = {Awkward.NULL_SCORE, Awkward.ZERO_POSSIBLE})
    void whatIsNoScoreIsLeftOut(String name, String why) {
        TestBrowser.Page shown = desk.show(file(name));

        assertThat(shown.body()).contains(why, "No row of this file can be taken in");
        assertThat(FileDesk.preview(shown)).isEmpty();
        assertThat(held(ada)).isEmpty();
    }

    @Test
    @Shows(of = Source.CSV, what = Awkward.MISSING_IDS)
    void rowsThatDoNotSayWhoOrWhatAreLeftOutAndTheOthersCount() {
        TestBrowser.Page shown = desk.upload(file("missing-ids"));

        assertThat(shown.body()).contains("does not say who", "does not say which activity", "Take in one row");
        assertThat(held(ada)).isEmpty();
        assertThat(held(ben)).containsExactly("charter");
    }

    @Test
    @Shows(
            of = Source.CSV,
            what = {Awkward.UNKNOWN_PERSON, Awkward.KNOWN_LATER})
    void whoBecomesKnownLaterIsAwardedThen() {
        TestBrowser.Page shown = desk.upload(file("over-one-hundred-percent").replace("A1", "Z9"));
        assertThat(shown.body()).contains("(not known yet)");
        assertThat(world.tally().path("parked").asInt()).isEqualTo(1);

        assertThat(held(student("Z9", "509"))).containsExactly("charter");
    }

    @Test
    @Shows(of = Source.CSV, what = Awkward.DELETED_PERSON)
    void whoWasErasedIsNotBroughtBack() {
        desk.upload(file("over-one-hundred-percent"));
        assertThat(held(ada)).containsExactly("charter");
        world.erase(ada);

        desk.upload(file("excused"));

        assertThat(world.tally().path("parked").asInt()).isZero();
        assertThat(learners.find(world.platform.id(), "A1")).isEmpty();
    }

    @Test
    @Shows(of = Source.CSV, what = Awkward.RENAMED_COURSE)
    void aRenamedCourseIsCalledByItsNewNameOrByItsId() {
        desk = new FileDesk(launched(canvas, "ctx-1", "Engineering 101, renamed"));

        TestBrowser.Page shown = desk.upload(file("renamed-course"));

        assertThat(shown.body()).contains("another course (‘Engineering 101’)");
        assertThat(held(ada)).isEmpty();
        assertThat(held(ben)).containsExactly("charter");
        desk.upload(file("renamed-course").replace("Engineering 101,", "ctx-1,"));
        assertThat(held(ada)).containsExactly("charter");
    }

    @Test
    @Shows(
            of = Source.CSV,
            what = {Awkward.TEN_MEGABYTES, Awkward.INVALID_UTF8})
    void whatIsTooLargeOrInAnotherEncodingIsToldSoAndTheRightFileCountsAfterwards() {
        String good = file("over-one-hundred-percent");
        TestBrowser.Page latin = desk.show((good + "Zo\u00eb,,,,\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(latin.body()).contains("not in UTF-8");
        TestBrowser.Page large = desk.show(good + "#".repeat(10 * 1024 * 1024));
        assertThat(large.body()).contains("larger than 10 MB");
        assertThat(FileDesk.preview(latin)).isEmpty();
        assertThat(FileDesk.preview(large)).isEmpty();
        assertThat(held(ada)).isEmpty();

        desk.takeIn(desk.show(good.getBytes(StandardCharsets.UTF_16)));
        assertThat(held(ada)).containsExactly("charter");
    }
}
