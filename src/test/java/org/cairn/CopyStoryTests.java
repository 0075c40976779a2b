package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.KnownActivities;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
import org.cairn.lti.Course;
import org.cairn.lti.Courses;
import org.cairn.lti.Notices;
import org.cairn.pathway.Binding;
import org.cairn.pathway.Pathways;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** A course is copied: from the platform's tidings to a badge that is earned in the copy, in the running application. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class CopyStoryTests {

    private static final String BADGE = """
            badge: charter
            title: Team charter
            milestones: {charter: Charter}
            rule:
              score: {of: charter, at-least: 80%}
            """;

    @LocalServerPort
    int port;

    @Value("${cairn.public-url}")
    URI publicUrl;

    @Autowired
    Platforms platforms;

    @Autowired
    Courses courses;

    @Autowired
    Learners learners;

    @Autowired
    Pathways pathways;

    @Autowired
    KnownActivities activities;

    @Autowired
    EvidenceLog log;

    @Autowired
    Awards awards;

    @Autowired
    Notices notices;

    @Autowired
    TransactionTemplate transactions;

    private final TestPlatform canvas = TestPlatform.canvas();
    private Platform platform;
    private TestBrowser teacher;

    @BeforeEach
    void aCourseWithABadge(TestInfo test) throws Exception {
        platform = platforms.register(
                canvas.registration(test.getTestMethod().orElseThrow().getName()));
        pathways.put(platform.id().institution(), BADGE);
        pathways.publish(platform.id().institution(), "charter");
        teacher = canvas.browser(URI.create("http://127.0.0.1:" + port), publicUrl);
        launch("565");
        pathways.bind(
                platform.id().institution(),
                new Binding("charter", "charter", new Activity(platform.id(), "565", "assignment:355"), null));
        known("565", "assignment:355", null);
    }

    @AfterEach
    void close() {
        canvas.close();
    }

    private TestBrowser.Page launch(String course) {
        return teacher.launch(teaching(course));
    }

    private TestLaunch teaching(String course) {
        return canvas.instructor("teacher")
                .inCourse("context-" + course, "Collaboration " + course)
                .custom("canvas_course_id", course);
    }

    private void known(String course, String activity, String copiedFrom) {
        transactions.executeWithoutResult(status -> activities.learn(List.of(
                new KnownActivity(new Activity(platform.id(), course, activity), "The charter", null, copiedFrom))));
    }

    private int send(String body) {
        return teacher.send(HttpRequest.newBuilder(teacher.at("/lti/notices"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)))
                .status();
    }

    /** Grades a student in the copy, as an event would. */
    private LearnerId graded(String course, String activity) {
        TestBrowser student = canvas.browser(URI.create("http://127.0.0.1:" + port), publicUrl);
        student.launch(canvas.student("ada")
                .inCourse("context-" + course, "Collaboration " + course)
                .custom("canvas_course_id", course));
        LearnerId ada = learners.find(platform.id(), "ada").orElseThrow();
        Instant at = Instant.parse("2026-11-01T10:00:00Z");
        transactions.executeWithoutResult(status -> log.append(List.of(new Evidence(
                ada,
                "grade-in-the-copy",
                new Observation.Score(
                        new Activity(platform.id(), course, activity), new BigDecimal(90), new BigDecimal(100)),
                at,
                at,
                "feed:Test"))));
        return ada;
    }

    @Test
    void aNoticeTellsTheTeacherAcceptsAndTheCopyCounts() {
        assertThat(send(TestNotice.body(
                        TestNotice.hello(canvas).jwt(),
                        TestNotice.copy(canvas, "context-565", "context-900").jwt())))
                .isEqualTo(200);
        assertThat(notices.of(platform.id()))
                .extracting(Notices.Subscription::type)
                .containsExactly("LtiContextCopyNotice", "LtiHelloWorldNotice");
        known("900", "assignment:801", "assignment:355");

        assertThat(launch("900").body()).contains("This course was copied.");
        LearnerId ada = graded("900", "assignment:801");
        accept("assignment:801");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(awards.of(ada)).extracting(Award::badge).containsExactly("charter"));
        assertThat(teacher.get("/instructor").body()).doesNotContain("This course was copied.");
    }

    @Test
    void withoutANoticeTheHistoryThatTheFirstLaunchTellsDoesTheSame() {
        TestBrowser.Page first = teacher.launch(
                teaching("900").custom("context_id_history", "context-of-a-course-that-nobody-opened,context-565"));
        Course copy = courses.find(platform.id(), "900").orElseThrow();
        known("900", "assignment:801", null);

        assertThat(first.body()).contains("This course was copied.");
        accept("assignment:801");
        assertThat(pathways.bindings(copy.id()))
                .extracting(binding -> binding.activity().id())
                .containsExactly("assignment:801");
    }

    @Test
    void whatALaunchOffersIsAskedFor() {
        teacher.launch(teaching("565")
                .claim(
                        TestLaunch.LTI + "platformnotificationservice",
                        Map.of(
                                "service_versions",
                                List.of("1.0"),
                                "platform_notification_service_url",
                                canvas.origin() + "/api/lti/notice-handlers/1",
                                "scope",
                                List.of("https://purl.imsglobal.org/spec/lti/scope/noticehandlers"),
                                "notice_types_supported",
                                List.of("LtiHelloWorldNotice", "LtiContextCopyNotice", "LtiSomethingElse"))));

        // this platform has no such service, and says so
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(notices.of(platform.id()))
                        .hasSize(2)
                        .allSatisfy(one -> assertThat(one.reason()).isNotNull()));
    }

    @Test
    void nobodyElsesCourseIsProposed() {
        try (TestPlatform stranger = TestPlatform.canvas()) {
            platforms.register(stranger.registration("Another university"));
            assertThat(send(TestNotice.body(TestNotice.copy(stranger, "context-565", "context-901")
                            .jwt())))
                    .isEqualTo(200);
            assertThat(send(TestNotice.body(TestNotice.copy(canvas, "context-565", "context-901")
                            .signedWith(stranger.key())
                            .jwt())))
                    .isEqualTo(400);
            TestBrowser other = stranger.browser(URI.create("http://127.0.0.1:" + port), publicUrl);
            TestBrowser.Page page = other.launch(stranger.instructor("teacher").inCourse("context-901", "Theirs"));
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body()).doesNotContain("This course was copied.");
        }
        assertThat(launch("901").body()).doesNotContain("This course was copied.");
    }

    private void accept(String activity) {
        String page = teacher.get("/instructor/copy").body();
        assertThat(page).contains("<option value=\"" + activity + "\" selected=\"selected\">The charter</option>");
        String row = field(page, "take");
        TestBrowser.Page answer = teacher.submit(
                "/instructor/copy", Map.of("from", field(page, "from"), "take", row, "to-" + row, activity));
        assertThat(answer.status()).as(answer.body()).isEqualTo(302);
        assertThat(teacher.follow(answer).body()).contains("One activity was taken over.");
    }

    private static String field(String page, String name) {
        Matcher field =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(field.find()).as(name).isTrue();
        return field.group(1);
    }
}
