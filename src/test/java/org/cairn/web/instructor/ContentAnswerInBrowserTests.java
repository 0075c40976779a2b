package org.cairn.web.instructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cairn.Browser;
import org.cairn.lti.Role;
import org.cairn.web.TestPages;
import org.cairn.web.TestWorld;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page that takes the answer to the platform, in a real browser and under the policy that it is sent with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentAnswerInBrowserTests {

    private static final String TOOL = "http://127.0.0.1:8932";
    private static final String PLATFORM = "https://lms.example.edu";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " form-action 'self'%s; base-uri 'none'";

    private Browser browser;
    private String answer;
    private final List<String> posted = new ArrayList<>();

    @BeforeAll
    void start(@TempDir Path profile) throws Exception {
        Browser.required();
        browser = Browser.start(profile, Browser.Cookies.ALLOWED, TOOL, "http://localhost:1", 766, 575);
        TestWorld world = new TestWorld();
        answer = TestPages.browser(
                        world.launch(world.person("Tess"), Role.INSTRUCTOR, TestWorld.COURSE, TestWorld.picker(true)),
                        InstructorControllers.of(world))
                .perform(post("/instructor/content").param("view", "badge").param("badge", "pbl-reflection"))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void theAnswerPostsItselfToThePlatform() {
        posted.clear();
        try (Page page = open(" " + PLATFORM, true)) {
            page.waitForURL(PLATFORM + "/**");
            assertThat(page.textContent("body")).isEqualTo("Chosen");
        }
        assertThat(posted).singleElement().asString().startsWith("JWT=ey").doesNotContain("launch", "token");
    }

    @Test
    void goingBackSkipsTheAnswerAndPostsNothingAgain() {
        posted.clear();
        try (Page page = browser.newPage()) {
            page.route("**/*", route -> serve(route, " " + PLATFORM, true));
            page.navigate(TOOL + "/assets/cairn.css");
            page.navigate(TOOL + "/answer", new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            page.waitForURL(PLATFORM + "/**");
            page.goBack();
            assertThat(page.url()).isEqualTo(TOOL + "/assets/cairn.css");
        }
        assertThat(posted).hasSize(1);
    }

    @Test
    void withoutScriptThereIsAButtonThatFitsEveryFrame() {
        posted.clear();
        try (Page page = open(" " + PLATFORM, false)) {
            page.waitForLoadState();
            for (int width : new int[] {766, 372}) {
                page.setViewportSize(width, 427);
                Browser.assertAccessible(page);
                Browser.assertFits(page);
            }
            page.click("button");
            page.waitForURL(PLATFORM + "/**");
        }
        assertThat(posted).hasSize(1);
    }

    @Test
    void thePolicyKeepsTheAnswerFromAnyOtherSite() {
        posted.clear();
        try (Page page = browser.newPage()) {
            page.route("**/*", route -> serve(route, "", true));
            ConsoleMessage complaint = page.waitForConsoleMessage(() ->
                    page.navigate(TOOL + "/answer", new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT)));
            assertThat(complaint.text()).contains("form-action");
            assertThat(page.url()).startsWith(TOOL);
        }
        assertThat(posted).isEmpty();
    }

    private Page open(String formAction, boolean script) {
        Page page = browser.newPage();
        page.route("**/*", route -> serve(route, formAction, script));
        page.navigate(TOOL + "/answer", new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        return page;
    }

    private void serve(Route route, String formAction, boolean script) {
        String url = route.request().url();
        if (url.startsWith(PLATFORM)) {
            posted.add(route.request().postData());
            route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody("Chosen"));
        } else if (url.equals(TOOL + "/answer")) {
            route.fulfill(new Route.FulfillOptions()
                    .setHeaders(Map.of(
                            "Content-Type",
                            "text/html;charset=UTF-8",
                            "Content-Security-Policy",
                            POLICY.formatted(formAction)))
                    .setBody(answer));
        } else if (url.endsWith("/answer.js") && !script) {
            route.fulfill(
                    new Route.FulfillOptions().setContentType("text/javascript").setBody(""));
        } else {
            route.fulfill(new Route.FulfillOptions()
                    .setContentType(url.endsWith(".css") ? "text/css" : "text/javascript")
                    .setBodyBytes(resource("/static" + url.substring(TOOL.length()))));
        }
    }

    private static byte[] resource(String path) {
        try (var in = ContentAnswerInBrowserTests.class.getResourceAsStream(path)) {
            assertThat(in).as(path).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
