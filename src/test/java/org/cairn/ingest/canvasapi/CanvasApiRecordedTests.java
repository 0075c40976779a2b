package org.cairn.ingest.canvasapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.cairn.Shows;
import org.cairn.Shows.Awkward;
import org.cairn.Shows.Source;
import org.cairn.drive.ApiClient;
import org.cairn.drive.BadBodies;
import org.cairn.drive.SourceWorld;
import org.cairn.lti.Courses;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recordings of what Canvas answers when it is asked, one answer after the other, from the wire to the award. */
class CanvasApiRecordedTests extends SourceWorld {

    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    private Courses courses;

    @Autowired
    private TransactionTemplate transactions;

    private final FakeCanvas canvas = new FakeCanvas();
    private World world;
    private String token = "canvas-token";

    @AfterEach
    void closeCanvas() {
        canvas.close();
    }

    private LearnerId begin(String badge) {
        world = world(Family.CANVAS);
        transactions.executeWithoutResult(
                status -> courses.know(world.platform.id(), "ctx-1", "565", "Engineering 101"));
        switch (badge) {
            case "charter" -> world.badgeForScore(badge, "565", "assignment:355");
            case "handed-in" -> world.badgeForCompletion(badge, "565", "assignment:355");
            case "quiz" -> world.badgeForCompletion(badge, "565", "quiz:12");
            case "kick-off" -> world.badgeForCompletion(badge, "565", "module:4");
            case "final" -> world.badgeForScore(badge, "565", "course");
            case "done" -> world.badgeForCompletion(badge, "565", "course");
            case "outcome" -> world.badgeForScore(badge, "565", "outcome:77");
            case "mastered" -> world.badgeForCompletion(badge, "565", "outcome:77");
            default -> throw new AssertionError(badge);
        }
        return student("48");
    }

    private LearnerId student(String number) {
        return world.student(new Identifier(IdentifierKind.CANVAS_LOCAL, number));
    }

    private static List<JsonNode> answers(String recording) {
        return JSON.readTree(recorded("canvas-api/" + recording + ".json"))
                .path("answers")
                .valueStream()
                .toList();
    }

    private JsonNode pull() {
        JsonNode pulls = world.api.get("/api/pulls");
        return pulls.isEmpty() ? JSON.createObjectNode() : pulls.get(0);
    }

    private Instant lastDone() {
        return pull().path("lastDoneAt").isString()
                ? Instant.parse(pull().path("lastDoneAt").stringValue())
                : Instant.EPOCH;
    }

    /** Connects Canvas, or anew, which has it asked at once. */
    private void connect() {
        world.api.post("/api/pulls", """
                {"platform": "%s", "base": "%s", "token": "%s", "everyMinutes": 5}""".formatted(world.platform.id().value(), canvas.base(), token));
    }

    private void ask(JsonNode answer) {
        canvas.world = answer;
        Instant before = lastDone();
        connect();
        ApiClient.await(Duration.ofSeconds(30), () -> lastDone().isAfter(before));
        world.settled();
    }

    /** Asks, and gets no answer that could be used. */
    private String askInVain() {
        int before = canvas.asked.size();
        connect();
        ApiClient.await(
                Duration.ofSeconds(30),
                () -> canvas.asked.size() > before
                        && (pull().path("problem").isString()
                                || pull().path("failing").intValue() > 0));
        world.settled();
        return pull().path("problem").asString("");
    }

    /** A plus for each answer after which the badge is held, a minus for the others. */
    @ParameterizedTest
    @CsvSource({
        "graded, charter, +",
        "regraded-down, charter, +-",
        "changed-and-back, charter, +-+",
        "cleared, charter, +-",
        "never-graded, charter, -",
        "excused-later, charter, +-",
        "zero-points-possible, charter, -",
        "letter-grade-only, charter, -",
        "points-changed, charter, -+",
        "muted-then-posted, charter, -+",
        "missing-ids, charter, +",
        "ids-as-text, charter, +",
        "taken-back-among-many, charter, +-",
        "two-pages-reordered, charter, ++",
        "pass-fail, handed-in, +-",
        "pass-cleared, handed-in, +-",
        "handed-in, handed-in, +-",
        "handed-in, quiz, +-",
        "module-completed, kick-off, +",
        "module-half, kick-off, -",
        "module-asks-nothing, kick-off, -",
        "module-empty, kick-off, -",
        "module-large, kick-off, +",
        "module-large-asks-nothing, kick-off, -",
        "module-changed-after-completion, kick-off, ++",
        "quiz-waits-for-review, charter, +++",
        "module-withdrawn, kick-off, +-+-",
        "module-completed, done, +",
        "course-grade, final, -+-",
        "outcome-mastered, mastered, +-",
        "outcome-mastered, outcome, +-",
        "outcome-hidden, mastered, -",
        "outcome-muted-then-posted, mastered, -+",
        "outcome-muted-then-posted, outcome, -+",
        "deleted-person, charter, ++",
        "renamed, charter, ++"
    })
    @Shows(
            of = Source.CANVAS_API,
            what = {
                Awkward.REPEATED,
                Awkward.REORDERED,
                Awkward.MISSING_IDS,
                Awkward.NULL_SCORE,
                Awkward.ZERO_POSSIBLE,
                Awkward.REGRADED_DOWN,
                Awkward.EXCUSED,
                Awkward.MUTED_THEN_POSTED,
                Awkward.WITHDRAWN,
                Awkward.DELETED_PERSON,
                Awkward.RENAMED_COURSE
            })
    void everyAnswerHasItsAwardHoweverOftenItComes(String recording, String badge, String held) {
        LearnerId ada = begin(badge);
        List<JsonNode> answers = answers(recording);
        assertThat(held).hasSize(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            later(Duration.ofHours(25));
            ask(answers.get(i));
            Map<String, Instant> holds = world.holds(ada);
            assertThat(holds.containsKey(badge)).as("after answer " + i).isEqualTo(held.charAt(i) == '+');
            ask(answers.get(i));
            assertThat(world.holds(ada)).as("asked again").isEqualTo(holds);
        }
        assertThat(world.tally().path("quarantined").longValue()).isZero();
    }

