package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.drive.ApiClient;
import org.cairn.drive.BuffaloModel;
import org.cairn.drive.BuffaloModel.Grade;
import org.cairn.drive.CanvasWriter;
import org.cairn.drive.EventSender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The whole line by API and HTTP alone, each story in an institution of its own. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class EndToEndApi {

    private static final long COURSE = 565;
    private static final int STUDENTS = 50;
    private static final int CONNECTIONS = 8;
    private static final Instant TERM = Instant.parse("2026-03-02T08:00:00.000Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    int port;

    @Value("${cairn.operator-token}")
    String token;

    @Value("${cairn.public-url}")
    URI publicUrl;

    private final TestPlatform canvas = TestPlatform.canvas();
    /** Canvas signs launches and events with different keys. */
    private final TestPlatform events = TestPlatform.canvas();

    private final CanvasWriter writer = new CanvasWriter(COURSE);
    private ApiClient api;
    private String platform;
    private EventSender sender;

    @BeforeEach
    void registerByApi(TestInfo test) {
        String institution =
                "University of " + test.getTestMethod().orElseThrow().getName();
        api = new ApiClient(port, token, institution);
        var registration = canvas.registration(institution);
        platform = api.post("/api/platforms", """
                        {"institution": "%s", "name": "Canvas", "family": "canvas", "issuer": "%s", "clientId": "%s",
                         "authorizationUrl": "%s", "tokenUrl": "%s", "jwksUrl": "%s", "deploymentIds": ["%s"]}""".formatted(
                                institution,
                                registration.issuer(),
                                registration.clientId(),
                                registration.authorizationUrl(),
                                registration.tokenUrl(),
                                registration.jwksUrl(),
                                TestPlatform.DEPLOYMENT))
                .path("id")
                .stringValue();
        JsonNode feed = api.post(
                "/api/feeds",
                "{\"platform\": \"%s\", \"kind\": \"canvas\", \"jwksUrl\": \"%s\"}"
                        .formatted(platform, events.jwksUrl()));
        sender =
                new EventSender(port, URI.create(feed.path("url").stringValue()).getPath(), CONNECTIONS);
    }

    @AfterEach
    void close() {
        api.close();
        canvas.close();
        events.close();
    }

    @Test
    void exactlyTheRightStudentsHoldExactlyTheRightBadgesOnceSinceTheRightTime() throws Exception {
        List<Grade> grades = grades(new Random(20260302));
        api.putYaml("/api/badges", BuffaloModel.YAML);
        api.put("/api/bindings", BuffaloModel.bindings(platform, COURSE));
        publish(BuffaloModel.MILESTONES);
        publish(List.of(BuffaloModel.STACK));

        Random order = new Random(42);
        makeKnown(0);
        makeKnown(1);
        sender.send(everyThreeTimes(grades, order));
        makeKnown(2);
        api.awaitSettled(PATIENCE);

        assertThat(held()).isEqualTo(BuffaloModel.expected(grades));
        JsonNode tally = api.get("/api/ingestion");
        assertThat(tally.path("waiting").asInt()).isZero();
        assertThat(tally.path("parked").asInt()).isZero();
        assertThat(tally.path("quarantined").asInt()).isZero();
        assertThat(tally.path("lagSeconds").asDouble()).isZero();
        assertThat(tally.path("duplicates").asInt()).isEqualTo(2 * grades.size());
        assertThat(sender.refused()).as(sender.lastRefusal()).isZero();
    }

    @Test
    void publishingAwardsThoseWhoQualifyAlreadyWithTheirTrueEarnDate() throws Exception {
        List<Grade> grades = grades(new Random(7));
        makeKnown(0);
        makeKnown(1);
        makeKnown(2);
        sender.send(everyThreeTimes(grades, new Random(8)));
        api.putYaml("/api/badges", BuffaloModel.YAML);
        api.put("/api/bindings", BuffaloModel.bindings(platform, COURSE));
        api.awaitSettled(PATIENCE);
        assertThat(api.all("/api/awards")).as("a draft awards nothing").isEmpty();

        publish(BuffaloModel.MILESTONES);
        publish(List.of(BuffaloModel.STACK));
        api.awaitSettled(PATIENCE);

        assertThat(held()).isEqualTo(BuffaloModel.expected(grades));
    }

    @Test
    void oneOfThreeIssuesNothingAndAllThreeDo() throws Exception {
        api.putYaml("/api/badges", """
                badge: all-three
                title: All three
                milestones: {one: One, two: Two, three: Three}
                rule:
                  all: [{score: {of: one, at-least: 80%}}, {score: {of: two, at-least: 80%}}, {score: {of: three, at-least: 80%}}]
                """);
        for (int i = 0; i < 3; i++) {
            api.put("/api/bindings", """
                    {"badge": "all-three", "milestone": "%s", "platform": "%s", "course": "565", "activity": "assignment:%d"}""".formatted(
                            List.of("one", "two", "three").get(i), platform, 355 + i));
        }
        publish(List.of("all-three"));
        send(List.of(writer.userCreated(1, TERM), grade(1, 0, "100"), grade(1, 1, "79.99")));
        api.awaitSettled(PATIENCE);
        assertThat(api.all("/api/awards")).isEmpty();
        JsonNode standing =
                api.get("/api/learners/" + learner(1) + "/standings").get(0);
        assertThat(standing.path("met").asBoolean()).isFalse();
        assertThat(standing.path("progress").decimalValue()).isLessThan(BigDecimal.ONE);

        send(List.of(grade(1, 2, "80")));
        api.awaitSettled(PATIENCE);
        assertThat(api.all("/api/awards")).as("two of three").isEmpty();

        send(List.of(writer.gradeChange(1, 356, new BigDecimal("80"), 100, TERM.plusSeconds(500))));
        api.awaitSettled(PATIENCE);
        assertThat(api.all("/api/awards")).singleElement().satisfies(award -> {
            assertThat(award.path("earnedAt").stringValue())
                    .isEqualTo(TERM.plusSeconds(500).toString());
            assertThat(award.path("evidence")).hasSize(3);
        });
    }

    @Test
    void openingEveryPageAndLinkWithoutEvidenceIssuesNothing() throws Exception {
        api.putYaml("/api/badges", BuffaloModel.YAML);
        api.put("/api/bindings", BuffaloModel.bindings(platform, COURSE));
        publish(BuffaloModel.MILESTONES);
        publish(List.of(BuffaloModel.STACK));
        TestBrowser browser = browser();

        TestBrowser.Page first = browser.launch(student(1));
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        Set<String> opened = openEverything(browser, first);
        api.awaitSettled(PATIENCE);

        assertThat(opened).as("the pages that could be reached").isNotEmpty();
        assertThat(api.all("/api/awards")).isEmpty();
        api.get("/api/learners/" + learner(1) + "/standings")
                .forEach(standing ->
                        assertThat(standing.path("progress").decimalValue()).isEqualByComparingTo("0"));
    }

    /** Three grades each; some students had a first try that failed, or improved on one that had been good enough. */
    private static List<Grade> grades(Random random) {
        List<Grade> grades = new ArrayList<>();
        for (long student = 1; student <= STUDENTS; student++) {
            for (int milestone = 0; milestone < 3; milestone++) {
                Instant at = TERM.plusMillis(random.nextLong(Duration.ofDays(60).toMillis()));
                grades.add(new Grade(student, milestone, score(random), at));
                if (random.nextInt(4) == 0) {
                    Instant before = at.minusMillis(1 + random.nextLong(86_400_000));
                    grades.add(new Grade(student, milestone, score(random), before));
                }
            }
        }
        return grades;
    }

    private static BigDecimal score(Random random) {
        // exactly on the bars and a hair below them, too
        List<String> interesting = List.of("80", "79.99", "70", "69.99", "100", "0", "95.5", "88", "92");
        return new BigDecimal(interesting.get(random.nextInt(interesting.size())));
    }

    private List<byte[]> everyThreeTimes(List<Grade> grades, Random order) {
        List<byte[]> messages = new ArrayList<>();
        for (Grade grade : grades) {
            byte[] signed = CanvasWriter.signed(
                    writer.gradeChange(grade.student(), grade.assignment(), grade.score(), 100, grade.at()),
                    events.key());
            messages.addAll(List.of(signed, signed, signed));
        }
        Collections.shuffle(messages, order);
        return messages;
    }

    /** Makes every third student known: by an event of their account, by one of their enrolment, or by a launch. */
    private void makeKnown(int third) throws InterruptedException {
        List<String> said = new ArrayList<>();
        for (long student = 1; student <= STUDENTS; student++) {
            if (student % 3 == third) {
                switch ((int) (student / 3 % 3)) {
                    case 0 -> said.add(writer.userCreated(student, TERM));
                    case 1 -> said.add(writer.enrollmentCreated(student, TERM));
                    default ->
                        assertThat(browser().launch(student(student)).status()).isEqualTo(200);
                }
            }
        }
        send(said);
    }

    private TestBrowser browser() {
        return canvas.browser(URI.create("http://127.0.0.1:" + port), publicUrl);
    }

    private TestLaunch student(long student) {
        return canvas.student("sub-of-" + student)
                .inCourse("context-of-565", "Project-based collaboration")
                .named("Student " + student, "s%d@example.edu".formatted(student))
                .custom("canvas_user_id", Long.toString(student))
                .custom("canvas_user_global_id", Long.toString(CanvasWriter.SHARD + student))
                .custom("canvas_user_uuid", CanvasWriter.uuid(student))
                .custom("canvas_course_id", Long.toString(COURSE))
                .custom("user_sis_id", "$Canvas.user.sisSourceId");
    }

    private String grade(long student, int milestone, String score) {
        return writer.gradeChange(
                student, 355 + milestone, new BigDecimal(score), 100, TERM.plusSeconds(60 + milestone));
    }

    private void send(List<String> said) throws InterruptedException {
        sender.send(said.stream()
                .map(event -> CanvasWriter.signed(event, events.key()))
                .toList());
    }

    private void publish(List<String> badges) {
        badges.forEach(badge -> assertThat(api.post("/api/badges/" + badge + "/publish", "")
                        .path("state")
                        .stringValue())
                .isEqualTo("PUBLISHED"));
    }

    private String learner(long student) {
        return api.get("/api/learners?platform=%s&id=%d".formatted(platform, student))
                .path("id")
                .stringValue();
    }

    /** What the API says: since when each student holds which badges; a badge held twice would not fit. */
    private Map<Long, Map<String, Instant>> held() {
        Map<String, Long> students = new TreeMap<>();
        for (long student = 1; student <= STUDENTS; student++) {
            students.put(learner(student), student);
        }
        Map<Long, Map<String, Instant>> held = new TreeMap<>();
        for (JsonNode award : api.all("/api/awards?limit=37")) {
            if (award.path("state").stringValue().equals("REVOKED")) {
                continue;
            }
            assertThat(award.path("credentialUrl").stringValue()).startsWith(publicUrl + "/credentials/");
            Instant before = held.computeIfAbsent(
                            students.get(award.path("learner").stringValue()), any -> new TreeMap<>())
                    .put(
                            award.path("badge").stringValue(),
                            Instant.parse(award.path("earnedAt").stringValue()));
            assertThat(before).as("one award per learner and badge").isNull();
        }
        return held;
    }

    /** Opens every page of ours that links lead to, as a curious student would. */
    private Set<String> openEverything(TestBrowser browser, TestBrowser.Page first) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(links(first.body()));
        next.addAll(List.of("/student", "/instructor", "/admin", "/", "/issuers/x", "/badges/x/pbl-achievement"));
        while (!next.isEmpty() && seen.size() < 100) {
            String path = next.pop();
            if (seen.add(path.replaceAll("[?&]launch=[^&]*", ""))) {
                TestBrowser.Page page = browser.get(path);
                assertThat(page.status()).as(path).isLessThan(500);
                next.addAll(links(page.body()));
            }
        }
        return seen;
    }

    private static List<String> links(String body) {
        Matcher href = Pattern.compile("(?:href|hx-get|action)=\"(/[^\"#]*)").matcher(body);
        return href.results()
                .map(found -> found.group(1).replace("&amp;", "&"))
                .filter(path -> !path.startsWith("/assets") && !path.startsWith("/webjars"))
                .toList();
    }
}
