package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.cairn.drive.ApiClient;
import org.cairn.drive.FileDesk;
import org.cairn.drive.SourceWorld;
import org.cairn.net.PublicUrl;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A file of results, from the instructor's browser to the award; and a waiver on the student's page. */
class UploadStoryTests extends SourceWorld {

    @LocalServerPort
    private int localPort;

    @Value("${cairn.operator-token}")
    private String operator;

    @Autowired
    private PublicUrl publicUrl;

    private final TestPlatform canvas = TestPlatform.canvas();
    private final String institution = "University of Files " + UUID.randomUUID();

    private TestBrowser browser(TestLaunch launch) {
        TestBrowser browser = canvas.browser(URI.create("http://127.0.0.1:" + localPort), publicUrl.publicUrl());
        TestBrowser.Page page = browser.launch(launch.inCourse("ctx-1", "Engineering 101"));
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return browser;
    }

    @Test
    void whatAnInstructorUploadsAndWaivesCounts() throws Exception {
        canvas.useClock(clock());
        Platform platform = platforms.register(canvas.registration(institution));
        try (ApiClient api = new ApiClient(localPort, operator, institution)) {
            api.putYaml("/api/badges", """
                    badge: safe
                    title: Safe
                    milestones: {training: Safety training, talk: Talk}
                    rule:
                      all: [{complete: training}, {attested: talk}]
                    """);
            api.put("/api/bindings", """
                    {"badge": "safe", "milestone": "training", "platform": "%s", "course": "ctx-1", "activity": "event:Safety_training"}""".formatted(platform.id().value()));
            api.post("/api/badges/safe/publish", "");
            browser(canvas.student("user-1").named("Ada Abara", "ada@example.edu"));
            TestBrowser teacher = browser(canvas.instructor("user-2").named("Tess Teacher", "tess@example.edu"));
            LearnerId ada = learners.find(platform.id(), "user-1").orElseThrow();

            FileDesk desk = new FileDesk(teacher);
            TestBrowser.Page shown = desk.show(
                    "User ID;Activity;Completed\nuser-1;Safety training;yes\nuser-9;Safety training;perhaps\n");
            assertThat(shown.status()).isEqualTo(200);
            assertThat(shown.body()).contains("Ada Abara", "neither yes nor no", "Take in one row");
            desk.takeIn(shown);

            teacher.submit(
                    "/instructor/students/" + ada.value() + "/waive",
                    Map.of("milestone", "safe/talk", "reason", "Spoke at a conference"));
            org.awaitility.Awaitility.await()
                    .until(() -> api.all("/api/awards?learner=" + ada.value()).size() == 1);
            assertThat(teacher.get("/instructor/students/" + ada.value()).body())
                    .contains("Waived by Tess Teacher", "Spoke at a conference");

            TestBrowser.Page large = desk.show(new byte[10 * 1024 * 1024 + 1]);
            assertThat(large.status()).isEqualTo(200);
            assertThat(large.body()).contains("larger than 10 MB");
            assertThat(desk.show(new byte[14 * 1024 * 1024]).status()).isBetween(400, 499);
            assertThat(platform.family()).isEqualTo(Family.CANVAS);
        }
    }
}
