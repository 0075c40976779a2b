package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.TestBrowser;
import org.cairn.TestBrowser.Login;
import org.cairn.TestBrowser.Page;
import org.cairn.TestLaunch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Launches in browsers that block our cookies, over HTTP as the pages' script would play them. */
class CookielessLaunchTests extends LaunchWorld {

    private static final String[] OUR_PAGE = {"Sec-Fetch-Site", "same-origin"};

    private TestLaunch launch;

    @BeforeEach
    void blockCookies() {
        browser.blockingCookies();
        launch = canvas.student("ann")
                .named("Ann", "ann@example.edu")
                .inCourse("course-1", "Course one")
                .login("lti_storage_target", "post_message_forwarding");
    }

    @Test
    void loginKeepsItsSecretInThePlatformsFrame() {
        Page page = browser.login(launch).page();
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors " + canvas.origin());
        assertThat(page.body())
                .contains("src=\"/assets/lti-storage.js\"", "<noscript>", "data-step=\"store\"")
                .doesNotContain("<script>", "onload", "??launch");
        assertThat(datum(page, "target")).isEqualTo("post_message_forwarding");
        assertThat(datum(page, "origins")).isEqualTo(canvas.origin());
        assertThat(datum(page, "secret")).hasSize(43);
        assertThat(datum(page, "key")).startsWith("__Host-lti-");
    }

    @Test
    void scriptOfThePagesIsServed() {
        Page script = browser.get("/assets/lti-storage.js");
        assertThat(script.status()).isEqualTo(200);
        assertThat(script.body())
                .contains("lti.put_data", "lti.get_data", "settings.origins")
                .doesNotContain("'*'");
    }

    @Test
    void secretFromThePlatformsFrameCompletesTheLaunch() {
        Login login = browser.login(launch);
        Page asked = browser.answer(login, launch);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.header("Content-Security-Policy"))
                .contains("form-action 'self'", "frame-ancestors " + canvas.origin());
        assertThat(asked.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(datum(asked, "key")).isEqualTo(datum(login.page(), "key"));
        Page done = browser.post("/lti/launch/proof", proof(asked, login), OUR_PAGE);
        assertThat(done.status()).isEqualTo(303);
        Page page = browser.follow(done);
        assertThat(page.body()).contains("Ann").contains("STUDENT");
        assertThat(page.launch()).matches("[0-9a-f]{32}\\.[\\w-]{43}");
        assertThat(browser.get("/student").status()).isEqualTo(200);
        assertThat(browser.cookies()).isEmpty();
    }

