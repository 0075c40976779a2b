package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.cairn.Browser;
import org.cairn.Browser.Cookies;
import org.cairn.Case;
import org.cairn.TestBrowser;
import org.cairn.TestLaunch;
import org.cairn.TestPlatform;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A course that frames us from another site, in browsers that block our cookies more or less. */
class StorageLadderInBrowserTests extends LaunchWorld {

    private static final String COURSE = """
            <!doctype html><title>Course</title><iframe name="post_message_forwarding" src="%s"></iframe>
            <iframe id="tool" width="800" height="500" data-src="%s"></iframe>
            <script>
              addEventListener('load', function () {
                var tool = document.getElementById('tool');
                tool.src = tool.dataset.src;
              });
              var mode = "%s", kept = {}; window.heard = [];
              addEventListener('message', function (e) {
                window.heard.push(e.data.subject);
                var answer = {subject: e.data.subject + '.response', message_id: e.data.message_id};
                if (mode === 'answer' && e.data.key) {
                  if (e.data.value) { kept[e.data.key] = e.data.value; }
                  answer.key = e.data.key; answer.value = kept[e.data.key];
                  e.source.postMessage(answer, e.origin);
                }
              });
            </script>""";

    private static final String KEEPER = """
            <!doctype html><title>Keeper</title><script>
              var kept = {};
              addEventListener('message', function (e) {
                if (e.data.key) {
                  if (e.data.value) { kept[e.data.key] = e.data.value; }
                  e.source.postMessage({subject: e.data.subject + '.response', message_id: e.data.message_id,
                    key: e.data.key, value: kept[e.data.key]}, e.origin);
                }
              });
            </script>""";

    @TempDir
    Path profile;

    private final String clientId = UUID.randomUUID().toString();
    private String returnUrl = "";
    private HttpServer lms;
    private HttpServer stranger;

    @BeforeEach
    void open() throws IOException {
        Browser.required();
        lms = server();
        stranger = server();
        platforms.register(new NewPlatform(
                "Ladder University",
                "LMS",
                Family.OTHER,
                issuer(),
                clientId,
                URI.create(at(lms) + "/authorize"),
                URI.create(at(lms) + "/token"),
                canvas.jwksUrl(),
                List.of(TestPlatform.DEPLOYMENT)));
    }

    @AfterEach
    void close() {
        lms.stop(0);
        stranger.stop(0);
    }

    @Test
    void platformStorageLetsInWhoeverBlocksCookies() {
        try (Browser chromium = start(Cookies.BLOCKED)) {
            assertLetIn(opened(chromium, lms, "answer", "_parent"));
        }
    }

    /** As a Canvas has it whose pages and whose sign-in are of one origin, and as a hosted one has it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void frameThatThePlatformNamesKeepsTheSecret(boolean ofTheCoursesOrigin) {
        try (Browser chromium = ofTheCoursesOrigin
                ? start(Cookies.BLOCKED)
                : Browser.start(profile, Cookies.BLOCKED, "http://127.0.0.1:" + port, at(stranger), 1000, 800)) {
            HttpServer course = ofTheCoursesOrigin ? lms : stranger;
            returnUrl = at(course) + "/course";
            assertLetIn(opened(chromium, course, "keeper", "post_message_forwarding"));
        }
    }

    @Test
    void partitionedCookieIsEnoughWherePlatformsDoNotAnswer() {
        try (Browser chromium = start(Cookies.PARTITIONED)) {
            assertLetIn(opened(chromium, lms, "silent", "_parent"));
        }
    }

    @Test
    void partitionedCookieIsEnoughWherePlatformsOfferNothing() {
        try (Browser chromium = start(Cookies.PARTITIONED)) {
            assertLetIn(opened(chromium, lms, "silent", null));
        }
    }

    @Test
    void newWindowIsTheLastStep() {
        try (Browser chromium = start(Cookies.BLOCKED)) {
            for (String target : new String[] {"_parent", null}) {
                Page course = opened(chromium, lms, "silent", target);
                Locator link = tool(course).locator("#lti-window");
                link.waitFor();
                Page window = course.waitForPopup(link::click);
                window.waitForURL("**/student/**");
                assertThat(window.textContent("body")).contains("STUDENT");
                course.close();
                window.close();
            }
        }
    }

    @Test
    @Case("T54")
    void strangersWhoFrameUsNeverHearTheSecretAndNeverCount() {
        try (Browser chromium =
                Browser.start(profile, Cookies.BLOCKED, "http://127.0.0.1:" + port, at(stranger), 1000, 800)) {
            Page course = opened(chromium, stranger, "answer", "_parent");
            tool(course).locator("#lti-window").waitFor();
            assertThat(String.valueOf(course.evaluate("() => window.heard.join()")))
                    .isEmpty();
        }
    }

    private Browser start(Cookies cookies) {
        return Browser.start(profile, cookies, "http://127.0.0.1:" + port, at(lms), 1000, 800);
    }

    private Page opened(Browser chromium, HttpServer where, String mode, String target) {
        Page page = chromium.newPage();
        page.navigate(at(where) + "/course?" + mode + "&" + (target == null ? "" : target));
        return page;
    }

    private static FrameLocator tool(Page course) {
        return course.frameLocator("#tool");
    }

    /** Asked of the frame only once the launch is over: before that it changes between two sites. */
    private static void assertLetIn(Page course) {
        course.waitForCondition(
                () -> course.frames().stream().anyMatch(frame -> frame.url().contains("/student")),
                new Page.WaitForConditionOptions().setTimeout(45_000));
        tool(course).getByText("as STUDENT").waitFor();
        course.close();
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/course", exchange -> {
            String[] query = exchange.getRequestURI().getQuery().split("&", -1);
            answer(
                    exchange,
                    COURSE.formatted(at(lms) + "/keeper", login(query[1]).replace("&", "&amp;"), query[0]));
        });
        server.createContext("/keeper", exchange -> answer(exchange, KEEPER));
        server.createContext("/authorize", exchange -> answer(exchange, authorized(exchange)));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    private String login(String target) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("iss", issuer());
        parameters.put("client_id", clientId);
        parameters.put("login_hint", "ann");
        parameters.put("target_link_uri", publicUrl.of("/lti/launch"));
        if (!target.isEmpty()) {
            parameters.put("lti_storage_target", target);
        }
        return "http://127.0.0.1:" + port + "/lti/login?" + TestBrowser.encode(parameters);
    }

    private String authorized(HttpExchange exchange) {
        Map<String, String> asked =
                TestBrowser.parameters(exchange.getRequestURI().getRawQuery());
        TestLaunch launch = canvas.student("ann")
                .claim("iss", issuer())
                .claim("aud", clientId)
                .claim("name", "Ann")
                .claim(TestLaunch.LTI + "launch_presentation", Map.of("return_url", returnUrl));
        return """
                <!doctype html><form method="post" action="http://127.0.0.1:%d/lti/launch">
                <input name="state" value="%s"><input name="id_token" value="%s"></form>
                <script>document.forms[0].submit()</script>""".formatted(port, asked.get("state"), launch.sign(asked.get("nonce"), publicUrl.of("")));
    }

    private static void answer(HttpExchange exchange, String page) throws IOException {
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String issuer() {
        return at(lms) + "/" + clientId.substring(0, 8);
    }

    private static String at(HttpServer server) {
        return "http://localhost:" + server.getAddress().getPort();
    }
}
