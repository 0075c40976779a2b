package org.cairn;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.cairn.Browser.Cookies;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.context.TestPropertySource;

/**
 * From an empty database: one link connects Cairn, a teacher embeds a badge,
 * and a student opens it.
 */
@TestPropertySource(properties = {"cairn.practice.connect=false", "cairn.operator-token=" + ConnectingTests.TOKEN})
class ConnectingTests extends PracticeRun {

    static final String TOKEN = "an-operator-token-that-only-this-test-knows";
    private static final String BADGE = "Project-Based Collaboration: Engagement";

    @TempDir
    Path profile;

    @ParameterizedTest
    @CsvSource({"/practice,101", "/practice/moodle,2"})
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void fromOneLinkToAStudentWithABadgeInTheCourse(String campus, String course) throws Exception {
        boolean canvas = campus.equals("/practice");
        try (Browser browser = Browser.start(profile, Cookies.PARTITIONED, TOOL, PLATFORM, 1280, 900)) {
            connect(browser, campus, canvas);
            publish();
            Page page = browser.newPage();
            page.navigate(PLATFORM + campus + "/courses/" + course + "/modules?as=ingrid-solheim");
            if (canvas) {
                named(page, AriaRole.LINK, "Assignment: Cairn").click();
                embed(page);
            } else {
                named(page, AriaRole.LINK, "External tool: Cairn").click();
                named(page, AriaRole.BUTTON, "Select content").click();
                embed(page);
                assertThat(page.getByLabel("Activity name")).hasValue(BADGE);
                named(page, AriaRole.BUTTON, "Save and return to course").click();
            }
            page.waitForURL(Pattern.compile(".*/modules\\?as=ingrid-solheim"));
            assertThat(page.locator("ul.work")).containsText("graded");
            page.navigate(PLATFORM + campus + "/courses/" + course + "/modules?as=mara-okafor");
            named(page, AriaRole.LINK, BADGE).click();

            assertThat(tool(page).locator("main")).containsText("Project-Based Collaboration");
            assertThat(tool(page).locator("main")).containsText("Engagement");
        }
    }

    private static void connect(Browser browser, String campus, boolean canvas) {
        Page page = browser.newPage();
        page.navigate(PLATFORM + campus + "/admin");
        named(page, AriaRole.BUTTON, "Ask Cairn for an invitation").click();
        page.frameLocator("#tool").locator("#lti-close").click();
        page.waitForURL(PLATFORM + campus + "/admin");
        named(page, AriaRole.BUTTON, canvas ? "Turn on Cairn" : "Activate Cairn")
                .click();
        named(page, AriaRole.BUTTON, canvas ? "Install Cairn" : "Show in activity chooser: Cairn")
                .click();
        assertThat(page.locator(".tools")).containsText(canvas ? "On, installed" : "Active, in the activity chooser");
        page.close();
    }

    private static void embed(Page page) {
        FrameLocator tool = tool(page);
        link(tool, BADGE).click();
        tool.getByLabel("With a column in the gradebook").check();
        button(tool, "Embed").click();
    }

    private static com.microsoft.playwright.Locator named(Page page, AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void publish() throws IOException, InterruptedException {
        String yaml = new ClassPathResource("practice/badges.yaml").getContentAsString(StandardCharsets.UTF_8);
        call("PUT", "/api/badges?institution=Lakeside%20Practice%20University", "application/yaml", yaml);
        call("POST", "/api/badges/pbl-engagement/publish?institution=Lakeside%20Practice%20University", null, "");
    }

    private static void call(String method, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(TOOL + path))
                .header("Authorization", "Bearer " + TOKEN)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }
}