    @Test
    void keyOfACookielessSessionIsItsWholeSecret() {
        Login login = browser.login(launch);
        Page done = browser.post("/lti/launch/proof", proof(browser.answer(login, launch), login), OUR_PAGE);
        String key = browser.follow(done).launch();
        String handle = key.substring(0, key.indexOf('.'));
        assertThat(browser.get("/student?launch=" + handle).status()).isEqualTo(401);
        assertThat(browser.get("/student?launch=" + handle + "." + "x".repeat(43))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void noSessionBeforeTheProof() {
        Login login = browser.login(launch);
        Page asked = browser.answer(login, launch);
        String handle = proof(asked, login).get("launch");
        for (String key : new String[] {handle, handle + ".", handle + "." + datum(login.page(), "secret")}) {
            assertThat(browser.get("/student?launch=" + key).status()).isEqualTo(401);
        }
    }

    @Test
    void proofCountsOnce() {
        Login login = browser.login(launch);
        Map<String, String> proof = proof(browser.answer(login, launch), login);
        assertThat(browser.post("/lti/launch/proof", proof, OUR_PAGE).status()).isEqualTo(303);
        assertThat(browser.post("/lti/launch/proof", proof, OUR_PAGE).status()).isEqualTo(401);
    }

    @Test
    void wrongSecretIsNoProof() {
        Login login = browser.login(launch);
        Page asked = browser.answer(login, launch);
        Map<String, String> wrong = Map.of("launch", proof(asked, login).get("launch"), "secret", "x".repeat(43));
        assertThat(browser.post("/lti/launch/proof", wrong, OUR_PAGE).status()).isEqualTo(401);
        assertThat(browser.post("/lti/launch/proof", proof(asked, login), OUR_PAGE)
                        .status())
                .isEqualTo(303);
    }

    @Test
    void proofComesWithinTwoMinutes() {
        Login login = browser.login(launch);
        Map<String, String> proof = proof(browser.answer(login, launch), login);
        clock.advance(Duration.ofMinutes(2));
        assertThat(browser.post("/lti/launch/proof", proof, OUR_PAGE).status()).isEqualTo(401);
    }

    @Test
    void proofThatAStrangersPageSendsIsRefused() {
        Login login = browser.login(launch);
        Map<String, String> proof = proof(browser.answer(login, launch), login);
        TestBrowser victim = newBrowser();
        String path = "/lti/launch/proof";
        assertThat(victim.post(path, proof, "Sec-Fetch-Site", "cross-site").status())
                .isEqualTo(403);
        assertThat(victim.post(path, proof, "Sec-Fetch-Site", "same-site").status())
                .isEqualTo(403);
        assertThat(victim.post(path, proof, "Sec-Fetch-Site", "none").status()).isEqualTo(403);
        assertThat(victim.post(path, proof, "Origin", "https://evil.example").status())
                .isEqualTo(403);
        assertThat(victim.post(path, proof, "Origin", "null").status()).isEqualTo(403);
        assertThat(victim.post(path, proof, "Origin", "null", "Sec-Fetch-Site", "same-origin")
                        .status())
                .isEqualTo(403);
        assertThat(victim.post(path, proof).status()).isEqualTo(403);
        assertThat(victim.post(path, proof, "Origin", publicUrl.of("")).status())
                .as("the same proof from our own page")
                .isEqualTo(303);
    }

    @Test
    void replayedAnswerDoesNotAskAgain() {
        Login login = browser.login(launch);
        browser.answer(login, launch);
        Page again = browser.answer(login, launch);
        assertThat(again.body()).isEqualTo("problem launch.replayed");
    }

    @Test
    void withNeitherCookiesNorStorageThePersonIsToldToOpenItAgain() {
        launch.login("lti_storage_target", null);
        assertRefused(browser.answer(browser.login(launch), launch), Refusal.BROWSER);
    }

    @Test
    void browserThatReturnsTheCookieNeedsNoProof() {
        TestBrowser withCookies = newBrowser();
        Page answer = withCookies.answer(withCookies.login(launch), launch);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(withCookies.login(launch).page().status())
                .as("once cookies have worked, nothing is stored any more")
                .isEqualTo(302);
    }

    @Test
    void pageOfALoginMayBeFramedByThePageThatSentIt() {
        Page page = browser.post(
                "/lti/login",
                Map.of(
                        "iss", canvas.issuer(),
                        "client_id", canvas.clientId(),
                        "login_hint", "h",
                        "target_link_uri", publicUrl.of("/"),
                        "lti_storage_target", "_parent"),
                "Origin",
                "https://school.example.edu");
        assertThat(page.header("Content-Security-Policy")).endsWith(canvas.origin() + " https://school.example.edu");
    }

    @Test
    void frameOfAnotherSiteWithoutStorageIsAskedForItsCookieFirst() {
        Page page = framed(Map.of("lti_message_hint", "m & h"), browser);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).as("no frame that keeps things").doesNotContain("data-target");
        assertThat(page.body())
                .contains("target=\"_blank\"", "rel=\"noopener\"")
                .contains(
                        "href=\"/lti/login?iss=" + java.net.URLEncoder.encode(canvas.issuer(), StandardCharsets.UTF_8))
                .contains("lti_message_hint=m+%26+h")
                .doesNotContain("lti_storage_target=");
        assertThat(page.header("Set-Cookie")).contains(datum(page, "key") + "=");
        assertThat(browser.get("/lti/login/cookie?login=" + datum(page, "key")).body())
                .isEqualTo("no");
    }

    @Test
    void cookieThatComesBackIsSeen() {
        TestBrowser withCookies = newBrowser();
        Page page = framed(Map.of(), withCookies);
        Page said = withCookies.get("/lti/login/cookie?login=" + datum(page, "key"));
        assertThat(said.body()).isEqualTo("yes");
        assertThat(said.header("Cache-Control")).isEqualTo("no-store");
        for (String other : List.of("", "__Host-lti-0123456789abcdef", "__Host-cairn-x", "%00", "x".repeat(3000))) {
            assertThat(withCookies.get("/lti/login/cookie?login=" + other).body())
                    .isEqualTo("no");
        }
        assertThat(framed(Map.of(), withCookies).status())
                .as("once a cookie came back nobody is asked again")
                .isEqualTo(302);
    }

    @Test
    void whoeverIsNotFramedIsSentOnAtOnce() {
        for (String[] headers : new String[][] {
            {},
            {"Sec-Fetch-Dest", "document", "Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Dest", "iframe", "Sec-Fetch-Site", "same-origin"}
        }) {
            assertThat(newBrowser()
                            .post("/lti/login", parameters(Map.of()), headers)
                            .status())
                    .isEqualTo(302);
        }
    }

    private Page framed(Map<String, String> more, TestBrowser by) {
        return by.post("/lti/login", parameters(more), "Sec-Fetch-Dest", "iframe", "Sec-Fetch-Site", "cross-site");
    }

    private Map<String, String> parameters(Map<String, String> more) {
        Map<String, String> parameters = new LinkedHashMap<>(Map.of(
                "iss", canvas.issuer(),
                "client_id", canvas.clientId(),
                "login_hint", "h",
                "target_link_uri", publicUrl.of("/lti/launch")));
        parameters.putAll(more);
        return parameters;
    }

    private static Map<String, String> proof(Page asked, Login login) {
        Matcher handle = Pattern.compile("name=\"launch\" value=\"([^\"]+)\"").matcher(asked.body());
        assertThat(handle.find()).isTrue();
        return Map.of("launch", handle.group(1), "secret", datum(login.page(), "secret"));
    }

    private static String datum(Page page, String name) {
        Matcher datum = Pattern.compile("data-" + name + "=\"([^\"]*)\"").matcher(page.body());
        assertThat(datum.find()).as(name).isTrue();
        return datum.group(1);
    }
}
