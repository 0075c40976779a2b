package org.cairn;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.cairn.Browser.Cookies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Moodle's results reach Cairn both ways: by statements, and because Cairn asks. */
@TestPropertySource(properties = "cairn.operator-token=" + MoodleResultsStoryTests.TOKEN)
class MoodleResultsStoryTests extends PracticeRun {

    static final String TOKEN = "another-operator-token-that-only-this-test-knows";
    private static final String MOODLE = PLATFORM + "/practice/moodle";
    private static final String BADGE = "Project-Based Collaboration: Engagement";
    private static final String PLACE = "Lakeside%20Practice%20University";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path profile;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void aGradeIsToldAndOneGivenInSilenceIsFoundByAsking() throws Exception {
        try (Browser browser = Browser.start(profile, Cookies.PARTITIONED, TOOL, PLATFORM, 1280, 900)) {
            connect(browser);
            embed(browser);
            String platform = platform();
            bind(platform);
            tick(browser);
            grade(browser, "Bruno Castellani", "tell");
            awaitAwards(1);
            grade(browser, "Mara Okafor", "silent");
            awaitAsked(platform);
            awaitAwards(2);
            picker(browser);
        }
    }

    private static void connect(Browser browser) {
        Page page = browser.newPage();
        page.navigate(MOODLE + "/admin");
        named(page, AriaRole.BUTTON, "Ask Cairn for an invitation").click();
        page.frameLocator("#tool").locator("#lti-close").click();
        page.waitForURL(MOODLE + "/admin");
        named(page, AriaRole.BUTTON, "Activate Cairn").click();
        named(page, AriaRole.BUTTON, "Show in activity chooser: Cairn").click();
        named(page, AriaRole.BUTTON, "Let Cairn hear and ask").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("statements go to Cairn");
        page.close();
    }

    private static void embed(Browser browser) {
        Page page = browser.newPage();
        page.navigate(MOODLE + "/courses/2/modules?as=ingrid-solheim");
        named(page, AriaRole.LINK, "External tool: Cairn").click();
        named(page, AriaRole.BUTTON, "Select content").click();
        FrameLocator tool = tool(page);
        link(tool, BADGE).click();
        button(tool, "Embed").click();
        named(page, AriaRole.BUTTON, "Save and return to course").click();
        page.waitForURL(java.util.regex.Pattern.compile(".*/modules\\?as=ingrid-solheim"));
        named(page, AriaRole.LINK, BADGE).click();
        assertThat(tool(page).locator("main")).containsText("Engagement");
        page.close();
    }

    private static void bind(String platform) throws Exception {
        api("PUT", "/api/bindings?institution=" + PLACE, """
                {"badge": "pbl-reflection", "milestone": "reflection", "platform": "%s", "course": "2",
                 "activity": "cm:903"}""".formatted(platform));
    }

    private static void tick(Browser browser) {
        Page page = browser.newPage();
        page.navigate(MOODLE + "/courses/2/grades?as=mara-okafor");
        named(page, AriaRole.BUTTON, "Mark as done: Workshop diary").click();
        page.navigate(MOODLE + "/courses/2/events?as=mara-okafor");
        assertThat(page.locator("ul.sent").first()).containsText("delivered");
        page.close();
    }

    private static void grade(Browser browser, String student, String how) {
        Page page = browser.newPage();
        page.navigate(MOODLE + "/courses/2/grades?as=ingrid-solheim&assignment=903");
        page.getByLabel("Points for " + student).fill("95");
        page.getByLabel("How to grade " + student).selectOption(how);
        named(page, AriaRole.BUTTON, "Grade " + student).click();
        page.waitForURL(java.util.regex.Pattern.compile(".*#row-.*"));
        page.close();
    }

    /** The instructor finds the course's activities by their titles. */
    private static void picker(Browser browser) {
        Page page = browser.newPage();
        page.navigate(MOODLE + "/courses/2/modules?as=ingrid-solheim");
        named(page, AriaRole.LINK, BADGE).click();
        FrameLocator tool = tool(page);
        link(tool.getByRole(AriaRole.NAVIGATION), "Badges in this course").click();
        link(tool, BADGE).click();
        assertThat(tool.locator("main")).containsText("Engagement");
        assertThat(tool.locator("option", new FrameLocator.LocatorOptions().setHasText("Workshop diary"))
                        .first())
                .isAttached();
        page.close();
    }

    private static String platform() throws Exception {
        for (JsonNode one : api("GET", "/api/platforms?institution=" + PLACE, null)) {
            if (MOODLE.equals(one.path("issuer").stringValue())) {
                return one.path("id").stringValue();
            }
        }
        throw new AssertionError("the Moodle is not registered");
    }

    private static void awaitAwards(int number) {
        Awaitility.await()
                .atMost(SOON)
                .until(() -> api("GET", "/api/awards?badge=pbl-reflection&institution=" + PLACE, null)
                                .toString()
                                .split("\"pbl-reflection\"", -1)
                                .length
                        > number);
    }

    private static void awaitAsked(String platform) {
        String body = "{\"platform\": \"%s\", \"course\": \"2\"}".formatted(platform);
        Awaitility.await()
                .atMost(SOON)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> api("POST", "/api/pulls/want?institution=" + PLACE, body)
                        .path("wanted")
                        .booleanValue());
    }

    private static com.microsoft.playwright.Locator named(Page page, AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static JsonNode api(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(TOOL + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
