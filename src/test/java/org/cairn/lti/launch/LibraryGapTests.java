package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.cairn.Case;
import org.cairn.TestBrowser;
import org.cairn.TestBrowser.Login;
import org.cairn.TestBrowser.Page;
import org.cairn.TestLaunch;
import org.cairn.TestPlatform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launch library lets pass by itself, and we do not. */
class LibraryGapTests extends LaunchWorld {

    @Test
    @Case("T35")
    void b1_nonceNeverIssuedIsRefused() {
        assertRefused(answerTo(student().claim("nonce", "x".repeat(43))), Refusal.TOKEN);
    }

    @Test
    @Case("T35")
    void b2_missingNonceIsRefused() {
        assertRefused(answerTo(student().without("nonce")), Refusal.TOKEN);
    }

    @Test
    @Case({"T35", "T37"})
    void b3_tokenReplayedInAnotherBrowserWithANewStateIsRefused() {
        TestLaunch launch = student();
        Login login = browser.login(launch);
        String token = launch.sign(login.nonce(), publicUrl.of(""));
        TestBrowser thief = newBrowser();
        assertRefused(thief.postLaunch(thief.login(launch).state(), token), Refusal.TOKEN);
    }

    @Test
    @Case("T39")
    void b4_unknownDeploymentIsRefused() {
        TestLaunch launch = student().claim(TestLaunch.LTI + "deployment_id", "2:other");
        assertRefused(answerTo(launch), Refusal.DEPLOYMENT);
        assertThat(learners.find(registered.id(), "ann")).isEmpty();
    }

    @Test
    @Case("T40")
    void b5_unknownMessageTypeIsRefused() {
        assertRefused(answerTo(student().claim(TestLaunch.LTI + "message_type", "Nonsense")), Refusal.MESSAGE);
    }

    @Test
    void b6_targetElsewhereIsNotFollowed() {
        assertRefused(answerTo(targeting("https://evil.example/phish")), Refusal.TARGET);
    }

    @Test
    void b7_tokenIssuedThirtyDaysAgoIsRefused() {
        long longAgo = NOW.getEpochSecond() - 30 * 86_400;
        assertRefused(answerTo(student().claim("iat", longAgo)), Refusal.CLOCK);
    }

    @Test
    @Case("T19")
    void c1_badSignatureIsRefused() {
        TestLaunch launch = student().token(token -> token.substring(0, token.length() - 8) + "AAAAAAAA");
        assertRefused(answerTo(launch), Refusal.TOKEN);
    }

    @Test
    void c2_expiredTokenIsRefused() {
        long now = NOW.getEpochSecond();
        assertRefused(answerTo(student().claim("iat", now - 300).claim("exp", now - 240)), Refusal.CLOCK);
    }

    @Test
    @Case("T21")
    void c5_otherPlatformsKeyIsRefused() {
        try (TestPlatform other = TestPlatform.canvas()) {
            platforms.register(other.registration());
            assertRefused(answerTo(student().signedWith(other.key())), Refusal.TOKEN);
        }
    }

    @Test
    @Case("T52")
    void c7_launchByGetIsRefused() {
        TestLaunch launch = student();
        Login login = browser.login(launch);
        String query = TestBrowser.encode(
                Map.of("state", login.state(), "id_token", launch.sign(login.nonce(), publicUrl.of(""))));
        assertRefused(browser.get("/lti/launch?" + query), Refusal.METHOD);
    }

    @Test
    @Case("T17")
    void c8_algorithmNoneIsRefused() {
        TestLaunch launch =
                student().header("{\"alg\":\"none\",\"kid\":\"" + canvas.key().getKeyID() + "\"}");
        assertRefused(answerTo(launch), Refusal.TOKEN);
    }

    @Test
    void c9_unknownRegistrationAndMissingHintAreRefused() {
        assertRefused(browser.login(student().login("client_id", "nobody")).page(), Refusal.PLATFORM_UNKNOWN);
        assertRefused(browser.login(student().login("login_hint", null)).page(), Refusal.REQUEST);
    }

