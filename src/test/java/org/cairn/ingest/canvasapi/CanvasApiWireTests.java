package org.cairn.ingest.canvasapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.cairn.Shows;
import org.cairn.Shows.Awkward;
import org.cairn.Shows.Source;
import org.cairn.drive.ApiClient;
import org.cairn.drive.SourceWorld;
import org.cairn.lti.Courses;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From what Canvas answers when it is asked to the award. */
class CanvasApiWireTests extends SourceWorld {

    private static final Identifier ADA = new Identifier(IdentifierKind.CANVAS_LOCAL, "48");

    @Autowired
    Courses courses;

    @Autowired
    TransactionTemplate transactions;

    private final FakeCanvas canvas = new FakeCanvas();

    @AfterEach
    void closeCanvas() {
        canvas.close();
    }

    private World world() {
        World world = world(Family.CANVAS);
        transactions.executeWithoutResult(
                status -> courses.know(world.platform.id(), "ctx-1", "565", "Engineering 101"));
        return world;
    }

    private void show(String recording, int which) {
        canvas.world = new JsonMapper()
                .readTree(recorded("canvas-api/" + recording + ".json"))
                .path("answers")
                .get(which);
    }

    /** Connects Canvas, or anew, and waits until it was asked to the end. */
    private void ask(World world) {
        Instant before = lastDone(world);
        JsonNode connected =
                world.api.post("/api/pulls", """
                {"platform": "%s", "base": "%s", "token": "canvas-token", "everyMinutes": 5}""".formatted(world.platform.id().value(), canvas.base()));
        assertThat(connected.path("kind").stringValue()).isEqualTo("canvas-api");
        assertThat(connected.toString()).doesNotContain("canvas-token");
        ApiClient.await(Duration.ofSeconds(30), () -> lastDone(world).isAfter(before));
    }

    private static Instant lastDone(World world) {
        JsonNode pulls = world.api.get("/api/pulls");
        return pulls.isEmpty() || !pulls.get(0).path("lastDoneAt").isString()
                ? Instant.EPOCH
                : Instant.parse(pulls.get(0).path("lastDoneAt").stringValue());
    }

    @Test
    void aGradeThatNobodySentEarnsABadgeAndARegradeTakesItBack() {
        World world = world();
        LearnerId ada = world.student(ADA);
        world.badgeForScore("charter", "565", "assignment:355");
        show("regraded-down", 0);
        ask(world);
        assertThat(world.heldSince(ada, "charter")).contains(Instant.parse("2026-03-02T09:00:00Z"));
        show("regraded-down", 1);
        ask(world);
        assertThat(world.holds(ada)).isEmpty();
        assertThat(world.api.get("/api/pulls").get(0).path("problem").isNull()).isTrue();
    }

    @Test
    void aModuleThatIsWithdrawnAndCompletedAgainIsHeldAgain() {
        World world = world();
        LearnerId ada = world.student(ADA);
        world.badgeForCompletion("kick-off", "565", "module:4");
        boolean[] held = {true, false, true, false};
        for (int i = 0; i < held.length; i++) {
            show("module-withdrawn", i);
            ask(world);
            assertThat(world.holds(ada).containsKey("kick-off"))
                    .as("after answer " + i)
                    .isEqualTo(held[i]);
        }
    }

    @Test
    @Shows(
            of = Source.CANVAS_API,
            what = {Awkward.UNKNOWN_PERSON, Awkward.KNOWN_LATER})
    void whoeverBecomesKnownLaterGetsWhatWasFoundBefore() {
        World world = world();
        world.badgeForScore("charter", "565", "assignment:355");
        show("graded", 0);
        canvas.world = new JsonMapper().readTree(canvas.world.toString().replace("StudentEnrollment", "Hidden"));
        ((tools.jackson.databind.node.ObjectNode) canvas.world).putArray("enrollments");
        ask(world);
        assertThat(world.tally().path("parked").asInt()).isEqualTo(1);
        LearnerId ada = world.student(ADA);
        assertThat(world.holds(ada)).containsKey("charter");
    }

    @Test
    void theSameGradeSentAndAskedForIsOneAndTheNewerOneWins() throws Exception {
        World world = world();
        LearnerId ada = world.student(ADA);
        world.badgeForScore("charter", "565", "assignment:355");
        Way way = world.feed("CANVAS", "\"allowUnsigned\": true");
        show("graded", 0);
        ask(world);
        assertThat(world.post(way, "", gradeChange("2026-03-02T09:00:01Z", "85.5"))
                        .status())
                .isBetween(200, 299);
        assertThat(world.heldSince(ada, "charter")).contains(Instant.parse("2026-03-02T09:00:00Z"));
        // sent: a later grade, which the answer that is asked for once more does not know yet
        assertThat(world.post(way, "", gradeChange("2026-03-05T09:00:00Z", "20"))
                        .status())
                .isBetween(200, 299);
        assertThat(world.holds(ada)).isEmpty();
        ask(world);
        assertThat(world.holds(ada)).isEmpty();
    }

    private static String gradeChange(String time, String score) {
        return """
                {"metadata": {"event_name": "grade_change", "event_time": "%s", "context_type": "Course",
                  "context_id": "10000000000565", "root_account_id": "10000000000001", "root_account_uuid": "u"},
                 "body": {"submission_id": "10000000009048", "assignment_id": "10000000000355", "user_id": "10000000000048",
                  "student_id": "10000000000048", "score": %s, "grade": "%s", "points_possible": 100, "muted": false,
                  "grading_complete": true}}""".formatted(time, score, score);
    }

    @Test
    void whoeverScriptsItLearnsHowItGoesAndEndsIt() {
        World world = world();
        show("graded", 0);
        ask(world);
        JsonNode pull = world.api.get("/api/pulls").get(0);
        assertThat(pull.path("courses").asInt()).isEqualTo(1);
        String feed = pull.path("feed").stringValue();
        assertThat(world.api
                        .post("/api/pulls/" + feed + "/try", "")
                        .path("works")
                        .asBoolean())
                .isTrue();
        String course = "{\"platform\": \"%s\", \"course\": \"565\"}"
                .formatted(world.platform.id().value());
        assertThat(world.api.post("/api/pulls/want", course).path("wanted").asBoolean())
                .as("asked a moment ago")
                .isFalse();
        assertThat(world.api
                        .exchange("DELETE", "/api/pulls/" + feed, "", "Accept: application/json")
                        .status())
                .isEqualTo(204);
        assertThat(world.api.get("/api/pulls")).isEmpty();
        assertThat(world.api
                        .exchange(
                                "POST",
                                "/api/pulls",
                                "{\"platform\": \"%s\", \"base\": \"http://canvas.example.edu\", \"token\": \"canvas-token\"}"
                                        .formatted(world.platform.id().value()),
                                "Content-Type: application/json")
                        .status())
                .isEqualTo(400);
    }
}
