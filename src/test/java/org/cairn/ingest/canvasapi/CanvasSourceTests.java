package org.cairn.ingest.canvasapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.complaint.TestComplaints;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.pull.TestPulls;
import org.cairn.lti.CourseId;
import org.cairn.lti.TestLti;
import org.cairn.lti.service.TestCalls;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is asked of Canvas, and what evidence comes of the answers, the way through the inbox included. */
class CanvasSourceTests {

    private static final Duration HOURLY = Duration.ofHours(1);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-04-01T10:00:00Z"));
    private final FakeCanvas canvas = new FakeCanvas();
    private final TestDatabase.Fresh database = TestDatabase.H2.fresh();
    private final TestIngest ingest = new TestIngest(database, clock, new CanvasAnswers()).withLane();
    private final TestPulls node = new TestPulls(
            database, ingest, clock, List.of(new CanvasSource(TestCalls.outbound(), clock)), course -> true);
    private final Platform platform = ingest.lti.canvas("University");
    private final LearnerId ada = student("ada", new Identifier(IdentifierKind.CANVAS_LOCAL, "48"));
    private CourseId course = course("565");
    private Feed feed;

    @AfterEach
    void close() {
        ingest.close();
        canvas.close();
    }

    private LearnerId student(String sub, Identifier identifier) {
        return ingest.lti.learners().know(platform.id(), TestLti.person(sub, TestLti.sub(sub), identifier));
    }

    private CourseId course(String ownId) {
        return database.transactions()
                .execute(status -> ingest.lti.courses().know(platform.id(), "ctx-1", ownId, "Engineering 101"));
    }

    private void connect() {
        feed = node.pulls.connect(platform.id(), FeedKind.CANVAS_API, canvas.base(), "canvas-token", HOURLY);
    }

