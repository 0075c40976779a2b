package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.cairn.Case;
import org.cairn.TestBrowser;
import org.cairn.TestLaunch;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.lti.Role;
import org.cairn.lti.Roster;
import org.cairn.lti.Services;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What everybody is told of a launch that was let in. */
class AnnouncementTests extends LaunchWorld {

    private static final String LTI = TestLaunch.LTI;
    private static final String AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint";
    private static final String NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice";
    private static final String PNS = LTI + "platformnotificationservice";
    private static final String SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score";

    @Autowired
    Roster roster;

    @Test
    void everythingThatTheLaunchOffersIsTold() {
        browser.launch(offering(canvas.origin()));
        LaunchAdmitted admitted = heard.last();
        assertThat(admitted.platform()).isEqualTo(registered.id());
        assertThat(admitted.deploymentId()).isEqualTo("1:deployment");
        assertThat(admitted.learner())
                .isEqualTo(learners.find(registered.id(), "ann").orElseThrow());
        assertThat(admitted.role()).isEqualTo(Role.STUDENT);
        assertThat(admitted.course())
                .isEqualTo(
                        courses.find(registered.id(), "course-1").orElseThrow().id());
        assertThat(admitted.resourceLinkId()).isEqualTo("link-1");
        assertThat(admitted.at()).isEqualTo(NOW);
        assertThat(admitted.services())
                .isEqualTo(new Services(
                        URI.create(canvas.origin() + "/members?x=1"),
                        URI.create(canvas.origin() + "/line_items?type_id=3"),
                        URI.create(canvas.origin() + "/line_items/7/lineitem?type_id=3"),
                        Set.of(SCORE),
                        URI.create(canvas.origin() + "/notices"),
                        Set.of("LtiContextCopyNotice")));
    }

    @Test
    void launchThatOffersNothingIsToldToo() {
        browser.launch(canvas.student("ann"));
        assertThat(heard.last().services()).isEqualTo(Services.NONE);
        assertThat(heard.last().course()).isNull();
        assertThat(heard.last().copiedFrom()).isEmpty();
    }

    @Test
    void oneWhoFailsToListenKeepsNobodyElseFromHearing() {
        deaf.failing = true;
        assertThat(browser.launch(canvas.student("ann")).status()).isEqualTo(200);
        assertThat(heard.admitted).hasSize(1);
    }

    @Test
    void launchIsToldOnceAndARefusedOneNever() {
        TestLaunch launch = offering(canvas.origin());
        TestBrowser.Login login = browser.login(launch);
        browser.answer(login, launch);
        browser.answer(login, launch);
        browser.answer(browser.login(launch), launch.claim(LTI + "version", "2"));
        assertThat(heard.admitted).hasSize(1);
    }

    @Test
    void launchWithoutCookiesIsToldAtOnce() {
        TestBrowser blocking = newBrowser().blockingCookies();
        TestLaunch launch = offering(canvas.origin()).login("lti_storage_target", "_parent");
        blocking.answer(blocking.login(launch), launch);
        assertThat(heard.admitted).hasSize(1);
    }

