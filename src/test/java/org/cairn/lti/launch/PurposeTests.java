package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cairn.Case;
import org.cairn.TestBrowser.Page;
import org.cairn.TestLaunch;
import org.cairn.lti.ContentRequest;
import org.cairn.lti.Embed;
import org.cairn.lti.Launch;
import org.cairn.lti.Launches;
import org.cairn.lti.Purpose;
import org.cairn.people.Erasures;
import org.cairn.people.LearnerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the platform opened us for, and where that leads. */
class PurposeTests extends LaunchWorld {

    private static final String LTI = TestLaunch.LTI;
    private static final String SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings";

    @Autowired
    Launches launches;

    @Autowired
    Erasures erasures;

    static Stream<Arguments> embeds() {
        Embed badge = new Embed(Embed.View.BADGE, "teamwork-1");
        Embed progress = new Embed(Embed.View.PROGRESS, null);
        Embed group = new Embed(Embed.View.CLASS, null);
        return Stream.of(
                Arguments.of(
                        "badge", "teamwork-1", "", badge, "/student/badge/teamwork-1", "/instructor/badge/teamwork-1"),
                Arguments.of(
                        "BADGE", "teamwork-1", "", badge, "/student/badge/teamwork-1", "/instructor/badge/teamwork-1"),
                Arguments.of("progress", "", "", progress, "/student", "/instructor"),
                Arguments.of("class", "x", "", group, "/student", "/instructor"),
                Arguments.of(
                        "",
                        "",
                        "?view=badge&badge=teamwork-1",
                        badge,
                        "/student/badge/teamwork-1",
                        "/instructor/badge/teamwork-1"),
                Arguments.of("progress", "", "?view=badge&badge=teamwork-1", progress, "/student", "/instructor"),
                Arguments.of("$cairn_view", "$x", "?view=class", group, "/student", "/instructor"),
                Arguments.of("badge", "../admin", "", null, "/student", "/instructor"),
                Arguments.of("badge", "", "?view=badge", null, "/student", "/instructor"),
                Arguments.of("nonsense", "teamwork-1", "?x=y", null, "/student", "/instructor"),
                Arguments.of("", "", "", null, "/student", "/instructor"));
    }

    @ParameterizedTest
    @MethodSource
    void embeds(String view, String badge, String query, Embed embed, String toStudents, String toStaff) {
        for (String who : List.of("student", "instructor", "administrator")) {
            TestLaunch launch = switch (who) {
                case "student" -> canvas.student("ann");
                case "instructor" -> canvas.instructor("tom");
                default -> canvas.administrator("eve");
            };
            launch.inCourse("course-1", "Course one")
                    .custom("cairn_view", view)
                    .custom("cairn_badge", badge)
                    .claim(LTI + "target_link_uri", publicUrl.of("/lti/launch" + query));
            String staff = embed == null && who.equals("administrator") ? "/admin" : toStaff;
            assertThat(leadsTo(answerTo(launch))).isEqualTo(who.equals("student") ? toStudents : staff);
            assertThat(heard.last().purpose()).isEqualTo(new Purpose.Visit(embed, null));
        }
    }

    @Test
    void placementIsKept() {
        browser.launch(canvas.instructor("tom")
                .inCourse("course-1", "Course one")
                .claim("https://www.instructure.com/placement", "course_navigation"));
        assertThat(purpose()).isEqualTo(new Purpose.Visit(null, "course_navigation"));
    }

    @Test
    void pickerOpensForWhoTeaches() {
        Page page = browser.launch(picker(canvas.instructor("tom"), settings()));
        assertThat(page.url().getPath()).isEqualTo("/instructor/content");
        assertThat(purpose())
                .isEqualTo(new Purpose.Choice(new ContentRequest(
                        "1:deployment",
                        URI.create(canvas.origin() + "/courses/1/deep_linking_response?x=1&y=%20"),
                        "csrf \"<token>\" é",
                        java.util.Set.of("ltiResourceLink", "link"),
                        true,
                        false)));
        assertThat(heard.last().purpose()).isEqualTo(purpose());
        assertThat(heard.last().resourceLinkId()).isNull();
    }

