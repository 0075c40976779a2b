package org.cairn.ingest.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cairn.Shows;
import org.cairn.Shows.Awkward;
import org.cairn.Shows.Source;
import org.cairn.drive.BadBodies;
import org.cairn.drive.RawHttp;
import org.cairn.drive.Signer;
import org.cairn.drive.SourceWorld;
import org.cairn.lti.Courses;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Canvas Live Events as Canvas sends them, signed, when something is wrong with them: from the wire to the award. */
class CanvasAwkwardTests extends SourceWorld {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant GRADED = Instant.parse("2026-03-02T10:00:00.123Z");

    @Autowired
    private Courses courses;

    private final Signer canvas = new Signer();
    private World world;
    private Way feed;
    private LearnerId ada;

    CanvasAwkwardTests() throws Exception {}

    @AfterEach
    void closeCanvas() {
        canvas.close();
    }

    private void begin() {
        world = world(Family.CANVAS);
        feed = world.feed("canvas", canvas.settings());
        world.badgeForScore("charter", "565", "assignment:355");
        ada = world.student(new Identifier(IdentifierKind.CANVAS_GLOBAL, "770000000000048"));
    }

    private static List<String> events(String recording) {
        List<String> events = new ArrayList<>();
        for (JsonNode event : JSON.readTree(recorded("canvas/" + recording + ".json"))) {
            events.add(event.toString());
        }
        return events;
    }

    private static String graded() {
        return events("graded").getFirst();
    }

    private RawHttp.Answer send(byte[] jwt) throws Exception {
        return world.post(feed, jwt, "application/jwt", "");
    }

    private void sendAll(String recording) throws Exception {
        for (String event : events(recording)) {
            assertThat(send(canvas.sign(event)).status()).isEqualTo(200);
        }
    }

    private void assertRefused(RawHttp.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(world.holds(ada)).isEmpty();
        assertThat(world.tally().path("received").longValue()).isZero();
    }

    /** Whatever was refused before, what is right counts. */
    private void assertTheNextGradeCounts() throws Exception {
        assertThat(send(canvas.sign(graded())).status()).isEqualTo(200);
        assertThat(world.heldSince(ada, "charter")).contains(GRADED);
    }

    @Test
    @Shows(of = Source.CANVAS, what = Awkward.REPLAYED)
    void aMonthLaterTheSameEventIsStillTheSame() throws Exception {
        begin();
        sendAll("graded");
        assertThat(world.heldSince(ada, "charter")).contains(GRADED);
        later(Duration.ofDays(31));
        sendAll("graded");

        assertThat(world.heldSince(ada, "charter")).contains(GRADED);
        assertThat(world.tally().path("received").longValue()).isEqualTo(1);
        assertThat(world.tally().path("duplicates").longValue()).isEqualTo(1);
        assertThat(world.api.all("/api/awards?learner=" + ada.value())).hasSize(1);
    }

    @Test
    @Shows(of = Source.CANVAS, what = Awkward.MISSING_IDS)
    void whatNamesNobodyOrNothingCountsForNobodyAndTheRestCounts() throws Exception {
        begin();
        sendAll("missing-ids");

        assertThat(world.heldSince(ada, "charter")).contains(Instant.parse("2026-03-02T10:10:00.123Z"));
        assertThat(world.tally().path("quarantined").longValue()).isEqualTo(2);
    }

    @Test
    @Shows(of = Source.CANVAS, what = Awkward.WITHDRAWN)
    void whatIsNoLongerCompleteIsNoLongerHeld() throws Exception {
        begin();
        world.badgeForCompletion("handed-in", "565", "assignment:355");
        List<String> events = events("completion-withdrawn");
        send(canvas.sign(events.getFirst()));
        assertThat(world.heldSince(ada, "handed-in")).contains(GRADED);
        send(canvas.sign(events.getLast()));

        assertThat(world.heldSince(ada, "handed-in")).isEmpty();
    }

    @Test
    @Shows(of = Source.CANVAS, what = Awkward.RENAMED_COURSE)
    void aCourseOfAnotherNameIsTheSameCourse() throws Exception {
        begin();
        var course = courses.know(world.platform.id(), "context", "565", "Collaboration");
        sendAll("course-renamed-between-grades");

        assertThat(world.heldSince(ada, "charter")).contains(Instant.parse("2026-03-02T10:10:00.123Z"));
        assertThat(courses.find(course).orElseThrow().title()).isEqualTo("Collaboration, renamed");
    }

    @Test
    @Shows(of = Source.CANVAS, what = Awkward.WRONG_SECRET)
    void theAddressIsTheSecretAndAnotherIsNobodys() throws Exception {
        begin();
        Way wrong = new Way("/ingest/" + "x".repeat(43) + "/canvas", "");

        assertRefused(world.post(wrong, canvas.sign(graded()), "application/jwt", ""), 404);
        assertTheNextGradeCounts();
    }

    @Test
    @Shows(of = Source.CANVAS, what = Awkward.WRONG_SIGNATURE)
    void whatCanvasDidNotSignIsNotBelieved() throws Exception {
        begin();
        RSAKey imposter = Signer.made(canvas.key().getKeyID());

        assertRefused(send(Signer.sign(imposter, graded().getBytes())), 401);
        assertRefused(send(graded().getBytes()), 401);
        assertTheNextGradeCounts();
    }

    @Test
    void whereTheKeysAreOneCanvasesOwnNobodyAsksForTheAccount() throws Exception {
        begin();
        sendAll("course-renamed");
        String sister = graded().replace("root-uuid-of-north-hill", "root-uuid-of-south-hill")
                .replace("guid.northhill.example", "guid.southhill.example");
        assertThat(send(canvas.sign(sister)).status()).isEqualTo(200);

        assertThat(world.heldSince(ada, "charter")).contains(GRADED);
        assertThat(world.tally().path("quarantined").longValue()).isZero();
        assertThat(world.api.get("/api/feeds").get(0).path("accounts")).isEmpty();
    }

    @Test
    @Shows(of = Source.CANVAS, what = Awkward.ROTATED)
    void aNewKeyIsFoundAndTheOldOneEnds() throws Exception {
        begin();
        sendAll("graded");
        RSAKey old = canvas.key();
        later(Duration.ofHours(1));
        canvas.rotate();
        List<String> regrades = events("regraded-down");
        assertThat(send(canvas.sign(regrades.getLast())).status()).isEqualTo(200);
        assertThat(world.holds(ada)).isEmpty();
        later(Duration.ofDays(2));

        assertThat(send(Signer.sign(
                                old,
                                events("regraded-down-and-up-again").getLast().getBytes()))
                        .status())
                .isEqualTo(401);
        assertThat(world.holds(ada)).isEmpty();
    }

    @Test
    @Shows(of = Source.CANVAS, what = Awkward.TEN_MEGABYTES)
    void tenMegabytesAreRefused() throws Exception {
        begin();
        assertRefused(send(canvas.sign(BadBodies.large(graded(), 10))), 413);
        assertTheNextGradeCounts();
    }

    @Test
    @Shows(of = Source.CANVAS, what = Awkward.DEEP_NESTING)
    void nestingWithoutEndIsRefused() throws Exception {
        begin();
        assertRefused(send(canvas.sign(BadBodies.deep(graded()))), 400);
        assertTheNextGradeCounts();
    }

    @Test
    @Shows(of = Source.CANVAS, what = Awkward.INVALID_UTF8)
    void bytesThatAreNoTextAreRefused() throws Exception {
        begin();
        assertRefused(send(canvas.sign(BadBodies.noText(graded()))), 400);
        assertTheNextGradeCounts();
    }
}