    @Test
    @Case("T36")
    void d1_loginCsrfIsRefused() {
        TestLaunch attackers = canvas.student("mallory").inCourse("course-1", "Course one");
        Login begun = browser.login(attackers);
        TestBrowser victim = newBrowser();
        assertRefused(victim.answer(begun, attackers), Refusal.BROWSER);
        assertThat(victim.cookies()).isEmpty();
    }

    @Test
    @Case("T54")
    void d1_loginCsrfWithStorageOfferedOpensNoSession() {
        TestLaunch attackers = canvas.student("mallory").login("lti_storage_target", "_parent");
        Login begun = browser.login(attackers);
        TestBrowser victim = newBrowser();
        Page page = victim.answer(begun, attackers);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("data-step=\"prove\"");
        assertThat(victim.cookies()).isEmpty();
        String handle = page.body().replaceAll("(?s).*name=\"launch\" value=\"([^\"]*)\".*", "$1");
        assertThat(victim.get("/student?launch=" + handle).status()).isEqualTo(401);
    }

    @Test
    @Case("U62")
    void d2_everyLaunchGetsASessionOfItsOwn() {
        Page first = browser.launch(student());
        Page second = browser.launch(canvas.student("bob").named("Bob", "bob@example.edu"));
        assertThat(second.launch()).isNotEqualTo(first.launch());
        assertThat(browser.get("/student?launch=" + first.launch()).body()).contains("Ann");
        assertThat(browser.get("/student?launch=" + second.launch()).body()).contains("Bob");
        assertThat(second.response().headers().allValues("Set-Cookie")).noneMatch(c -> c.contains("JSESSIONID"));
    }

    @Test
    void d3_launchesAtTheSameTimeInOneBrowserDoNotDisturbEachOther() {
        TestLaunch one = student();
        TestLaunch two = canvas.instructor("tom").named("Tom", "tom@example.edu");
        Login first = browser.login(one);
        Login second = browser.login(two);
        Page answerTwo = browser.answer(second, two);
        Page answerOne = browser.answer(first, one);
        assertThat(browser.follow(answerOne).body()).contains("Ann").contains("STUDENT");
        assertThat(browser.follow(answerTwo).body()).contains("Tom").contains("INSTRUCTOR");
    }

    @Test
    @Case("L16")
    void e2_scriptInTheTargetIsNeitherShownNorFollowed() {
        TestLaunch launch = targeting("http://x/\";alert(document.domain);//").login("lti_storage_target", "_parent");
        Login login = browser.login(launch);
        browser.cookies().clear();
        assertRefused(browser.answer(login, launch), Refusal.TARGET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lti/launch",
                "http://127.0.0.1:8080@evil.example/",
                "//evil.example/",
                "javascript:alert(1)",
                "http://127.0.0.1:8080.evil.example/",
                "http://127.0.0.1:8081/lti/launch",
                "https://127.0.0.1:8080/lti/launch",
                "http://127.0.0.1:8080/x\";alert(1);//",
                "http://127.0.0.1:8080\\@evil.example/",
                "data:text/html,hello",
                "$1",
                ""
            })
    void e5_targetThatIsNotOursIsRefused(String target) {
        assertRefused(answerTo(targeting(target)), Refusal.TARGET);
    }

    @Test
    void f1_rotatedKeyIsFoundAndUnknownKeysAreNotFetchedAgainAndAgain() {
        assertThat(answerTo(student()).status()).isEqualTo(303);
        canvas.rotateKey();
        assertThat(answerTo(student()).status()).isEqualTo(303);
        int fetches = canvas.keyFetches();
        for (int i = 0; i < 20; i++) {
            answerTo(student().signedWith(TestPlatform.newKey(2048)));
        }
        assertThat(canvas.keyFetches() - fetches).isLessThanOrEqualTo(1);
    }

    private TestLaunch student() {
        return canvas.student("ann").named("Ann", "ann@example.edu").inCourse("course-1", "Course one");
    }

    private TestLaunch targeting(String target) {
        return student().claim(TestLaunch.LTI + "target_link_uri", target);
    }
}