    @Test
    @Shows(
            of = Source.CANVAS_API,
            what = {Awkward.NEGATIVE, Awkward.OVER_100})
    void oddScoresAreTakenAsTheyAre() {
        LearnerId negative = begin("charter");
        LearnerId over = student("49");
        LearnerId asText = student("50");
        LearnerId almost = student("51");
        ask(answers("odd-scores").getFirst());

        assertThat(world.holds(negative)).isEmpty();
        assertThat(world.holds(over)).containsKey("charter");
        assertThat(world.holds(asText)).containsKey("charter");
        assertThat(world.holds(almost)).isEmpty();
    }

    @Test
    @Shows(of = Source.CANVAS_API, what = Awkward.REPLAYED)
    void aMonthLaterTheSameAnswerIsNoNews() {
        LearnerId ada = begin("charter");
        JsonNode graded = answers("graded").getFirst();
        ask(graded);
        Map<String, Instant> holds = world.holds(ada);
        long received = world.tally().path("received").longValue();
        later(Duration.ofDays(31));
        ask(graded);

        assertThat(world.holds(ada)).isEqualTo(holds).containsEntry("charter", Instant.parse("2026-03-02T09:00:00Z"));
        assertThat(world.tally().path("received").longValue()).isEqualTo(received);
    }

    @Test
    @Shows(
            of = Source.CANVAS_API,
            what = {Awkward.WRONG_SECRET, Awkward.ROTATED})
    void aTokenThatCanvasDoesNotKnowFindsNothingUntilThereIsANewOne() {
        LearnerId ada = begin("charter");
        canvas.world = answers("graded").getFirst();
        canvas.token = "rotated";
        assertThat(askInVain()).contains("token").doesNotContain("canvas-token");
        assertThat(world.holds(ada)).isEmpty();
        token = "rotated";
        ask(canvas.world);

        assertThat(world.holds(ada)).containsKey("charter");
        assertThat(pull().path("problem").isNull()).isTrue();
    }

    private void badAnswer(byte[] body) {
        LearnerId ada = begin("charter");
        JsonNode graded = answers("graded").getFirst();
        canvas.world = graded;
        canvas.trouble = (path, exchange) -> {
            boolean strikes = path.contains("students/submissions");
            if (strikes) {
                FakeCanvas.send(exchange, 200, "application/json; charset=utf-8", body);
            }
            return strikes;
        };
        askInVain();
        assertThat(world.holds(ada)).isEmpty();
        canvas.trouble = (path, exchange) -> false;
        ask(graded);
        assertThat(world.holds(ada)).containsKey("charter");
    }

    private static byte[] inAList(byte[] object) {
        byte[] list = new byte[object.length + 2];
        list[0] = '[';
        System.arraycopy(object, 0, list, 1, object.length);
        list[list.length - 1] = ']';
        return list;
    }

    private static String submission() {
        return answers("graded").getFirst().path("submissions").get(0).toString();
    }

    @Test
    @Shows(of = Source.CANVAS_API, what = Awkward.TEN_MEGABYTES)
    void anAnswerOfTenMegabytesIsNotReadToItsEnd() {
        badAnswer(inAList(BadBodies.large(submission(), 10)));
    }

    @Test
    @Shows(of = Source.CANVAS_API, what = Awkward.DEEP_NESTING)
    void anAnswerThatNestsWithoutEndIsNoAnswer() {
        badAnswer(inAList(BadBodies.deep(submission())));
    }

    @Test
    @Shows(of = Source.CANVAS_API, what = Awkward.INVALID_UTF8)
    void bytesThatAreNoTextAreNoAnswer() {
        badAnswer(inAList(BadBodies.noText(submission())));
        assertThat(new String(BadBodies.noText("{\"a\":1}"), StandardCharsets.UTF_8))
                .contains("\uFFFD");
    }
}