    @Case("A81")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://evil.example",
                "http://169.254.169.254",
                "https://127.0.0.1.evil.example",
                "ftp://127.0.0.1",
                "file:///etc/passwd?",
                "https://user:secret@127.0.0.1",
                "https://school.instructure.com",
                "javascript:alert(1)//",
                "$LineItems.url",
                ""
            })
    void servicesElsewhereAreNotTold(String place) {
        browser.launch(offering(place));
        assertThat(heard.last().services())
                .isEqualTo(new Services(null, null, null, Set.of(SCORE), null, Set.of("LtiContextCopyNotice")));
        assertThat(courses.membershipsUrl(heard.last().course())).isEmpty();
    }

    @Test
    void servicesOnTheHostOfTheCourseAreTold() {
        browser.launch(offering("https://school.example.edu")
                .claim(LTI + "launch_presentation", Map.of("return_url", "https://school.example.edu/courses/1")));
        assertThat(heard.last().services().lineItems()).hasHost("school.example.edu");
        browser.launch(
                offering("https://canvas.example.edu").custom("canvas_api_base_url", "https://canvas.example.edu"));
        assertThat(heard.last().services().lineItems()).hasHost("canvas.example.edu");
    }

    @Test
    void brokenOffersDoNotKeepAnybodyOut() {
        for (Object broken : List.of("text", List.of(1), 7, true, Map.of("scope", "text", "lineitems", 7))) {
            TestBrowser.Page page = browser.launch(canvas.student("ann")
                    .claim(AGS, broken)
                    .claim(NRPS, broken)
                    .claim(PNS, broken)
                    .claim(LTI + "tool_platform", broken));
            assertThat(page.status()).isEqualTo(200);
            assertThat(heard.last().services()).isEqualTo(Services.NONE);
        }
    }

    @Test
    void coursesThatThisOneWasCopiedFromAreTold() {
        String history = "a1,course%2F2, $Context.id.history,course-1,,a1,b\u0000,course-0";
        browser.launch(inCourse().custom("context_id_history", history));
        assertThat(heard.last().copiedFrom()).containsExactly("a1", "course/2", "course-0");
        browser.launch(inCourse().custom("context_id_history", "$Context.id.history"));
        assertThat(heard.last().copiedFrom()).isEmpty();
        String many = IntStream.range(0, 500).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        browser.launch(inCourse().custom("context_id_history", many));
        assertThat(heard.last().copiedFrom()).hasSize(50).startsWith("c0", "c1");
    }

    @Test
    void menuOfCanvasIsNoLink() {
        browser.launch(inCourse().claim(LTI + "resource_link", Map.of("id", "course-1")));
        assertThat(heard.last().resourceLinkId()).isNull();
        assertThat(heard.last().course()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Account", "http://purl.imsglobal.org/vocab/lis/v2/course#Account", "urn:x/Account"})
    void accountIsNoCourse(String type) {
        for (Object types : List.of(List.of(type), type)) {
            TestBrowser.Page page = browser.launch(canvas.administrator("eve")
                    .claim(LTI + "context", Map.of("id", "account-1", "title", "The university", "type", types))
                    .claim(LTI + "resource_link", Map.of("id", "account-1")));
            assertThat(page.url().getPath()).isEqualTo("/admin");
            assertThat(heard.last().course()).isNull();
            assertThat(heard.last().resourceLinkId()).isNull();
            assertThat(courses.find(registered.id(), "account-1")).isEmpty();
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "CourseSection",
                "Group",
                "http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering",
                "urn:something:else"
            })
    void everyOtherContextIsACourse(String type) {
        Map<String, Object> context = new HashMap<>(Map.of("id", "course-5", "title", "Course five"));
        context.put("type", type == null ? null : List.of(type));
        browser.launch(canvas.student("ann").claim(LTI + "context", context));
        assertThat(heard.last().course()).isNotNull();
    }

    @Test
    void menuOfTheUserLeadsToTheirOwnBadges() {
        for (TestLaunch launch : List.of(canvas.student("ann"), canvas.instructor("tom"))) {
            TestBrowser.Page page =
                    browser.launch(launch.claim("https://www.instructure.com/placement", "user_navigation"));
            assertThat(page.url().getPath()).isEqualTo("/student/badges");
        }
    }

    @Test
    void hostedCanvasHasAHostPerCustomer() {
        Vouched hosted = Vouched.of(hosted(registered), List.of("https://sso.canvaslms.com"));
        assertThat(hosted.isService(URI.create("https://school.instructure.com/api/lti/x")))
                .isTrue();
        assertThat(hosted.isPage(URI.create("https://school.instructure.com/courses/1")))
                .isTrue();
        assertThat(hosted.isService(URI.create("http://school.instructure.com/api")))
                .isFalse();
        assertThat(hosted.isService(URI.create("https://evilinstructure.com/api")))
                .isFalse();
        assertThat(hosted.isService(URI.create("https://instructure.com.evil.example/api")))
                .isFalse();
    }

    private static org.cairn.platform.Platform hosted(org.cairn.platform.Platform platform) {
        return new org.cairn.platform.Platform(
                platform.id(),
                platform.name(),
                platform.family(),
                "https://canvas.instructure.com",
                platform.clientId(),
                URI.create("https://sso.canvaslms.com/api/lti/authorize_redirect"),
                URI.create("https://sso.canvaslms.com/login/oauth2/token"),
                platform.jwksUrl(),
                true);
    }

    private TestLaunch inCourse() {
        return canvas.student("ann").inCourse("course-1", "Course one");
    }

    @Test
    void launchThatNamesNoRosterDoesNotHoldUpTheNextOne() {
        Map<String, Object> course = Map.of("id", "course-1", "title", "Course one");
        browser.launch(canvas.instructor("tom").claim(LTI + "context", course));
        browser.launch(canvas.instructor("tom")
                .claim(LTI + "context", course)
                .claim(NRPS, Map.of("context_memberships_url", canvas.origin() + "/members")));
        Awaitility.await()
                .untilAsserted(() -> assertThat(roster.last(registered.id()))
                        .extracting(Roster.Asked::course)
                        .containsExactly(heard.last().course()));
    }

    private TestLaunch offering(String place) {
        return inCourse()
                .claim(
                        AGS,
                        Map.of(
                                "scope", List.of(SCORE),
                                "lineitems", place + "/line_items?type_id=3",
                                "lineitem", place + "/line_items/7/lineitem?type_id=3"))
                .claim(
                        NRPS,
                        Map.of("context_memberships_url", place + "/members?x=1", "service_versions", List.of("2.0")))
                .claim(
                        PNS,
                        Map.of(
                                "platform_notification_service_url",
                                place + "/notices",
                                "notice_types_supported",
                                List.of("LtiContextCopyNotice")));
    }
}
