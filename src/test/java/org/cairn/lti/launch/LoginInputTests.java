package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Map;
import java.util.stream.Stream;
import org.cairn.Case;
import org.cairn.TestBrowser;
import org.cairn.TestBrowser.Login;
import org.cairn.TestBrowser.Page;
import org.cairn.TestLaunch;
import org.cairn.TestPlatform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Login initiations as strangers and broken platforms send them. */
class LoginInputTests extends LaunchWorld {

    static Stream<Arguments> refusedParameters() {
        return Stream.of(
                Arguments.of("iss", null, Refusal.REQUEST),
                Arguments.of("iss", " ", Refusal.REQUEST),
                Arguments.of("iss", "https://unknown.example", Refusal.PLATFORM_UNKNOWN),
                Arguments.of("iss", "x".repeat(5000), Refusal.REQUEST),
                Arguments.of("login_hint", null, Refusal.REQUEST),
                Arguments.of("login_hint", "x".repeat(10_000), Refusal.REQUEST),
                Arguments.of("lti_message_hint", "x".repeat(10_000), Refusal.REQUEST),
                Arguments.of("target_link_uri", "", Refusal.REQUEST),
                Arguments.of("target_link_uri", "https://evil.example/phish", Refusal.TARGET),
                Arguments.of("target_link_uri", "javascript:alert(1)", Refusal.TARGET),
                Arguments.of("target_link_uri", "data:text/html,x", Refusal.TARGET),
                Arguments.of("target_link_uri", "http://127.0.0.1:8080/\r\nSet-Cookie: a=b", Refusal.TARGET),
                Arguments.of("lti_deployment_id", "9:unknown", Refusal.DEPLOYMENT),
                Arguments.of("lti_deployment_id", "x".repeat(300), Refusal.DEPLOYMENT));
    }

    @ParameterizedTest
    @MethodSource
    @Case({"L1", "L2", "L5", "L6", "L7", "L8", "L9", "L10", "L13"})
    void refusedParameters(String name, String value, Refusal refusal) {
        assertRefused(browser.login(student().login(name, value)).page(), refusal);
        assertThat(browser.cookies()).isEmpty();
    }

    @Test
    @Case("L4")
    void issuerIsComparedExactly() {
        for (String almost : new String[] {
            canvas.issuer() + "/",
            canvas.issuer().replace("http", "HTTP"),
            canvas.issuer().replace("http", "https")
        }) {
            assertRefused(browser.login(student().login("iss", almost)).page(), Refusal.PLATFORM_UNKNOWN);
        }
    }

    @Test
    @Case("L3")
    void clientIdOfAnotherPlatformIsRefused() {
        try (TestPlatform other = TestPlatform.moodle()) {
            platforms.register(other.registration());
            assertRefused(
                    browser.login(student().login("client_id", other.clientId()))
                            .page(),
                    Refusal.PLATFORM_UNKNOWN);
        }
    }

    @Test
    void issuerWithOneRegistrationNeedsNoClientId() {
        assertThat(browser.launch(student().login("client_id", null)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss=a&iss=b", "iss=%zz", "%00=1&iss=%ff%fe"})
    @Case("L11")
    void parametersThatCannotBeTrustedAreRefused(String body) {
        Page answer = browser.postRaw("/lti/login", body);
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    @Case("L11")
    void anyParameterSentTwiceIsRefused() {
        String form =
                TestBrowser.encode(Map.of("iss", canvas.issuer(), "login_hint", "h", "client_id", canvas.clientId()));
        String target = "&target_link_uri=http%3A%2F%2F127.0.0.1%3A8080%2F";
        assertThat(browser.postRaw("/lti/login", form + target).status()).isEqualTo(302);
        assertRefused(browser.postRaw("/lti/login", form + target + "&login_hint=other"), Refusal.REQUEST);
        assertRefused(browser.postRaw("/lti/login?login_hint=other", form + target), Refusal.REQUEST);
    }

    @Test
    @Case("L12")
    void jsonInsteadOfAFormIsRefused() {
        Page answer = browser.send(HttpRequest.newBuilder(browser.at("/lti/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"iss\":\"" + canvas.issuer() + "\"}")));
        assertRefused(answer, Refusal.REQUEST);
    }

    @Test
    void loginByGetIsTheSame() {
        TestLaunch launch = student();
        String query = TestBrowser.encode(Map.of(
                "iss", canvas.issuer(),
                "client_id", canvas.clientId(),
                "login_hint", "h",
                "target_link_uri", publicUrl.of("/lti/launch")));
        Login login = browser.asLogin(browser.get("/lti/login?" + query));
        assertThat(browser.follow(browser.answer(login, launch)).status()).isEqualTo(200);
    }

    @Test
    void otherMethodsAreRefused() {
        Page answer = browser.send(
                HttpRequest.newBuilder(browser.at("/lti/login")).PUT(HttpRequest.BodyPublishers.ofString("iss=x")));
        assertRefused(answer, Refusal.METHOD);
    }

    @Test
    void hugeFormIsRefused() {
        Page answer = browser.postRaw("/lti/login", "iss=" + "x".repeat(300_000));
        assertRefused(answer, Refusal.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"><script>alert(1)</script>", "a b", "x\u0000", "frame'"})
    @Case("L16")
    void storageTargetThatCannotBeAFrameIsNoOffer(String target) {
        Login login = browser.login(student().login("lti_storage_target", target));
        assertThat(login.page().status()).isEqualTo(302);
    }

    @Test
    @Case("T55")
    void pausedPlatformIsRefused() {
        TestLaunch launch = student();
        Login begun = browser.login(launch);
        platforms.pause(registered.id(), true);
        assertRefused(newBrowser().login(launch).page(), Refusal.PLATFORM_PAUSED);
        assertRefused(browser.answer(begun, launch), Refusal.PLATFORM_PAUSED);
        platforms.pause(registered.id(), false);
        platforms.remove(registered.id());
        assertRefused(newBrowser().login(launch).page(), Refusal.PLATFORM_PAUSED);
        assertRefused(browser.answer(begun, launch), Refusal.PLATFORM_PAUSED);
    }

    @Test
    void loginRemembersTheDeploymentItNamed() {
        platforms.accept(registered.id(), "2:second");
        TestLaunch launch = student().login("lti_deployment_id", "2:second");
        assertRefused(answerTo(launch), Refusal.DEPLOYMENT);
        assertThat(answerTo(launch.claim(TestLaunch.LTI + "deployment_id", "2:second"))
                        .status())
                .isEqualTo(303);
    }

    @Test
    @Case("L15")
    void abandonedLoginsLeaveNothingBehind() {
        for (int i = 0; i < 50; i++) {
            newBrowser().login(student());
        }
        assertThat(sessions()).isZero();
    }

    @Test
    void browserKeepsABoundedNumberOfLogins() {
        for (int i = 0; i < 40; i++) {
            browser.login(student());
        }
        assertThat(browser.cookies()).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void loginCookieIsBoundToHostSiteAndPartition() {
        Page page = browser.login(student()).page();
        assertThat(page.header("Set-Cookie"))
                .matches("__Host-lti-[0-9a-f]{16}=[\\w-]{43}; Max-Age=600; Path=/; Secure; HttpOnly; SameSite=None;"
                        + " Partitioned");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void statesAndNoncesNeverRepeat() {
        Login one = browser.login(student());
        Login two = browser.login(student());
        assertThat(one.state()).isNotEqualTo(two.state());
        assertThat(one.nonce()).isNotEqualTo(two.nonce());
    }

    private TestLaunch student() {
        return canvas.student("ann").inCourse("course-1", "Course one");
    }
}
