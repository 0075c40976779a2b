package org.cairn.reliability;

import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.cairn.TestPlatform;
import org.cairn.drive.ApiClient;
import org.cairn.drive.BuffaloModel;
import org.cairn.drive.BuffaloModel.Grade;
import org.cairn.drive.CanvasWriter;
import tools.jackson.databind.JsonNode;

/**
 * One term of one institution: its grades, the events that tell of them, and who should hold what in the end. Every tenth
 * event is signed; one event for each student says who they are, so that a good part of the grades come before the person.
 */
final class Term implements AutoCloseable {

    private static final long COURSE = 565;
    private static final Instant BEGIN = Instant.parse("2026-03-02T08:00:00.000Z");
    private static final int GRADES_EACH = 9;

    private final TestPlatform canvas = TestPlatform.canvas();
    private final int students;
    private final List<Grade> grades = new ArrayList<>();
    private final List<byte[]> events = new ArrayList<>();
    private String platform = "";
    private String target = "";

    /** As many students as make about so many events. */
    Term(int events, long seed) {
        Random random = new Random(seed);
        this.students = events / (GRADES_EACH + 1);
        CanvasWriter writer = new CanvasWriter(COURSE);
        RSAKey key = canvas.key();
        for (long student = 1; student <= students; student++) {
            add(writer.userCreated(student, BEGIN), key);
            for (int i = 0; i < GRADES_EACH; i++) {
                // no two grades of one milestone at the same instant: their order would be anybody's guess
                Instant at =
                        BEGIN.plusMillis(random.nextLong(Duration.ofDays(60).toMillis() / 10) * 10 + i);
                Grade grade = new Grade(student, i % 3, BigDecimal.valueOf(60 + random.nextInt(41)), at);
                grades.add(grade);
                add(writer.gradeChange(student, grade.assignment(), grade.score(), 100, at), key);
            }
        }
    }

    private void add(String event, RSAKey key) {
        events.add(events.size() % 10 == 0 ? CanvasWriter.signed(event, key) : event.getBytes(StandardCharsets.UTF_8));
    }

    TestPlatform platform() {
        return canvas;
    }

    int students() {
        return students;
    }

    int events() {
        return events.size();
    }

    /** Sets up the institution, its feed and the badges. */
    void setUp(ApiClient api) {
        platform = api.post("/api/platforms", """
                        {"institution": "Buffalo", "name": "Canvas", "family": "canvas", "issuer": "%s", "clientId": "%s",
                         "authorizationUrl": "%3$s", "tokenUrl": "%3$s", "jwksUrl": "%3$s", "deploymentIds": ["%4$s"]}""".formatted(
                                canvas.issuer(), canvas.clientId(), canvas.jwksUrl(), TestPlatform.DEPLOYMENT))
                .path("id")
                .stringValue();
        JsonNode feed = api.post(
                "/api/feeds",
                "{\"platform\": \"%s\", \"kind\": \"canvas\", \"jwksUrl\": \"%s\", \"allowUnsigned\": true}"
                        .formatted(platform, canvas.jwksUrl()));
        target = URI.create(feed.path("url").stringValue()).getPath();
        api.putYaml("/api/badges", BuffaloModel.YAML);
        api.put("/api/bindings", BuffaloModel.bindings(platform, COURSE));
        BuffaloModel.MILESTONES.forEach(badge -> api.post("/api/badges/" + badge + "/publish", ""));
        api.post("/api/badges/" + BuffaloModel.STACK + "/publish", "");
    }

    /** Every event so many times, all of them shuffled. */
    List<Flood.Letter> letters(int times, long seed) {
        List<Flood.Letter> letters = new ArrayList<>(events.size() * times);
        for (byte[] event : events) {
            Flood.Letter letter = new Flood.Letter(target, event, "Content-Type: application/json");
            letters.addAll(Collections.nCopies(times, letter));
        }
        Collections.shuffle(letters, new Random(seed));
        return letters;
    }

    /** What the grades alone say, worked out in memory without any of Cairn's code. */
    Map<Long, Map<String, Instant>> expected() {
        return BuffaloModel.expected(grades);
    }

    /** What Cairn says; more than one award per student and badge is an error. */
    Map<Long, Map<String, Instant>> held(ApiClient api) {
        Map<String, Long> names = new HashMap<>();
        for (long student = 1; student <= students; student++) {
            names.put(
                    api.get("/api/learners?platform=%s&id=%d".formatted(platform, student))
                            .path("id")
                            .stringValue(),
                    student);
        }
        if (names.size() != students) {
            throw new AssertionError("%d students are %d people".formatted(students, names.size()));
        }
        Map<Long, Map<String, Instant>> held = new TreeMap<>();
        for (JsonNode award : api.all("/api/awards")) {
            if (award.path("state").stringValue().equalsIgnoreCase("revoked")) {
                continue;
            }
            long student = names.get(award.path("learner").stringValue());
            Instant twice = held.computeIfAbsent(student, any -> new TreeMap<>())
                    .put(
                            award.path("badge").stringValue(),
                            Instant.parse(award.path("earnedAt").stringValue()));
            if (twice != null) {
                throw new AssertionError("Student %d holds a badge twice: %s".formatted(student, award));
            }
        }
        return held;
    }

    @Override
    public void close() {
        canvas.close();
    }
}
