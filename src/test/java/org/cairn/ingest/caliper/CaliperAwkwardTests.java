package org.cairn.ingest.caliper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.cairn.Shows;
import org.cairn.Shows.Awkward;
import org.cairn.Shows.Source;
import org.cairn.drive.BadBodies;
import org.cairn.drive.RawHttp;
import org.cairn.drive.Signer;
import org.cairn.drive.SourceWorld;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.Test;

/** Caliper when something is wrong with what is sent, or with whom or what it is about: from the wire to the award. */
class CaliperAwkwardTests extends SourceWorld {

    private static final Instant AT = Instant.parse("2026-03-02T10:00:00.500Z");
    private static final String UNIT = "caliper:https://publisher.example/units/9/test";

    private World world;
    private Way feed;
    private LearnerId ines;

    private void begin(String settings) {
        world = world(Family.OTHER);
        feed = world.feed("caliper", settings);
        world.badgeForScore("algebra", "b", UNIT);
        ines = world.student(new Identifier(IdentifierKind.SUB, "sub-ines"));
    }

    private static String graded(String score, Instant at) {
        return recorded(
                "caliper/graded.json",
                Map.of(
                        "person",
                        "ines",
                        "score",
                        score,
                        "max",
                        "20",
                        "time",
                        at.toString(),
                        "uuid",
                        UUID.randomUUID().toString(),
                        "sendTime",
                        at.plusSeconds(60).toString()));
    }

    private static String passed(String units, Instant at) {
        return recorded(
                "caliper/units-passed.json",
                Map.of(
                        "person",
                        "ines",
                        "passed",
                        units,
                        "uuid",
                        UUID.randomUUID().toString(),
                        "time",
                        at.toString()));
    }

    private RawHttp.Answer send(byte[] body) throws Exception {
        return world.post(feed, body, "application/json", "Authorization: " + feed.secret());
    }

    private RawHttp.Answer send(String body) throws Exception {
        return send(body.getBytes(StandardCharsets.UTF_8));
    }

    private void assertRefused(RawHttp.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(world.holds(ines)).isEmpty();
        assertThat(world.tally().path("received").longValue()).isZero();
    }

    private void assertCounts(RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(world.heldSince(ines, "algebra")).contains(AT);
    }

    @Test
    @Shows(of = Source.CALIPER, what = Awkward.WITHDRAWN)
    void unitsThatAreNoLongerPassedTakeTheBadgeBack() throws Exception {
        begin("");
        world.badgeForCompletion(
                "units", "https://publisher.example/classes/b", "caliper:https://publisher.example/engine#UnitsPassed");
        LearnerId known = world.student(new Identifier(IdentifierKind.IRI, "https://publisher.example/people/ines"));
        send(passed("8.0", AT));
        assertThat(world.heldSince(known, "units")).contains(AT);
        send(passed("7.0", AT.plusSeconds(60)));

        assertThat(world.heldSince(known, "units")).isEmpty();
    }

    @Test
    @Shows(of = Source.CALIPER, what = Awkward.DELETED_PERSON)
    void whoWasErasedIsNobodyAnyMore() throws Exception {
        begin("");
        assertCounts(send(graded("18", AT)));
        assertThat(world.api
                        .exchange("DELETE", "/api/learners/" + ines.value(), "", "Accept: application/json")
                        .status())
                .isEqualTo(204);
        assertThat(send(graded("19", AT.plusSeconds(60))).status()).isEqualTo(200);

        assertThat(world.tally().path("parked").longValue()).isZero();
        assertThat(learners.find(world.platform.id(), "sub-ines")).isEmpty();
        assertThat(world.holds(world.student(new Identifier(IdentifierKind.SUB, "sub-ines"))))
                .isEmpty();
    }

    @Test
    @Shows(of = Source.CALIPER, what = Awkward.RENAMED_COURSE)
    void aCourseOfAnotherNameIsTheSameCourse() throws Exception {
        begin("");
        String group = "\"type\": \"CourseSection\"";
        send(graded("3", AT.minusSeconds(60)).replace(group, group + ", \"name\": \"Algebra\""));
        assertThat(world.holds(ines)).isEmpty();

        assertCounts(send(graded("18", AT).replace(group, group + ", \"name\": \"Algebra, renamed\"")));
    }

    @Test
    @Shows(of = Source.CALIPER, what = Awkward.WRONG_SIGNATURE)
    void whatTheSenderDidNotSignIsNotBelieved() throws Exception {
        try (Signer sender = new Signer()) {
            begin(sender.settings());
            byte[] body = graded("18", AT).getBytes(StandardCharsets.UTF_8);
            byte[] forged = Signer.sign(Signer.made(sender.key().getKeyID()), body);

            assertRefused(world.post(feed, forged, "application/jwt", ""), 401);
            assertCounts(world.post(feed, sender.sign(body), "application/jwt", ""));
        }
    }

    @Test
    @Shows(of = Source.CALIPER, what = Awkward.ROTATED)
    void theOldSecretIsGoodForADay() throws Exception {
        begin("");
        Way old = feed;
        feed = world.renewed(old);
        assertThat(feed.secret()).isNotEqualTo(old.secret());
        assertCounts(send(graded("18", AT)));
        assertThat(world.post(old, "", graded("19", AT.plusSeconds(60)), old.bearer())
                        .status())
                .isEqualTo(200);
        later(Duration.ofHours(25));

        assertThat(world.post(old, "", graded("2", AT.plusSeconds(120)), old.bearer())
                        .status())
                .isEqualTo(401);
        assertCounts(send(graded("20", AT.plusSeconds(180))));
    }

    @Test
    @Shows(of = Source.CALIPER, what = Awkward.TEN_MEGABYTES)
    void tenMegabytesAreTaken() throws Exception {
        begin("");
        assertThat(send(BadBodies.large(graded("18", AT), 20)).status()).isEqualTo(413);
        assertThat(world.holds(ines)).isEmpty();
        String event = graded("18", AT);
        int end = event.lastIndexOf("\"eventTime\"");
        byte[] large = (event.substring(0, end) + "\"extensions\": {\"log\": \"" + " ".repeat(10 * 1024 * 1024)
                        + "\"}, " + event.substring(end))
                .getBytes(StandardCharsets.UTF_8);

        assertCounts(send(large));
    }

    @Test
    @Shows(of = Source.CALIPER, what = Awkward.DEEP_NESTING)
    void nestingWithoutEndIsRefused() throws Exception {
        begin("");
        assertRefused(send(BadBodies.deep(graded("18", AT))), 400);
        assertCounts(send(graded("18", AT)));
    }

    @Test
    @Shows(of = Source.CALIPER, what = Awkward.INVALID_UTF8)
    void bytesThatAreNoTextAreRefused() throws Exception {
        begin("");
        assertRefused(send(BadBodies.noText(graded("18", AT))), 400);
        assertCounts(send(graded("18", AT)));
    }
}
