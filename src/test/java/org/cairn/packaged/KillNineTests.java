package org.cairn.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cairn.drive.ApiClient;
import org.cairn.drive.BuffaloModel;
import org.cairn.drive.BuffaloModel.Grade;
import org.cairn.drive.CairnProcess;
import org.cairn.drive.CanvasWriter;
import org.cairn.drive.EventSender;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The packaged application is killed in the middle of its work, again and again. */
@Tag("packaged")
class KillNineTests {

    private static final long COURSE = 565;
    private static final int STUDENTS = 5_000;
    private static final int EVENTS = 20_000;
    private static final List<Integer> KILLS = List.of(4_000, 9_000, 15_000);
    private static final Instant TERM = Instant.parse("2026-03-02T08:00:00.000Z");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path home;

    @Test
    void whatWasAnsweredSurvivesAndNothingIsAwardedTwice() throws Exception {
        Random random = new Random(9);
        List<Grade> grades = grades(random);
        List<byte[]> messages = messages(grades, random);
        assertThat(messages).hasSize(EVENTS);

        try (CairnProcess cairn = CairnProcess.packaged(Path.of(System.getProperty("cairn.jar")), home)
                        .start();
                ApiClient api = new ApiClient(cairn.port(), CairnProcess.TOKEN)) {
            Setting setting = setUp(api);
            EventSender sender = new EventSender(cairn.port(), setting.feedPath(), 32);
            CountDownLatch done = sender.begin(messages);
            for (int kill : KILLS) {
                ApiClient.await(PATIENCE, () -> sender.answered() >= kill);
                assertThat(done.getCount()).as("still in the middle").isPositive();
                cairn.kill();
                cairn.start();
            }
            assertThat(done.await(5, TimeUnit.MINUTES)).as(sender.lastRefusal()).isTrue();
            ApiClient again = new ApiClient(cairn.port(), CairnProcess.TOKEN);
            again.awaitSettled(PATIENCE);

            JsonNode tally = again.get("/api/ingestion");
            assertThat(tally.path("received").asInt()).isEqualTo(EVENTS);
            assertThat(tally.path("parked").asInt()).isZero();
            assertThat(tally.path("quarantined").asInt()).isZero();
            assertThat(held(again, setting.platform())).isEqualTo(BuffaloModel.expected(grades));
        }
    }

    private record Setting(String platform, String feedPath) {}

    private static Setting setUp(ApiClient api) {
        String platform = api.post("/api/platforms", """
                        {"institution": "Buffalo", "name": "Canvas", "family": "canvas", "issuer": "https://canvas.example.edu",
                         "clientId": "1", "authorizationUrl": "https://canvas.example.edu/authorize",
                         "tokenUrl": "https://canvas.example.edu/token", "jwksUrl": "https://canvas.example.edu/jwks",
                         "deploymentIds": ["1"]}""").path("id").stringValue();
        JsonNode feed = api.post(
                "/api/feeds",
                "{\"platform\": \"%s\", \"kind\": \"canvas\", \"allowUnsigned\": true}".formatted(platform));
        api.putYaml("/api/badges", BuffaloModel.YAML);
        api.put("/api/bindings", BuffaloModel.bindings(platform, COURSE));
        BuffaloModel.MILESTONES.forEach(badge -> api.post("/api/badges/" + badge + "/publish", ""));
        api.post("/api/badges/" + BuffaloModel.STACK + "/publish", "");
        return new Setting(platform, URI.create(feed.path("url").stringValue()).getPath());
    }

    private static List<Grade> grades(Random random) {
        List<Grade> grades = new ArrayList<>();
        for (long student = 1; student <= STUDENTS; student++) {
            for (int milestone = 0; milestone < 3; milestone++) {
                Instant at = TERM.plusMillis(random.nextLong(Duration.ofDays(60).toMillis()));
                grades.add(new Grade(student, milestone, BigDecimal.valueOf(50 + random.nextInt(51)), at));
            }
        }
        return grades;
    }

    /** One event per grade and one per person, in any order: a good part of the grades come before the person. */
    private static List<byte[]> messages(List<Grade> grades, Random random) {
        CanvasWriter writer = new CanvasWriter(COURSE);
        List<byte[]> messages = new ArrayList<>();
        grades.forEach(grade ->
                messages.add(writer.gradeChange(grade.student(), grade.assignment(), grade.score(), 100, grade.at())
                        .getBytes(StandardCharsets.UTF_8)));
        for (long student = 1; student <= STUDENTS; student++) {
            messages.add(writer.userCreated(student, TERM).getBytes(StandardCharsets.UTF_8));
        }
        Collections.shuffle(messages, random);
        return messages;
    }

    private static Map<Long, Map<String, Instant>> held(ApiClient api, String platform) {
        Map<String, Long> students = new HashMap<>();
        for (long student = 1; student <= STUDENTS; student++) {
            JsonNode learner = api.get("/api/learners?platform=%s&id=%d".formatted(platform, student));
            students.put(learner.path("id").stringValue(), student);
        }
        assertThat(students).as("each student is one person").hasSize(STUDENTS);
        Map<Long, Map<String, Instant>> held = new TreeMap<>();
        for (JsonNode award : api.all("/api/awards")) {
            Instant before = held.computeIfAbsent(
                            students.get(award.path("learner").stringValue()), any -> new TreeMap<>())
                    .put(
                            award.path("badge").stringValue(),
                            Instant.parse(award.path("earnedAt").stringValue()));
            assertThat(before).as("one award per learner and badge").isNull();
        }
        return held;
    }
}
