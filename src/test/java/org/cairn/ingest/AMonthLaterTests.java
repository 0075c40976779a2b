package org.cairn.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.cairn.Shows;
import org.cairn.Shows.Awkward;
import org.cairn.Shows.Source;
import org.cairn.TestBrowser;
import org.cairn.TestPlatform;
import org.cairn.drive.FileDesk;
import org.cairn.drive.SourceWorld;
import org.cairn.ingest.moodle.MoodleReadings;
import org.cairn.ingest.moodle.RecordedMoodle;
import org.cairn.lti.Courses;
import org.cairn.lti.Role;
import org.cairn.net.PublicUrl;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What comes again a month later, and the old secrets of those who send it. */
class AMonthLaterTests extends SourceWorld {

    private static final Duration MONTH = Duration.ofDays(31);

    @LocalServerPort
    private int here;

    @Autowired
    private PublicUrl publicUrl;

    @Autowired
    private Courses courses;

    @Autowired
    private Pulls pulls;

    private World world;
    private LearnerId ada;

    private void open(Family family) {
        world = world(family);
        ada = world.student(new Identifier(IdentifierKind.SUB, "7"), new Identifier(IdentifierKind.SIS, "A1"));
    }

    private void aMonthGoesBy() {
        world.settled();
        later(MONTH);
    }

    /** Sends the same today and in a month, when the secret has been renewed for long. */
    private void sentAgain(Way way, String rest, String body, Instant earned, String... headers) throws IOException {
        assertThat(world.post(way, rest, body, headers).status()).isEqualTo(200);
        assertThat(world.holds(ada)).containsOnly(Map.entry("badge", earned));
        Way renewed = world.renewed(way);
        assertThat(world.post(way, rest, body, headers).status())
                .as("the old secret is good for another day")
                .isEqualTo(200);

        aMonthGoesBy();

        assertThat(world.post(way, rest, body, headers).status())
                .as("and not longer")
                .isEqualTo(401);
        assertThat(world.post(renewed, rest, body, headers).status()).isEqualTo(200);
        once(earned);
    }

    private void once(Instant earned) {
        assertThat(world.holds(ada)).containsOnly(Map.entry("badge", earned));
        assertThat(world.api.all("/api/awards?learner=" + ada.value())).hasSize(1);
    }

    @Test
    @Shows(
            of = Source.EVENTS,
            what = {Awkward.REPLAYED, Awkward.ROTATED})
    void ourOwnEvents() throws IOException {
        open(Family.CANVAS);
        world.badgeForScore("badge", "565", "assignment:355");

        sentAgain(
                world.feed("events"),
                "",
                recorded("events/scored-in-a-list.json", Map.of("sis", "A1")),
                Instant.parse("2026-03-02T10:20:00Z"));

        assertThat(world.tally().path("received").asInt()).isEqualTo(2);
        assertThat(world.tally().path("duplicates").asInt()).isEqualTo(4);
    }

    private String graded() {
        return recorded("xapi/graded-90.json", Map.of("site", world.issuer, "user", "7"));
    }

    @Test
    @Shows(
            of = Source.XAPI,
            what = {Awkward.REPLAYED, Awkward.ROTATED})
    void statementsOfMoodlesPlugIn() throws IOException {
        open(Family.MOODLE);
        world.badgeForScore("badge", "42", "cm:310");

        sentAgain(world.feed("xapi"), "/statements", graded(), Instant.parse("2026-03-02T09:15:00Z"));

        assertThat(world.tally().path("received").asInt()).isEqualTo(1);
        assertThat(world.tally().path("duplicates").asInt()).isEqualTo(2);
    }

    @Test
    @Shows(
            of = Source.XAPI_STRICT,
            what = {Awkward.REPLAYED, Awkward.ROTATED})
    void statementsToTheLetter() throws IOException {
        open(Family.MOODLE);
        world.badgeForScore("badge", "42", "cm:310");
        String known = graded().replaceFirst("\\{", "{\"id\": \"" + UUID.randomUUID() + "\",");

        sentAgain(
                world.feed("xapi", "\"strict\": true"),
                "/statements",
                known,
                Instant.parse("2026-03-02T09:15:00Z"),
                "X-Experience-API-Version: 1.0.3");

        assertThat(world.tally().path("received").asInt()).isEqualTo(1);
    }

    @Test
    @Shows(of = Source.MOODLE_API, what = Awkward.REPLAYED)
    void answersOfMoodle() throws Exception {
        try (RecordedMoodle moodle = new RecordedMoodle()) {
            world = world(Family.MOODLE, moodle.wwwroot());
            world.badgeForScore("badge", "7", "cm:9");
            MoodleReadings course = new MoodleReadings(
                    world, pulls, learners, courses.know(world.platform.id(), "7", "7", "Teamwork 101"), moodle);
            course.read("graded");
            ada = course.learner(42);
            long received = world.tally().path("received").asLong();

            aMonthGoesBy();
            course.read();

            once(Instant.parse("2026-03-02T10:00:00Z"));
            assertThat(world.tally().path("received").asLong()).isEqualTo(received);
        }
    }

    @Test
    @Shows(of = Source.BY_HAND, what = Awkward.REPLAYED)
    void whatSomebodySaid() {
        open(Family.CANVAS);
        world.badge("badge", "attested: step", "565", "module:4");
        String word = """
                {"learners": ["%s"], "badge": "badge", "milestone": "step", "id": "1",
                 "by": {"name": "Dean Roe", "role": "instructor"}, "note": "Met"}""".formatted(ada.value());
        world.api.post("/api/attestations", word);
        Instant earned = world.heldSince(ada, "badge").orElseThrow();

        aMonthGoesBy();
        world.api.post("/api/attestations", word);

        once(earned);
    }

    @Test
    @Shows(of = Source.CSV, what = Awkward.REPLAYED)
    void theSameFile() {
        try (TestPlatform canvas = TestPlatform.canvas()) {
            canvas.useClock(clock());
            world = world(canvas::registration);
            world.badgeForScore("badge", "ctx-1", "assignment:355");
            String untimed = "Student ID,Activity,Score\nA1,assignment:355,85%\n";
            desk(canvas);
            ada = world.student(new Identifier(IdentifierKind.SIS, "A1"));
            courses.join(courses.know(world.platform.id(), "ctx-1", "ctx-1", "Pottery"), ada, Role.STUDENT, true);
            desk(canvas).upload(untimed);
            Instant earned = world.heldSince(ada, "badge").orElseThrow();

            aMonthGoesBy();
            desk(canvas).upload(untimed);

            once(earned);
            assertThat(world.tally().path("duplicates").asInt()).isEqualTo(1);
        }
    }

    private FileDesk desk(TestPlatform canvas) {
        TestBrowser browser = canvas.browser(URI.create("http://127.0.0.1:" + here), publicUrl.publicUrl());
        browser.launch(canvas.instructor("tess")
                .named("Tess Teacher", "tess@example.edu")
                .inCourse("ctx-1", "Pottery"));
        return new FileDesk(browser);
    }
}
