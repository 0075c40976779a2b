package org.cairn.ingest.canvasapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.complaint.TestComplaints;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.ingest.FeedKind;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A Canvas that refuses one question of a reading, and what of the others is read all the same. */
class CanvasRefusalsTests {

    private static final String UNAUTHORIZED = "{\"status\":\"unauthorized\"}";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-04-01T10:00:00Z"));
    private final FakeCanvas canvas = new FakeCanvas();
    private final TestDatabase.Fresh database = TestDatabase.H2.fresh();
    private final TestIngest ingest = new TestIngest(database, clock, new CanvasAnswers()).withLane();
    private final TestPulls node = new TestPulls(
            database, ingest, clock, List.of(new CanvasSource(TestCalls.outbound(), clock)), course -> true);
    private final Platform platform = ingest.lti.canvas("University");
    private final LearnerId ada = student("ada", 48);
    private CourseId course;

    @BeforeEach
    void connect() {
        course = database.transactions()
                .execute(status -> ingest.lti.courses().know(platform.id(), "ctx-1", "565", "Engineering 101"));
        node.pulls.connect(platform.id(), FeedKind.CANVAS_API, canvas.base(), "canvas-token", Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        ingest.close();
        canvas.close();
    }

    private LearnerId student(String sub, int number) {
        Identifier local = new Identifier(IdentifierKind.CANVAS_LOCAL, String.valueOf(number));
        return ingest.lti.learners().know(platform.id(), TestLti.person(sub, TestLti.sub(sub), local));
    }

    private ObjectNode recorded(String name, int answer) {
        try (var in = getClass().getResourceAsStream("/recorded/canvas-api/" + name + ".json")) {
            return (ObjectNode)
                    new JsonMapper().readTree(in.readAllBytes()).path("answers").get(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ask() {
        clock.advance(Duration.ofMinutes(90));
        assertThat(node.serve(platform.id())).isEqualTo(1);
        Awaitility.await().until(() -> ingest.tally(platform.id().institution()).waiting() == 0);
    }

    private String problem() {
        String problem = node.pulls.asked(course).orElseThrow().problem();
        return problem == null ? "" : TestComplaints.english(problem);
    }

    /** What is completed: {@code outcome:77 1}. */
    private List<String> done(LearnerId who) {
        return ingest.evidence.log().of(who).stream()
                .map(Evidence::what)
                .filter(Observation.Completion.class::isInstance)
                .map(Observation.Completion.class::cast)
                .map(one -> one.activity().id() + " " + one.share().toPlainString())
                .toList();
    }

    private Instant when(LearnerId who, String activity) {
        return ingest.evidence.log().of(who).stream()
                .filter(evidence -> evidence.what().toString().contains(activity))
                .findFirst()
                .orElseThrow()
                .occurredAt();
    }

    private void refuse(String part, int status, String body) {
        canvas.trouble = (path, exchange) -> {
            boolean strikes = path.contains(part);
            if (strikes) {
                FakeCanvas.send(exchange, status, body);
            }
            return strikes;
        };
    }

    /** Ada's mastery of outcome 77, in work that was posted by hand. */
    private ObjectNode mastered() {
        return recorded("outcome-muted-then-posted", 1);
    }

    private static ObjectNode first(JsonNode list) {
        return (ObjectNode) list.get(0);
    }

    /** Adds somebody's mastery of another outcome, in some assignment. */
    private static void addResult(ObjectNode world, int user, int outcome, int assignment) {
        ArrayNode results = (ArrayNode) world.at("/outcomes/outcome_results");
        ObjectNode result = first(results).deepCopy();
        result.put("id", 1000 + results.size());
        ((ObjectNode) result.path("links"))
                .put("user", String.valueOf(user))
                .put("learning_outcome", String.valueOf(outcome))
                .put("alignment", "assignment_" + assignment)
                .put("assignment", "assignment_" + assignment);
        results.add(result);
        ArrayNode outcomes = (ArrayNode) world.at("/outcomes/linked/outcomes");
        outcomes.add(first(outcomes).deepCopy().put("id", outcome));
    }

    private static ObjectNode addAssignment(ObjectNode world, int id) {
        ArrayNode assignments = (ArrayNode) world.path("assignments");
        ObjectNode assignment = first(assignments).deepCopy().put("id", id);
        assignments.add(assignment);
        return assignment;
    }

    private static void addSubmission(ObjectNode world, int user, int assignment) {
        ArrayNode submissions = (ArrayNode) world.path("submissions");
        submissions.add(first(submissions)
                .deepCopy()
                .put("id", 9000 + assignment + user)
                .put("user_id", user)
                .put("assignment_id", assignment));
    }

    private static void addStudent(ObjectNode world, int user) {
        ArrayNode enrolments = (ArrayNode) world.path("enrollments");
        ObjectNode enrolment =
                first(enrolments).deepCopy().put("id", 7000 + user).put("user_id", user);
        ((ObjectNode) enrolment.path("user")).put("id", user);
        enrolments.add(enrolment);
    }

    /** Four students more, with as much progress. */
    private static void addClass(ObjectNode world) {
        ArrayNode progress = (ArrayNode) world.path("progress");
        for (int user = 49; user < 53; user++) {
            addStudent(world, user);
            progress.add(first(progress).deepCopy().put("id", user));
        }
    }

    @ParameterizedTest
    @CsvSource({"deleted, true", "not published, true", "not published and posted by hand, false"})
    void aResultOfWorkThatIsGoneSilencesNoOther(String how, boolean counts) {
        ObjectNode world = mastered();
        addResult(world, 48, 78, 356);
        if (!how.equals("deleted")) {
            ObjectNode unpublished = addAssignment(world, 356).put("published", false);
            if (!how.contains("by hand")) {
                unpublished.remove("post_manually");
            }
        }
        canvas.world = world;
        ask();
        assertThat(done(ada)).contains("outcome:77 1");
        assertThat(done(ada).contains("outcome:78 1")).isEqualTo(counts);
        assertThat(problem()).isEmpty();
    }

    @Test
    void aResultOfSomebodyWhomTheTokenDoesNotSeeSilencesNoOther() {
        LearnerId eve = student("eve", 99);
        ObjectNode world = mastered();
        addResult(world, 99, 77, 355);
        canvas.world = world;
        ask();
        assertThat(done(ada)).contains("outcome:77 1");
        assertThat(done(eve)).isEmpty();
        assertThat(problem()).isEmpty();
    }

    @Test
    void resultsOfWhichCanvasDoesNotTellWhetherTheyArePostedAreHeldBackAndComplainedOf() {
        ObjectNode world = mastered();
        for (int assignment = 356; assignment < 360; assignment++) {
            addAssignment(world, assignment);
            addSubmission(world, 48, assignment);
            addResult(world, 48, 78 + assignment - 356, assignment);
        }
        canvas.world = world;
        refuse("assignment_ids[]=357", 403, "{\"error\":\"invalid assignment ids requested\"}");
        ask();
        assertThat(done(ada)).containsExactlyInAnyOrder("outcome:77 1", "outcome:78 1", "outcome:80 1", "outcome:81 1");
        assertThat(problem()).contains("held back", "403");
        canvas.trouble = (path, exchange) -> false;
        ask();
        assertThat(done(ada)).contains("outcome:79 1");
        assertThat(problem()).isEmpty();
    }

    @Test
    void aQuestionThatIsTooLongIsPutInParts() {
        ObjectNode world = mastered();
        for (int user = 49; user < 60; user++) {
            addStudent(world, user);
            addSubmission(world, user, 355);
            addResult(world, user, 77, 355);
        }
        canvas.world = world;
        LearnerId last = student("last", 59);
        canvas.trouble = (path, exchange) -> {
            boolean strikes = path.split("student_ids", -1).length > 5;
            if (strikes) {
                FakeCanvas.send(exchange, 414, "text/html", "<h1>Request-URI Too Long</h1>".getBytes());
            }
            return strikes;
        };
        ask();
        assertThat(done(ada)).contains("outcome:77 1");
        assertThat(done(last)).contains("outcome:77 1");
        assertThat(problem()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"assignment_ids[]=356, 403", "student_ids[]=49, 401"})
    void oneAssignmentOrStudentThatIsRefusedSilencesNoOtherHoweverManyResultsItHas(String what, int status) {
        ObjectNode world = mastered();
        addAssignment(world, 356);
        addStudent(world, 49);
        for (int user = 50; user < 74; user++) {
            addStudent(world, user);
            for (int assignment : List.of(355, 356)) {
                addSubmission(world, user, assignment);
                addResult(world, user, assignment - 278, assignment);
            }
            int another = user + 350;
            addAssignment(world, another);
            addSubmission(world, 49, another);
            addResult(world, 49, another, another);
        }
        canvas.world = world;
        refuse(what, status, UNAUTHORIZED);
        List<LearnerId> others = IntStream.range(50, 74)
                .mapToObj(user -> student("s" + user, user))
                .toList();
        ask();
        assertThat(others).allSatisfy(other -> assertThat(done(other)).contains("outcome:77 1"));
        assertThat(problem()).contains("held back", String.valueOf(status));
    }

    @Test
    void outcomesThatCannotBeReadAreComplainedOfAndTheRestIsRead() {
        canvas.world = recorded("module-half", 0);
        canvas.trouble = (path, exchange) -> {
            boolean strikes = path.contains("outcome_results");
            if (strikes) {
                FakeCanvas.send(exchange, 200, "text/html", "<html>Sign in</html>".getBytes());
            }
            return strikes;
        };
        ask();
        assertThat(done(ada)).contains("module:4 0.5");
        assertThat(problem()).contains("outcome_results", "web page");
    }

    @Test
    void whatIsComplainedOfIsSoThoughTheReadingTakesSeveralTurns() {
        ObjectNode world = recorded("module-completed", 0);
        for (int user = 1; user <= 40; user++) {
            addStudent(world, user);
        }
        canvas.world = world;
        canvas.trouble = (path, exchange) -> {
            if (path.contains("outcome_results")) {
                FakeCanvas.send(exchange, 200, "text/html", "<html>Sign in</html>".getBytes());
            } else if (path.contains("bulk_user_progress")) {
                FakeCanvas.send(exchange, 403, UNAUTHORIZED);
            } else if (path.contains("modules?student_id=")) {
                clock.advance(Duration.ofMinutes(1));
                return false;
            } else {
                return false;
            }
            return true;
        };
        int turns = 0;
        while (problem().isEmpty() && ++turns < 6) {
            clock.advance(Duration.ofSeconds(10));
            node.serve(platform.id());
        }
        assertThat(turns).as("one turn is not enough").isBetween(2, 5);
        assertThat(problem()).contains("outcome_results", "web page");
        canvas.trouble = (path, exchange) -> false;
        ask();
        assertThat(problem()).isEmpty();
        assertThat(done(ada)).contains("module:4 1");
    }

    @Test
    void progressThatCannotBeReadIsComplainedOfAndEverybodysModulesAreAskedFor() {
        canvas.world = recorded("module-half", 0);
        refuse("bulk_user_progress", 200, "{\"progress\": \"");
        ask();
        assertThat(done(ada)).containsExactly("module:4 0.5");
        assertThat(problem()).contains("bulk_user_progress", "cannot be read");
    }

    @Test
    void aModuleWhoseItemsAreRefusedSilencesNoOther() {
        ObjectNode world = recorded("module-large", 0);
        ArrayNode modules = (ArrayNode) world.at("/modulesOf/48");
        ObjectNode small = first(modules).deepCopy().put("id", 5).put("items_count", 1);
        small.putArray("items")
                .addObject()
                .put("id", 9)
                .putObject("completion_requirement")
                .put("completed", true);
        modules.add(small);
        canvas.world = world;
        refuse("modules/4/items", 404, "{\"errors\":[{\"message\":\"The specified resource does not exist.\"}]}");
        ask();
        assertThat(done(ada)).contains("module:5 1").noneMatch(what -> what.startsWith("module:4"));
        assertThat(problem()).isEmpty();
    }

    @Test
    void modulesThatAreRefusedForEverybodyAreComplainedOf() {
        ObjectNode world = recorded("module-half", 0);
        addClass(world);
        canvas.world = world;
        refuse("student_id=", 401, UNAUTHORIZED);
        ask();
        assertThat(done(ada)).containsExactly("course 0.5");
        assertThat(problem()).contains("modules", "401");
        for (JsonNode enrolment : world.path("enrollments").values()) {
            ((ObjectNode) enrolment).put("enrollment_state", "completed");
        }
        clock.advance(Duration.ofDays(1));
        ask();
        assertThat(problem()).as("of those who are through Canvas never tells").isEmpty();
    }

    @Test
    void modulesThatWereRefusedAreAskedForAgainAndComplainedOfUntilTheyAreTold() {
        canvas.world = recorded("module-half", 0);
        addClass((ObjectNode) canvas.world);
        refuse("student_id=", 401, UNAUTHORIZED);
        ask();
        for (int i = 0; i < 2; i++) {
            ask();
            assertThat(problem()).contains("modules", "401");
            assertThat(done(ada)).containsExactly("course 0.5");
        }
        canvas.trouble = (path, exchange) -> false;
        ask();
        assertThat(problem()).isEmpty();
        assertThat(done(ada)).contains("module:4 0.5");
        canvas.asked.clear();
        ask();
        assertThat(canvas.asked).as("nothing is news any more").noneMatch(path -> path.contains("student_id="));
    }

    @Test
    void itemsThatWereRefusedAreAskedForAgainAndComplainedOfUntilTheyAreTold() {
        ObjectNode world = recorded("module-large", 0);
        addClass(world);
        ObjectNode modules = (ObjectNode) world.path("modulesOf");
        for (int user = 49; user < 53; user++) {
            modules.set(String.valueOf(user), modules.path("48").deepCopy());
        }
        canvas.world = world;
        refuse("modules/4/items", 404, "{\"errors\":[{\"message\":\"The specified resource does not exist.\"}]}");
        ask();
        assertThat(problem()).contains("items", "404");
        ask();
        assertThat(problem()).contains("items", "404");
        canvas.trouble = (path, exchange) -> false;
        ask();
        assertThat(problem()).isEmpty();
        assertThat(done(ada)).anyMatch(what -> what.startsWith("module:4"));
    }

    @Test
    void howFarSomebodyIsWasSoWhenItWasToldAndNotOnlyOnceOthersModulesWereRead() {
        ObjectNode world = recorded("module-half", 0);
        ArrayNode progress = (ArrayNode) world.path("progress");
        addStudent(world, 47);
        progress.insert(0, first(progress).deepCopy().put("id", 47));
        canvas.world = world;
        AtomicReference<Instant> told = new AtomicReference<>();
        canvas.trouble = (path, exchange) -> {
            if (path.contains("bulk_user_progress")) {
                told.set(clock.instant());
                clock.advance(Duration.ofMinutes(1));
            } else if (path.contains("student_id=47")) {
                clock.advance(Duration.ofMinutes(2));
            }
            return false;
        };
        ask();
        assertThat(when(ada, "course")).isEqualTo(told.get());
        assertThat(when(ada, "module:4")).isEqualTo(told.get().plus(Duration.ofMinutes(3)));
    }
}
