package org.cairn;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.cairn.Browser.Cookies;
import org.cairn.drive.ApiClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;

/**
 * From an empty database to a score in the gradebook, in a real browser, against a platform that behaves like Canvas and
 * one that behaves like Moodle: invitation, registration, deep link, launch, score written back.
 */
@TestPropertySource(properties = "cairn.practice.connect=false")
class AdvantageStoryTests extends PracticeRun {

    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(30_000);

    @TempDir
    Path profile;

    @Value("${cairn.operator-token}")
    String operatorToken;

    private final List<String> complaints = new ArrayList<>();

    /** The two platforms of the practice university, and what differs for whoever clicks. */
    private enum Campus {
        CANVAS("/practice", 101, "canvas"),
        MOODLE("/practice/moodle", 2, "moodle");

        private final String path;
        private final long course;
        private final String family;

        Campus(String path, long course, String family) {
            this.path = path;
            this.course = course;
            this.family = family;
        }

        String badge() {
            return "story-" + family;
        }

        String title() {
            return "Teamwork on " + name().charAt(0) + family.substring(1);
        }

        String inCourse(String rest, String person) {
            return "%s/courses/%d%s?as=%s".formatted(path, course, rest, person);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void oneLinkConnectsThePlatformAndProgressArrivesInItsGradebook(Campus campus) {
        try (Browser browser = Browser.start(profile, Cookies.PARTITIONED, TOOL, PLATFORM, 1280, 900)) {
            administratorConnects(browser, campus);
            badgeIsPublished(campus);
            instructorEmbeds(browser, campus);
            Page student = studentOpens(browser, campus);
            confirm(browser, campus, "Kick-off meeting");
            assertThat(tool(student).locator("main").getByText("1 of 2").first())
                    .isVisible(SOON);
            assertThat(pointsOnceWritten(browser, campus, "50")).isEqualTo("50");
            confirm(browser, campus, "Closing meeting");
            assertThat(tool(student).getByText("You have earned").first()).isVisible(SOON);
            assertThat(pointsOnceWritten(browser, campus, "100")).isEqualTo("100");
        }
    }

    @AfterEach
    void theBrowserRefusedNothing() {
        assertThat(complaints).as("what the browser refused to do").isEmpty();
    }

    private void administratorConnects(Browser browser, Campus campus) {
        Page page = open(browser, campus.path + "/admin");
        button(page, "Ask Cairn for an invitation").click();
        FrameLocator tool = page.frameLocator("#tool");
        assertThat(tool.locator("h1")).containsText("is connected to Cairn");
        look(page);
        tool.getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText("Back to"))
                .click();

        page.waitForURL("**" + campus.path + "/admin");
        if (campus == Campus.CANVAS) {
            button(page, "Turn on Cairn").click();
            button(page, "Install Cairn").click();
            assertThat(page.getByText("On, installed")).isVisible();
        } else {
            button(page, "Activate Cairn").click();
            button(page, "Show in activity chooser: Cairn").click();
            assertThat(page.getByText("Active, in the activity chooser")).isVisible();
        }
        look(page);
        page.close();
    }

    /** An author's script: this story is not about writing badges. */
    private void badgeIsPublished(Campus campus) {
        try (ApiClient api = new ApiClient(URI.create(TOOL).getPort(), operatorToken)) {
            api.putYaml("/api/badges", """
                    badge: %s
                    title: %s
                    milestones: {kick-off: Kick-off meeting, closing: Closing meeting}
                    rule: {all: [{attested: kick-off, by: instructor}, {attested: closing, by: instructor}]}
                    """.formatted(campus.badge(), campus.title()));
            api.post("/api/badges/%s/publish".formatted(campus.badge()), "");
        }
    }

    private void instructorEmbeds(Browser browser, Campus campus) {
        Page page = open(browser, campus.inCourse("/modules", "ingrid-solheim"));
        if (campus == Campus.CANVAS) {
            link(page, "Assignment: Cairn").click();
        } else {
            chooseContent(page);
        }
        FrameLocator tool = tool(page);
        assertThat(tool.locator("h1")).hasText("Embed badges");
        look(page);
        link(tool, campus.title()).click();
        assertThat(tool.getByLabel("With a column in the gradebook")).isChecked();
        look(page);
        button(tool, "Embed").click();

        if (campus == Campus.MOODLE) {
            assertThat(page.locator("#picked")).containsText(campus.title() + " (graded)");
            button(page, "Save and return to course").click();
        }
        assertThat(link(page, campus.title())).isVisible();
        assertThat(page.locator("main")).containsText("graded");
        page.close();
    }

    /** A button that a script serves cannot be pressed before the script is there: the click would be lost. */
    private static void chooseContent(Page page) {
        List<Route> held = new ArrayList<>();
        page.route("**/practice/picking.js", held::add);
        link(page, "External tool: Cairn").click(new Locator.ClickOptions().setNoWaitAfter(true));
        Locator select = button(page, "Select content");
        page.waitForCondition(() -> !held.isEmpty() && select.isVisible());
        assertThat(select).isDisabled();
        held.getFirst().resume();
        select.click();
    }

    private Page studentOpens(Browser browser, Campus campus) {
        Page page = open(browser, campus.inCourse("/modules", "mara-okafor"));
        link(page, campus.title()).click();
        assertThat(tool(page).locator("h1, h2").filter(titled(campus)).first()).isVisible();
        look(page);
        return page;
    }

    private static Locator.FilterOptions titled(Campus campus) {
        return new Locator.FilterOptions().setHasText(campus.title());
    }

    private void confirm(Browser browser, Campus campus, String milestone) {
        Page page = open(browser, campus.inCourse("/modules", "ingrid-solheim"));
        link(page, campus.title()).click();
        FrameLocator tool = tool(page);
        assertThat(tool.locator("h1")).hasText(campus.title());
        look(page);
        link(tool, "Mara Okafor").click();
        tool.getByRole(AriaRole.REGION, new FrameLocator.GetByRoleOptions().setName("Confirm a milestone"))
                .getByLabel("Milestone", new Locator.GetByLabelOptions().setExact(true))
                .selectOption(new com.microsoft.playwright.options.SelectOption()
                        .setLabel("%s (%s)".formatted(milestone, campus.title())));
        button(tool, "Confirm").click();
        assertThat(tool.getByText("Confirmed. It counts at once.")).isVisible();
        page.close();
    }

    private String pointsOnceWritten(Browser browser, Campus campus, String expected) {
        Page page = open(browser, campus.inCourse("/gradebook", "ingrid-solheim"));
        Locator points = page.locator(".cell-mara-okafor .points").first();
        Awaitility.await()
                .atMost(40, TimeUnit.SECONDS)
                .pollInSameThread()
                .pollInterval(500, TimeUnit.MILLISECONDS)
                .until(() -> {
                    page.reload();
                    return points.count() > 0 && points.innerText().startsWith(expected);
                });
        look(page);
        String written = points.innerText();
        page.close();
        return written;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Page open(Browser browser, String path) {
        Page page = browser.newPage();
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.navigate(PLATFORM + path);
        return page;
    }

    /** Looks at the page as it is, and once more as on a phone. */
    private static void look(Page page) {
        Browser.assertAccessible(page);
        page.setViewportSize(372, 640);
        Browser.assertFits(page);
        page.setViewportSize(1280, 900);
    }
}
