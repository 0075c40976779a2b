package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cairn.Case;
import org.cairn.TestBrowser.Page;
import org.cairn.TestLaunch;
import org.cairn.lti.Launch;
import org.cairn.lti.Launches;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SessionTests extends LaunchWorld {

    @Autowired
    Launches launches;

    @Autowired
    SessionPurge purge;

    @Test
    void sessionCookieIsBoundToHostSiteAndPartition() {
        Page answer = answerTo(student());
        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .anyMatch(
                        cookie -> cookie.matches("__Host-cairn-[0-9a-f]{32}=[\\w-]{43}; Max-Age=28800; Path=/; Secure;"
                                + " HttpOnly; SameSite=None; Partitioned"))
                .anyMatch(cookie -> cookie.matches("__Host-lti-[0-9a-f]{16}=; Max-Age=0; .*"));
    }

    @Test
    void secretsAreStoredAsDigestsOnly() {
        browser.launch(student());
        String stored = jdbc.sql("select * from launch_session where platform = ?")
                .param(registered.id().value())
                .query()
                .singleRow()
                .toString();
        browser.cookies().values().forEach(secret -> assertThat(stored).doesNotContain(secret));
    }

    @Test
    void handleAloneOpensNothing() {
        Page page = browser.launch(student());
        Page stranger = newBrowser().get("/student?launch=" + page.launch());
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.body()).isEqualTo("problem launch.expired");
    }

    @Test
    void cookieAloneOpensNothing() {
        browser.launch(student());
        Page page = browser.send(java.net.http.HttpRequest.newBuilder(browser.at("/student")));
        assertThat(page.status()).isEqualTo(401);
        assertThat(page.header("Content-Security-Policy")).endsWith("frame-ancestors 'none'");
    }

    @Test
    @Case("U60")
    void sessionEndsAfterEightHours() {
        Page page = browser.launch(student());
        clock.advance(Duration.ofHours(8).minusSeconds(1));
        assertThat(browser.get("/student").status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        Page expired = browser.get("/student");
        assertThat(expired.body()).isEqualTo("problem launch.expired");
        assertThat(expired.header("Content-Security-Policy"))
                .as("the platform may still frame the page that says so")
                .contains("frame-ancestors " + canvas.origin());
        assertThat(page.status()).isEqualTo(200);
    }

    @Test
    @Case("U67")
    void endedSessionIsOver() {
        browser.launch(student());
        Launch launch =
                launches.find(browser.launchKey() + "." + sessionSecret()).orElseThrow();
        launches.end(launch);
        assertThat(browser.get("/student").status()).isEqualTo(401);
    }

    @Test
    void pausedPlatformEndsItsSessions() {
        browser.launch(student());
        platforms.pause(registered.id(), true);
        assertThat(browser.get("/student").status()).isEqualTo(401);
    }

    @Test
    void rolesOpenTheirOwnPagesOnly() {
        browser.launch(student());
        assertThat(browser.get("/instructor").body()).isEqualTo("problem launch.role");
        assertThat(browser.get("/instructor").status()).isEqualTo(403);
        assertThat(browser.get("/admin").status()).isEqualTo(403);
        browser.launch(canvas.instructor("tom"));
        assertThat(browser.get("/instructor").status()).isEqualTo(200);
        assertThat(browser.get("/admin").status()).isEqualTo(403);
        browser.launch(canvas.administrator("eve"));
        assertThat(browser.get("/admin").status()).isEqualTo(200);
    }

    @Test
    void trickyPathsDoNotOpenOtherPages() {
        browser.launch(student());
        String key = "?launch=" + browser.launchKey();
        for (String path : List.of("/%61dmin", "/admin;x=1", "/student/..%2fadmin", "/student/%2e%2e/admin")) {
            assertThat(browser.get(path + key).status()).as(path).isIn(400, 403, 404);
        }
    }

    @Test
    @Case("U61")
    void formsOfOtherSitesAreRefused() {
        browser.launch(student());
        Map<String, String> form = Map.of("launch", browser.launchKey());
        assertThat(browser.post("/student", form, "Origin", "https://evil.example")
                        .body())
                .isEqualTo("problem launch.foreign");
        assertThat(browser.post("/student", form, "Origin", "null").status()).isEqualTo(403);
        assertThat(browser.post("/student", form, "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(browser.post("/student", form, "Sec-Fetch-Site", "same-site").status())
                .isEqualTo(403);
        assertThat(browser.submit("/student", Map.of()).status()).isEqualTo(200);
        assertThat(browser.post("/student", Map.of(), "Sec-Fetch-Site", "same-origin")
                        .status())
                .as("without the key")
                .isEqualTo(401);
    }

    @Test
    @Case("U62")
    void twoSessionsInOneRequestAreRefused() {
        String first = browser.launch(student()).launch();
        String second = browser.launch(student()).launch();
        assertThat(browser.get("/student?launch=" + first + "&launch=" + second).status())
                .isEqualTo(400);
    }

    @Test
    void nonsenseInPlaceOfAKeyIsRefused() {
        for (String key : List.of("", ".", "x", "a.b.c", "%00", "%F0%9F%98%80", "x".repeat(5000), "'%20or%201=1--")) {
            assertThat(browser.get("/student?launch=" + key).status()).as(key).isEqualTo(401);
        }
        assertThat(browser.postRaw("/student", "launch=%zz").status()).isEqualTo(400);
    }

    @Test
    @Case({"U63", "U67"})
    void pagesAreFramedByTheLaunchingPlatformOnly() {
        Page page = browser.launch(student()
                .claim(TestLaunch.LTI + "launch_presentation", Map.of("return_url", "https://school.example.edu/back"))
                .custom("canvas_api_base_url", "https://canvas.example.edu:8443"));
        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
                        + " 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
                        + canvas.origin() + " https://school.example.edu https://canvas.example.edu:8443");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(page.response().headers().firstValue("Strict-Transport-Security"))
                .isEmpty();
    }

    @Test
    void whatIsNoOriginNeverReachesTheHeader() {
        Page page = browser.launch(student()
                .claim(TestLaunch.LTI + "launch_presentation", Map.of("return_url", "https://x.example;script-src *"))
                .custom("canvas_api_base_url", "javascript:alert(1)"));
        assertThat(page.header("Content-Security-Policy")).endsWith("frame-ancestors " + canvas.origin());
    }

    @Test
    @Case("U63")
    void everyOtherPageIsFramedByNobody() {
        Page page = browser.get("/assets/lti-storage.js");
        assertThat(page.header("Content-Security-Policy")).endsWith("frame-ancestors 'none'");
        assertThat(newBrowser().get("/nowhere").header("Content-Security-Policy"))
                .endsWith("frame-ancestors 'none'");
    }

    @Test
    void eventsPassWithoutAnyFilter() {
        Page page = browser.post("/ingest/unknown/canvas", Map.of());
        assertThat(page.status()).isEqualTo(404);
    }

    @Test
    void linksAndFormsCarryTheSession() {
        String key = browser.launch(student()).launch();
        String body = browser.get("/student/links").body();
        assertThat(body)
                .contains("href=\"/student/next?badge=a%20b&launch=" + key + "\"")
                .contains("href=\"/instructor?launch=" + key + "#there\"")
                .contains("href=\"/credentials/1\"")
                .contains("href=\"https://elsewhere.example/student\"")
                .contains("href=\"/assets/style.css\"")
                .contains("action=\"/student/share\"")
                .contains("<input type=\"hidden\" name=\"launch\" value=\"" + key + "\"");
    }

    @Test
    void browserKeepsTenSessionsAtMost() {
        for (int i = 0; i < 15; i++) {
            browser.launch(student());
        }
        assertThat(browser.cookies().keySet().stream().filter(name -> name.startsWith("__Host-cairn-")))
                .hasSizeLessThanOrEqualTo(10);
        assertThat(browser.get("/student").status()).as("the newest").isEqualTo(200);
    }

    @Test
    void oldSessionsArePurgedAndTheirNonceIsStillSpentLongEnough() {
        browser.launch(student());
        clock.advance(Sessions.LIFETIME.plus(SessionPurge.KEPT_AFTERWARDS));
        purge.purge();
        assertThat(sessions()).isOne();
        clock.advance(Duration.ofSeconds(1));
        purge.purge();
        assertThat(sessions()).isZero();
    }

    private String sessionSecret() {
        return browser.cookies().get("__Host-cairn-" + browser.launchKey());
    }

    private TestLaunch student() {
        return canvas.student("ann").named("Ann", "ann@example.edu").inCourse("course-1", "Course one");
    }
}