    @Test
    void pickerOfMoodleSaysLess() {
        Map<String, Object> settings = settings();
        settings.remove("data");
        settings.remove("accept_lineitem");
        browser.launch(picker(canvas.instructor("tom"), settings));
        ContentRequest request = ((Purpose.Choice) purpose()).request();
        assertThat(request.data()).isNull();
        assertThat(request.lineItems())
                .as("what Moodle does not say it still does")
                .isTrue();
    }

    @Test
    void pickerWorksWithoutACourse() {
        TestLaunch launch = picker(canvas.instructor("tom"), settings()).without(LTI + "context");
        assertThat(leadsTo(answerTo(launch))).isEqualTo("/instructor/content");
    }

    @Test
    void pickerIsNotForStudents() {
        assertRefused(answerTo(picker(canvas.student("ann"), settings())), Refusal.ROLE);
        assertThat(learners.find(registered.id(), "ann")).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "https://evil.example/return",
                "javascript:alert(1)",
                "http://127.0.0.1:1/other-port",
                "//evil.example/",
                "https://user@evil.example/",
                "/relative",
                "not a url"
            })
    void answerOfThePickerGoesToThePlatformOnly(String returnUrl) {
        Map<String, Object> settings = settings();
        settings.put("deep_link_return_url", returnUrl);
        assertRefused(answerTo(picker(canvas.instructor("tom"), settings)), Refusal.MESSAGE);
    }

    @Test
    void pickerWithoutItsSettingsIsRefused() {
        TestLaunch launch = canvas.instructor("tom").claim(LTI + "message_type", "LtiDeepLinkingRequest");
        assertRefused(answerTo(launch), Refusal.MESSAGE);
        for (Object broken : List.of("text", List.of(), 7)) {
            assertRefused(answerTo(launch.claim(SETTINGS, broken)), Refusal.MESSAGE);
        }
        Map<String, Object> settings = settings();
        settings.put("accept_types", "ltiResourceLink");
        assertRefused(answerTo(launch.claim(SETTINGS, settings)), Refusal.MESSAGE);
        settings = settings();
        settings.put("data", "x".repeat(8193));
        assertRefused(answerTo(launch.claim(SETTINGS, settings)), Refusal.MESSAGE);
    }

    @Test
    void reviewLeadsToTheStudent() {
        browser.launch(canvas.student("ann").inCourse("course-1", "Course one"));
        LearnerId ann = learners.find(registered.id(), "ann").orElseThrow();
        TestLaunch launch = review(canvas.instructor("tom"), "ann")
                .custom("cairn_view", "badge")
                .custom("cairn_badge", "b");
        Page page = browser.launch(launch);
        assertThat(page.url().getPath()).isEqualTo("/instructor/students/" + ann.value());
        assertThat(purpose()).isEqualTo(new Purpose.Review(ann, new Embed(Embed.View.BADGE, "b")));
    }

    @Test
    void reviewOfSomebodyWhoNeverCameIsOpened() {
        Page page = browser.launch(review(canvas.instructor("tom"), "nobody-yet"));
        LearnerId learner = learners.find(registered.id(), "nobody-yet").orElseThrow();
        assertThat(page.url().getPath()).endsWith(learner.value().toString());
    }

    @Test
    @Case("E96")
    void reviewOfSomebodyWhoWasErasedBringsNobodyBack() {
        browser.launch(canvas.student("zoe").inCourse("course-1", "Course one"));
        LearnerId zoe = learners.find(registered.id(), "zoe").orElseThrow();
        erasures.erase(zoe, "operator");

        Page page = browser.launch(review(canvas.instructor("tom"), "zoe"));

        assertThat(page.url().getPath()).isEqualTo("/instructor");
        assertThat(learners.find(registered.id(), "zoe")).isEmpty();
        browser.launch(canvas.student("zoe").inCourse("course-1", "Course one"));
        assertThat(learners.find(registered.id(), "zoe"))
                .as("whoever comes themselves begins anew")
                .isPresent()
                .isNotEqualTo(java.util.Optional.of(zoe));
    }

    @Test
    void studentsMayReviewThemselvesOnly() {
        assertThat(leadsTo(answerTo(review(canvas.student("ann"), "ann")))).isEqualTo("/student");
        TestLaunch launch = review(canvas.student("bob"), "ann");
        Page refused = answerTo(launch);
        assertThat(refused.body()).isEqualTo("problem launch.role");
        assertThat(learners.find(registered.id(), "bob")).isEmpty();
    }

    @Test
    void reviewOfNobodyIsRefused() {
        TestLaunch launch = canvas.instructor("tom").claim(LTI + "message_type", "LtiSubmissionReviewRequest");
        assertRefused(answerTo(launch), Refusal.MESSAGE);
        assertRefused(answerTo(launch.claim(LTI + "for_user", Map.of("user_id", ""))), Refusal.MESSAGE);
        assertRefused(answerTo(launch.claim(LTI + "for_user", "ann")), Refusal.MESSAGE);
    }

    @Case("T40")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LtiStartProctoring",
                "LtiEndAssessment",
                "LtiDataPrivacyLaunchRequest",
                "ltiresourcelinkrequest",
                "LtiDeepLinkingResponse",
                ""
            })
    void otherMessagesAreRefused(String type) {
        assertRefused(answerTo(canvas.instructor("tom").claim(LTI + "message_type", type)), Refusal.MESSAGE);
    }

    @Test
    void purposeOutlivesTheMemoryOfThisNode() {
        browser.launch(picker(canvas.instructor("tom"), settings()));
        Purpose before = purpose();
        clock.advance(SessionMemory.KEPT.plusSeconds(1));
        assertThat(purpose()).isEqualTo(before);
    }

    @Test
    void pageToReturnToIsKept() {
        browser.launch(canvas.student("ann")
                .claim(LTI + "launch_presentation", Map.of("return_url", "https://school.example.edu/courses/7/x")));
        clock.advance(SessionMemory.KEPT.plusSeconds(1));
        assertThat(launch().returnUrl()).isEqualTo("https://school.example.edu/courses/7/x");
        browser.launch(
                canvas.student("ann").claim(LTI + "launch_presentation", Map.of("return_url", "javascript:alert(1)")));
        assertThat(launch().returnUrl()).isNull();
    }

    private Purpose purpose() {
        return launch().purpose();
    }

    private Launch launch() {
        String handle = browser.launchKey();
        return launches.find(handle + "." + browser.cookies().get("__Host-cairn-" + handle))
                .orElseThrow();
    }

    private static String leadsTo(Page answer) {
        assertThat(answer.status()).isEqualTo(303);
        return URI.create(answer.header("Location")).getPath();
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("deep_link_return_url", canvas.origin() + "/courses/1/deep_linking_response?x=1&y=%20");
        settings.put("accept_types", List.of("ltiResourceLink", "link"));
        settings.put("accept_presentation_document_targets", List.of("iframe"));
        settings.put("accept_multiple", true);
        settings.put("accept_lineitem", false);
        settings.put("data", "csrf \"<token>\" é");
        return settings;
    }

    private TestLaunch picker(TestLaunch launch, Map<String, Object> settings) {
        return launch.inCourse("course-1", "Course one")
                .without(LTI + "resource_link")
                .claim(LTI + "message_type", "LtiDeepLinkingRequest")
                .claim(SETTINGS, settings);
    }

    private TestLaunch review(TestLaunch launch, String student) {
        return launch.inCourse("course-1", "Course one")
                .claim(LTI + "message_type", "LtiSubmissionReviewRequest")
                .claim(LTI + "for_user", Map.of("user_id", student));
    }
}