    private JsonNode recorded(String name) {
        try (var in = getClass().getResourceAsStream("/recorded/canvas-api/" + name + ".json")) {
            return new JsonMapper().readTree(in.readAllBytes()).path("answers");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Shows each answer of the recording in turn, asking twice each time. */
    private void play(String name) {
        connect();
        for (JsonNode world : recorded(name).values()) {
            canvas.world = world;
            ask();
            ask();
        }
    }

    private void ask() {
        clock.advance(Duration.ofMinutes(90));
        assertThat(node.serve(platform.id())).isEqualTo(1);
        settle();
    }

    private void settle() {
        org.awaitility.Awaitility.await()
                .until(() -> ingest.tally(platform.id().institution()).waiting() == 0);
    }

    /** What somebody did, oldest first: {@code score assignment:355 90/100}. */
    private List<String> seen(LearnerId who) {
        return ingest.evidence.log().of(who).stream()
                .sorted(Comparator.comparing(Evidence::occurredAt)
                        .thenComparing(Evidence::heardAt)
                        .thenComparing(Evidence::key))
                .map(evidence -> switch (evidence.what()) {
                    case Observation.Score score ->
                        "score %s %s/%s"
                                .formatted(
                                        score.activity().id(),
                                        score.points() == null
                                                ? "-"
                                                : score.points().toPlainString(),
                                        score.possible().toPlainString());
                    case Observation.Completion completion ->
                        "done %s %s"
                                .formatted(
                                        completion.activity().id(),
                                        completion.share().toPlainString());
                    case Observation.Override override ->
                        "override %s %s/%s"
                                .formatted(
                                        override.activity().id(),
                                        override.points() == null
                                                ? "-"
                                                : override.points().toPlainString(),
                                        override.possible().toPlainString());
                    default -> "something else";
                })
                .toList();
    }

    private Instant when(String what) {
        return ingest.evidence.log().of(ada).stream()
                .filter(evidence -> evidence.what().toString().contains(what))
                .findFirst()
                .orElseThrow()
                .occurredAt();
    }

    private List<String> titles() {
        var titles = new TreeMap<String, String>();
        ingest.evidence
                .activities()
                .of(platform.id(), "565")
                .forEach(known -> titles.put(known.activity().id(), known.title()));
        return titles.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }

    private Ingestion.Tally tally() {
        return ingest.tally(platform.id().institution());
    }

    @Test
    void aGradeIsAScoreAtTheTimeItWasGiven() {
        play("graded");
        assertThat(seen(ada)).containsExactly("score assignment:355 85.5/100");
        assertThat(when("85.5")).isEqualTo(Instant.parse("2026-03-02T09:00:00Z"));
        assertThat(titles()).containsExactly("assignment:355 Team charter", "course Engineering 101");
        assertThat(tally().duplicates()).isZero();
        assertThat(tally().quarantined()).isZero();
    }

    @Test
    void aRegradeDownIsTheLaterScore() {
        play("regraded-down");
        assertThat(seen(ada)).containsExactly("score assignment:355 90/100", "score assignment:355 60/100");
    }

    @Test
    void whatChangesBackCountsAgain() {
        play("changed-and-back");
        assertThat(seen(ada))
                .containsExactly(
                        "score assignment:355 90/100", "score assignment:355 60/100", "score assignment:355 90/100");
    }

    @Test
    void aGradeThatIsNotShownYetIsHeldBackUntilItIs() {
        canvas.pageSize = 1;
        connect();
        JsonNode answers = recorded("muted-then-posted");
        canvas.world = answers.get(0);
        ask();
        assertThat(seen(ada)).isEmpty();
        clock.advance(Duration.ofHours(5));
        canvas.world = answers.get(1);
        ask();
        assertThat(seen(ada)).containsExactly("score assignment:355 90/100");
        assertThat(when("90")).isEqualTo(Instant.parse("2026-03-09T09:00:00Z"));
        assertThat(canvas.asked).as("the whole day is not over").anyMatch(path -> path.contains("graded_since="));
    }

    @Test
    void aGradeThatIsGivenAnonymouslyIsFoundWhenItIsShownHoweverLate() {
        canvas.pageSize = 1;
        connect();
        JsonNode answers = recorded("muted-then-posted");
        for (JsonNode submission : answers.get(0).path("submissions").values()) {
            if (submission.path("posted_at").isNull()) {
                ((ObjectNode) submission).put("anonymous_id", "x7Kq2").remove("user_id");
            }
        }
        canvas.world = answers.get(0);
        ask();
        clock.advance(Duration.ofHours(5));
        canvas.world = answers.get(1);
        ask();
        assertThat(seen(ada)).containsExactly("score assignment:355 90/100");
    }

    @Test
    void whoeverIsExcusedHasNoScore() {
        play("excused-later");
        assertThat(seen(ada)).first().isEqualTo("score assignment:355 90/100");
        assertThat(seen(ada)).last().isEqualTo("score assignment:355 -/1");
        assertThat(seen(ada)).hasSize(2);
    }

    @Test
    void aGradeThatWasTakenBackIsMissed() {
        play("cleared");
        assertThat(seen(ada)).containsExactly("score assignment:355 90/100", "score assignment:355 -/1");
    }

    @Test
    void amongManyGradesOneThatWasTakenBackIsMissedOnceADay() {
        canvas.pageSize = 1;
        connect();
        JsonNode answers = recorded("taken-back-among-many");
        canvas.world = answers.get(0);
        ask();
        canvas.world = answers.get(1);
        ask();
        assertThat(seen(ada)).containsExactly("score assignment:355 90/100");
        clock.advance(Duration.ofDays(1));
        ask();
        assertThat(seen(ada)).containsExactly("score assignment:355 90/100", "score assignment:355 -/1");
    }

    @Test
    void nothingGivenIsNothing() {
        play("never-graded");
        assertThat(seen(ada)).isEmpty();
    }

    @Test
    void ofNoPointsThereIsNoShare() {
        play("zero-points-possible");
        assertThat(seen(ada)).isEmpty();
        assertThat(tally().ignored()).isEqualTo(1);
        assertThat(tally().quarantined()).isZero();
    }

    @Test
    void oddScoresAreTakenAsTheyAre() {
        LearnerId bob = student("bob", new Identifier(IdentifierKind.CANVAS_LOCAL, "49"));
        LearnerId eve = student("eve", new Identifier(IdentifierKind.CANVAS_LOCAL, "50"));
        LearnerId dan = student("dan", new Identifier(IdentifierKind.CANVAS_LOCAL, "51"));
        play("odd-scores");
        assertThat(seen(ada)).containsExactly("score assignment:355 -5/100");
        assertThat(seen(bob)).containsExactly("score assignment:355 130/100");
        assertThat(seen(eve)).containsExactly("score assignment:355 85.5/100");
        assertThat(seen(dan)).containsExactly("score assignment:355 79.999999999999/100");
    }

    @Test
    void passAndFailSayWhetherSomethingIsDone() {
        play("pass-fail");
        assertThat(seen(ada)).containsExactly("done assignment:355 1", "done assignment:355 0");
    }

    @Test
    void aPassThatIsTakenBackIsNoLongerDone() {
        play("pass-cleared");
        assertThat(seen(ada)).contains("done assignment:355 1").last().isEqualTo("score assignment:355 -/1");
        assertThat(seen(ada)).contains("done assignment:355 0");
    }

    @Test
    void aLetterAloneIsNoShareOfAnything() {
        play("letter-grade-only");
        assertThat(seen(ada)).isEmpty();
        assertThat(tally().ignored()).isEqualTo(1);
    }

    @Test
    void otherPointsPossibleMakeOtherSharesOfOldGrades() {
        play("points-changed");
        assertThat(seen(ada)).containsExactlyInAnyOrder("score assignment:355 40/100", "score assignment:355 40/50");
    }

    @Test
    void workHandedInCompletesItsAssignmentAndQuizUntilItIsTakenBack() {
        connect();
        JsonNode answers = recorded("handed-in");
        canvas.world = answers.get(0);
        ask();
        assertThat(seen(ada)).containsExactlyInAnyOrder("done assignment:355 1", "done quiz:12 1");
        assertThat(when("quiz:12")).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        canvas.world = answers.get(1);
        clock.advance(Duration.ofDays(1));
        ask();
        assertThat(seen(ada))
                .contains("done assignment:355 0", "done quiz:12 0")
                .hasSize(4);
    }

    @Test
    void whatNamesNobodyOrNothingIsPassedOver() {
        play("missing-ids");
        assertThat(seen(ada)).containsExactly("score assignment:355 85.5/100");
        assertThat(tally().quarantined()).isZero();
    }

    @Test
    void idsAreTheSameAsTextAndPeopleFromElsewhereAreTheirOwn() {
        LearnerId far = student("far", new Identifier(IdentifierKind.CANVAS_GLOBAL, "21070000000000048"));
        LearnerId further = student("further", new Identifier(IdentifierKind.CANVAS_GLOBAL, "21070000000000049"));
        play("ids-as-text");
        assertThat(seen(ada)).containsExactly("score assignment:355 90/100");
        assertThat(seen(far)).containsExactly("score assignment:355 91/100");
        assertThat(seen(further)).containsExactly("score assignment:355 92/100");
    }

    @Test
    void aModuleIsCompletedWhenItsStudentCompletedIt() {
        play("module-completed");
        assertThat(seen(ada)).containsExactlyInAnyOrder("done module:4 1", "done course 1");
        assertThat(when("module:4")).isEqualTo(Instant.parse("2026-03-03T10:00:00Z"));
        assertThat(titles()).contains("module:4 Kick-off");
        assertThat(canvas.asked.stream().filter(path -> path.contains("student_id=")))
                .as("modules are asked about for whom something changed, and once a day")
                .hasSize(1);
    }

    @Test
    void aCompletionThatIsWithdrawnTwiceIsWithdrawnTwice() {
        play("module-withdrawn");
        List<String> modules =
                seen(ada).stream().filter(what -> what.contains("module:4")).toList();
        assertThat(modules).hasSize(4).filteredOn("done module:4 0"::equals).hasSize(2);
        assertThat(modules).containsExactly("done module:4 1", "done module:4 0", "done module:4 1", "done module:4 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"module-asks-nothing", "module-empty", "module-large-asks-nothing"})
    void beingThereCompletesNoModule(String recording) {
        play(recording);
        assertThat(seen(ada)).noneMatch(what -> what.contains("module:4"));
    }

    @Test
    void theItemsOfALargeModuleAreAskedForByThemselves() {
        play("module-large");
        assertThat(seen(ada)).contains("done module:4 1");
        assertThat(canvas.asked).anyMatch(path -> path.contains("modules/4/items?student_id=48"));
    }

    @Test
    void whatIsCompletedIsNotCompletedLaterBecauseItIsCalledOtherwiseOrAsksForLess() {
        connect();
        JsonNode answers = recorded("module-changed-after-completion");
        canvas.world = answers.get(0);
        ask();
        canvas.world = answers.get(1);
        clock.advance(Duration.ofDays(1));
        ask();
        assertThat(seen(ada)).containsExactlyInAnyOrder("done module:4 1", "done course 1");
        assertThat(titles()).contains("module:4 Start");
    }

    @Test
    void aGradeThatIsNotCompleteIsNoneYet() {
        play("quiz-waits-for-review");
        assertThat(seen(ada)).containsExactly("score assignment:355 90/100", "score assignment:355 95/100");
    }

    @Test
    void halfAModuleIsHalf() {
        play("module-half");
        assertThat(seen(ada)).containsExactlyInAnyOrder("done module:4 0.5", "done course 0.5");
    }

    @Test
    void theCourseGradeIsTheOneAnInstructorPutThere() {
        play("course-grade");
        // said each time, so that one whose end was not heard of ends with the next look
        assertThat(seen(ada))
                .containsExactly(
                        "score course 72.5/100",
                        "override course -/100",
                        "score course 72.5/100",
                        "override course 81/100",
                        "score course 60/100",
                        "override course -/100");
    }

    @Test
    void anOutcomeIsMasteredWithTheAskedPoints() {
        play("outcome-mastered");
        assertThat(seen(ada))
                .containsExactlyInAnyOrder(
                        "done outcome:77 1", "score outcome:77 4/5", "done outcome:77 0", "score outcome:77 3/5");
    }

    @Test
    void outcomesAreChosenByTheirTitles() {
        play("outcome-mastered");
        assertThat(titles()).contains("outcome:77 Teamwork");
    }

    @Test
    void aHiddenResultIsNone() {
        play("outcome-hidden");
        assertThat(seen(ada)).isEmpty();
    }

    @Test
    void aResultOfWorkThatIsNotPostedIsHeldBackUntilItIs() {
        connect();
        JsonNode answers = recorded("outcome-muted-then-posted");
        canvas.world = answers.get(0);
        ask();
        assertThat(seen(ada)).isEmpty();
        canvas.world = answers.get(1);
        ask();
        assertThat(seen(ada))
                .containsExactlyInAnyOrder("done outcome:77 1", "score outcome:77 4/5", "score assignment:355 90/100");
        assertThat(when("outcome:77")).isEqualTo(Instant.parse("2026-03-09T09:00:00Z"));
        canvas.asked.clear();
        ask();
        assertThat(canvas.asked)
                .as("what is known is not asked for")
                .noneMatch(path -> path.contains("assignment_ids"));
    }

    @Test
    void aResultThatWasSeenStandsWhileItsNextOneIsNotPosted() {
        connect();
        JsonNode answers = recorded("outcome-muted-then-posted");
        canvas.world = answers.get(1);
        ask();
        List<String> before = seen(ada);
        ObjectNode assessedAgain =
                (ObjectNode) recorded("outcome-muted-then-posted").get(0);
        ((ObjectNode) assessedAgain.at("/outcomes/outcome_results/0"))
                .put("score", 1)
                .put("submitted_or_assessed_at", "2026-03-20T10:00:00Z");
        canvas.world = assessedAgain;
        ask();
        assertThat(seen(ada)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"posted at once", "not graded", "without the assignment", "by its quiz"})
    void onlyWhatIsPostedByHandIsHeldBack(String how) {
        connect();
        ObjectNode world = (ObjectNode) recorded("outcome-muted-then-posted").get(0);
        ObjectNode assignment = (ObjectNode) world.at("/assignments/0");
        ObjectNode links = (ObjectNode) world.at("/outcomes/outcome_results/0/links");
        switch (how) {
            case "posted at once" -> assignment.put("post_manually", false);
            case "not graded" -> assignment.put("grading_type", "not_graded");
            case "without the assignment" ->
                links.put("alignment", "assessment_question_bank_3").remove("assignment");
            default -> {
                assignment.put("quiz_id", 12);
                links.put("alignment", "quiz_12").remove("assignment");
            }
        }
        canvas.world = world;
        ask();
        assertThat(seen(ada).contains("done outcome:77 1")).isEqualTo(!how.equals("by its quiz"));
    }

    @Test
    void modulesOfManyStudentsAreReadToTheirEndThoughNobodyTellsWhoseHaveChanged() {
        int students = 50;
        ObjectNode world = (ObjectNode) recorded("module-completed").get(0);
        var enrolments = world.putArray("enrollments");
        for (int student = students; student > 0; student--) {
            enrolments
                    .addObject()
                    .put("id", 7000 + student)
                    .put("user_id", student)
                    .put("type", "StudentEnrollment")
                    .put("enrollment_state", "active");
        }
        canvas.world = world;
        canvas.trouble = (path, exchange) -> {
            boolean strikes = path.contains("bulk_user_progress");
            if (strikes) {
                FakeCanvas.send(exchange, 403, "{\"status\":\"unauthorized\"}");
            } else if (path.contains("modules?student_id=")) {
                clock.advance(Duration.ofMinutes(1));
            }
            return strikes;
        };
        connect();
        int turns = 0;
        while (node.pulls.asked(course).orElseThrow().doneAt() == null) {
            assertThat(++turns).isLessThan(6);
            clock.advance(Duration.ofSeconds(10));
            node.serve(platform.id());
        }
        settle();
        assertThat(turns).as("one turn is not enough").isGreaterThan(1);
        assertThat(seen(ada)).contains("done module:4 1");
        assertThat(canvas.asked.stream().filter(path -> path.contains("modules?student_id=")))
                .hasSizeBetween(students, students + turns);
    }

    @Test
    void whoeverWasRemovedIsNoStudentAnyMoreAndKeepsWhatTheyDid() {
        connect();
        JsonNode answers = recorded("deleted-person");
        canvas.world = answers.get(0);
        ask();
        assertThat(ingest.lti.courses().isStudent(course, ada)).isTrue();
        List<String> before = seen(ada);
        canvas.world = answers.get(1);
        ask();
        assertThat(ingest.lti.courses().isStudent(course, ada)).isFalse();
        assertThat(seen(ada)).isEqualTo(before).contains("score assignment:355 90/100", "score course 90/100");
    }

    @Test
    void whoseSectionMovesToAnotherCourseIsAStudentThereAndNoLongerHere() {
        connect();
        canvas.world = recorded("graded").get(0);
        ask();
        assertThat(ingest.lti.courses().isStudent(course, ada)).isTrue();
        CourseId combined = database.transactions()
                .execute(status -> ingest.lti.courses().know(platform.id(), "ctx-2", "999", "All sections"));
        ObjectNode moved = (ObjectNode) recorded("graded").get(0);
        ((ObjectNode) moved.path("course")).put("id", 999);
        ((ObjectNode) moved.at("/enrollments/0")).put("course_id", 999).put("updated_at", "2026-01-10T07:59:59Z");
        canvas.world = moved;
        clock.advance(Duration.ofMinutes(90));
        node.launched(platform.id(), combined);
        node.serve(platform.id());
        settle();
        assertThat(ingest.lti.courses().isStudent(combined, ada)).isTrue();
        assertThat(ingest.lti.courses().isStudent(course, ada)).isFalse();
    }

    @Test
    void otherNamesMakeNoOtherGrades() {
        play("renamed");
        assertThat(seen(ada)).containsExactly("score assignment:355 90/100");
        assertThat(titles())
                .containsExactly("assignment:355 Charter of the team", "course Engineering 102", "module:4 Start");
    }

    @Test
    void thePersonMayBecomeKnownLater() {
        canvas.world = recorded("two-pages-reordered").get(0);
        canvas.world = new JsonMapper()
                .readTree(canvas.world
                        .toString()
                        .replaceAll("\"enrollments\":\\[.*?],\"submissions\"", "\"enrollments\":[],\"submissions\""));
        connect();
        ask();
        assertThat(tally().parked()).isEqualTo(3);
        LearnerId bob = student("bob", new Identifier(IdentifierKind.CANVAS_LOCAL, "49"));
        settle();
        assertThat(seen(bob)).containsExactly("score assignment:355 90/100");
        assertThat(tally().parked()).isEqualTo(2);
    }

    @Test
    void anotherOrderAndOtherPagesAreNoNews() {
        canvas.pageSize = 3;
        connect();
        JsonNode answers = recorded("two-pages-reordered");
        canvas.world = answers.get(0);
        ask();
        long received = tally().received();
        assertThat(canvas.asked).anyMatch(path -> path.contains("page=bookmark:3"));
        canvas.world = answers.get(1);
        ask();
        clock.advance(Duration.ofDays(30));
        ask();
        assertThat(tally().received()).isEqualTo(received);
        assertThat(seen(ada)).containsExactly("score assignment:355 90/100");
    }

    @Test
    void aCourseOfWhichALaunchToldNoNumberIsFoundByItsContext() {
        CourseId unnumbered = database.transactions()
                .execute(status -> ingest.lti.courses().know(platform.id(), "ctx-9", "ctx-9", "Engineering 101"));
        connect();
        canvas.world = recorded("graded").get(0);
        assertThat(node.serve(platform.id())).isEqualTo(2);
        settle();
        assertThat(node.pulls.asked(unnumbered).orElseThrow().doneAt()).isNotNull();
        assertThat(canvas.asked).anyMatch(path -> path.contains("lti_context_id:ctx-9/assignments"));
        assertThat(seen(ada)).containsExactly("score assignment:355 85.5/100");
    }

    @Test
    void aTrialSaysWhetherTheTokenIsKnownAndWhatItMayNot() {
        connect();
        canvas.world = recorded("graded").get(0);
        canvas.trouble = (path, exchange) -> {
            boolean strikes = path.contains("outcome_results");
            if (strikes) {
                FakeCanvas.send(
                        exchange,
                        401,
                        "{\"status\":\"unauthorized\",\"errors\":[{\"message\":\"user not authorized\"}]}");
            }
            return strikes;
        };
        assertThat(node.pulls.tryOut(feed).works()).isTrue();
        assertThat(node.pulls.tryOut(feed).missing()).containsExactly("GET /api/v1/courses/:id/outcome_results");
        canvas.token = "rotated";
        assertThat(node.pulls.tryOut(feed).works()).isFalse();
        assertThat(TestComplaints.english(node.pulls.tryOut(feed).detail()))
                .contains("does not know the token")
                .doesNotContain("canvas-token");
        canvas.close();
        assertThat(node.pulls.tryOut(feed).works()).isFalse();
    }

    @Test
    void whatMayNotBeSeenIsLeftOutAndTheRestIsRead() {
        connect();
        canvas.world = recorded("graded").get(0);
        canvas.trouble = (path, exchange) -> {
            boolean strikes = path.contains("outcome_results") || path.contains("bulk_user_progress");
            if (strikes) {
                FakeCanvas.send(exchange, 403, "{\"status\":\"unauthorized\"}");
            }
            return strikes;
        };
        ask();
        assertThat(seen(ada)).containsExactly("score assignment:355 85.5/100");
        assertThat(node.pulls.asked(course).orElseThrow().problem()).isNull();
    }

    @Test
    void aTokenThatEndsInTheMiddleOfAReadingEndsTheReading() {
        connect();
        canvas.world = recorded("outcome-mastered").get(0);
        canvas.trouble = (path, exchange) -> {
            if (path.contains("outcome_results")) {
                canvas.token = "another";
            }
            return false;
        };
        ask();
        assertThat(node.pulls.asked(course).orElseThrow().doneAt()).isNull();
        assertThat(TestComplaints.english(
                        node.pulls.of(platform.id().institution()).getFirst().problem()))
                .contains("does not know the token");
        canvas.trouble = (path, exchange) -> false;
        canvas.token = "canvas-token";
        ask();
        assertThat(seen(ada)).contains("done outcome:77 1");
    }

    @Test
    @Case("F13")
    void aThrottledReadingGoesOnAtThePageWhereItStood() {
        canvas.pageSize = 2;
        connect();
        canvas.world = recorded("two-pages-reordered").get(0);
        canvas.trouble = (path, exchange) -> {
            boolean strikes = path.contains("submissions") && path.contains("page=bookmark:2");
            if (strikes) {
                FakeCanvas.send(exchange, 403, "text/plain", "403 Forbidden (Rate Limit Exceeded)".getBytes());
            }
            return strikes;
        };
        ask();
        assertThat(TestComplaints.english(
                        node.pulls.of(platform.id().institution()).getFirst().problem()))
                .contains("fewer questions");
        assertThat(seen(ada)).containsExactly("score assignment:355 90/100");
        canvas.trouble = (path, exchange) -> false;
        canvas.asked.clear();
        // while other courses were read
        clock.advance(Duration.ofHours(3));
        assertThat(node.serve(platform.id())).isEqualTo(1);
        settle();
        assertThat(canvas.asked.stream().filter(path -> path.contains("submissions")))
                .hasSize(1)
                .allMatch(path -> path.contains("page=bookmark:2"));
        assertThat(node.pulls.of(platform.id().institution()).getFirst().problem())
                .isNull();
        assertThat(canvas.together.get()).as("one call at a time").isEqualTo(1);
    }

    @Test
    @Case("F13")
    void aThrottleWithATimeIsWaitedFor() {
        connect();
        canvas.world = recorded("graded").get(0);
        canvas.trouble = (path, exchange) -> {
            exchange.getResponseHeaders().set("Retry-After", "300");
            FakeCanvas.send(exchange, 429, "{}");
            return true;
        };
        ask();
        int asked = canvas.asked.size();
        clock.advance(Duration.ofSeconds(299));
        assertThat(node.serve(platform.id())).isZero();
        assertThat(canvas.asked).hasSize(asked);
        canvas.trouble = (path, exchange) -> false;
        clock.advance(Duration.ofSeconds(80));
        assertThat(node.serve(platform.id())).isEqualTo(1);
        settle();
        assertThat(seen(ada)).containsExactly("score assignment:355 85.5/100");
    }

    @Test
    void noOtherServerSeesTheToken() {
        try (FakeCanvas other = new FakeCanvas()) {
            connect();
            canvas.world = recorded("graded").get(0);
            canvas.trouble = (path, exchange) -> {
                exchange.getResponseHeaders().set("Link", "<" + other.base() + "/api/v1/x>; rel=\"next\"");
                return false;
            };
            ask();
            assertThat(other.asked).isEmpty();
            assertThat(TestComplaints.english(
                            node.pulls.asked(course).orElseThrow().problem()))
                    .contains("another server");
        }
    }

    @Test
    void pagesWithoutEndEnd() {
        connect();
        canvas.world = recorded("graded").get(0);
        canvas.trouble = (path, exchange) -> {
            URI self = canvas.base().resolve(exchange.getRequestURI());
            exchange.getResponseHeaders().set("Link", "<" + self + ">; rel=\"next\"");
            return false;
        };
        ask();
        assertThat(TestComplaints.english(node.pulls.asked(course).orElseThrow().problem()))
                .contains("no end");
    }
}
