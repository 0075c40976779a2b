package org.cairn;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cairn.Browser.Cookies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole story against the running application, in a real browser, in each of the worlds that cookies live in. */
class StoryTests extends PracticeRun {

    private static final String ACHIEVEMENT = "Project-Based Collaboration: Achievement";
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

    @TempDir
    Path profile;

    @TempDir
    Path strangersProfile;

    private final List<String> complaints = new ArrayList<>();

    /** Each world has a student and a badge of its own, so that they do not meet. */
    private record Cast(String student, String slug, String badge, String activity) {

        static Cast of(Cookies world) {
            return switch (world) {
                case ALLOWED ->
                    new Cast(
                            "Mara Okafor",
                            "mara-okafor",
                            "Project-Based Collaboration: Preparation",
                            "Studio team charter");
                case PARTITIONED ->
                    new Cast(
                            "Bruno Castellani",
                            "bruno-castellani",
                            "Project-Based Collaboration: Reflection",
                            "Studio reflection");
                case BLOCKED ->
                    new Cast("Yuki Hayashida", "yuki-hayashida", "Data Storytelling", "Published data story");
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void threeGradesAndAnAttestationBecomeABadgeThatAStrangerCanCheck(Cookies world) {
        Cast cast = Cast.of(world);
        try (Browser browser = Browser.start(profile, world, TOOL, PLATFORM, 1280, 900)) {
            administratorLooks(browser);
            Page student = studentOpens(browser, cast);
            instructorEmbeds(browser, cast);
            instructorAttests(browser, cast);
            teacherGrades(browser, cast);
            String link = studentShares(student);
            strangerChecks(link);
            studentStopsSharing(student);
            strangerFindsNothing(link);
        }
    }

    @AfterEach
    void theBrowserRefusedNothing() {
        assertThat(complaints).as("what the browser refused to do").isEmpty();
    }

    private void administratorLooks(Browser browser) {
        Page page = open(browser, "/practice");
        look(page);
        page.getByText("Open as administrator").click();
        FrameLocator tool = tool(page);

        assertThat(tool.locator("main")).containsText("Practice LMS");
        assertThat(tool.locator("main")).containsText("Canvas Live Events");
        assertThat(tool.locator("main")).containsText("enrollment_created");
        look(page);
        page.close();
    }

    private Page studentOpens(Browser browser, Cast cast) {
        Page page = open(browser, "/practice/courses/101?as=" + cast.slug());

        assertThat(tool(page).locator("#lead")).containsText("0 of 3 toward " + ACHIEVEMENT);
        look(page);
        return page;
    }

    private void instructorEmbeds(Browser browser, Cast cast) {
        Page page = open(browser, "/practice/courses/102?as=ingrid-solheim");
        FrameLocator tool = tool(page);
        link(tool.getByRole(AriaRole.NAVIGATION), "Badges in this course").click();
        assertThat(tool.locator("h1")).hasText("Badges in this course");
        look(page);
        link(tool, cast.badge()).click();
        assertThat(tool.locator("h1")).hasText(cast.badge());
        look(page);

        tool.getByLabel("Activity of this course")
                .first()
                .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel(cast.activity()));
        tool.getByText("See who would meet it").first().click();
        tool.getByText("Use this activity").click();

        assertThat(tool.locator(".row.met .what").first()).hasText(cast.activity());
        look(page);
        page.close();
    }

    private void instructorAttests(Browser browser, Cast cast) {
        Page page = open(browser, "/practice/courses/101?as=ingrid-solheim");
        FrameLocator tool = tool(page);
        assertThat(tool.locator("h1")).containsText("Class");
        look(page);
        link(tool, cast.student()).click();
        tool.getByRole(AriaRole.REGION, new FrameLocator.GetByRoleOptions().setName("Confirm a milestone"))
                .getByLabel("Milestone", new Locator.GetByLabelOptions().setExact(true))
                .selectOption(new com.microsoft.playwright.options.SelectOption()
                        .setLabel("Mentor meeting (Project-Based Collaboration: Engagement)"));
        tool.getByLabel("Note").fill("We met for an hour and talked the plan through.");
        look(page);
        button(tool, "Confirm").click();

        assertThat(tool.getByText("Confirmed. It counts at once.")).isVisible();
        look(page);
        page.close();
    }

    private void teacherGrades(Browser browser, Cast cast) {
        Page page = open(browser, "/practice/courses/101/grades?as=ingrid-solheim");
        String[][] grades = {{"Team charter", "17"}, {"Midpoint presentation", "41"}, {"Final reflection", "88"}};
        for (String[] grade : grades) {
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(grade[0]))
                    .click();
            page.getByLabel("Points for " + cast.student()).fill(grade[1]);
            page.getByLabel("Grade " + cast.student()).click();
            assertThat(page.getByRole(AriaRole.STATUS))
                    .containsText(cast.student() + ", " + grade[0] + ": " + grade[1]);
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("delivered");
        }
        look(page);
        page.close();
    }

    /** The badge appears by itself: nothing is reloaded here. */
    private String studentShares(Page page) {
        page.bringToFront();
        FrameLocator tool = tool(page);
        assertThat(tool.locator("#lead")).containsText("You have earned " + ACHIEVEMENT, SOON);
        look(page);

        tool.locator("section", new FrameLocator.LocatorOptions().setHas(tool.getByText(ACHIEVEMENT)))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Share"))
                .first()
                .click();
        assertThat(tool.getByText("Only you can see this badge.")).isVisible();
        look(page);
        button(tool, "Share it").click();
        assertThat(tool.getByText("Anyone with the link can see this badge.")).isVisible();
        look(page);
        return tool.getByLabel("Link to your badge").inputValue();
    }

    private void strangerChecks(String link) {
        assertThat(link).startsWith(TOOL + "/credentials/");
        try (Browser browser = Browser.start(strangersProfile, Cookies.BLOCKED, TOOL, PLATFORM, 1280, 900)) {
            Page page = watched(browser.newPage());
            assertThat(page.navigate(link).status()).isEqualTo(200);

            assertThat(page.locator("main")).containsText("Valid.");
            assertThat(page.locator("main")).containsText(ACHIEVEMENT);
            look(page);
            assertThat(page.request().get(link + ".json").text())
                    .contains("OpenBadgeCredential", "eddsa-rdfc-2022", ACHIEVEMENT);
            assertThat(browser.context().cookies())
                    .as("no cookie for strangers")
                    .isEmpty();
        }
    }

    private void studentStopsSharing(Page page) {
        FrameLocator tool = tool(page);
        button(tool, "Stop sharing").click();
        assertThat(tool.getByText("Only you can see this badge.")).isVisible();
    }

    private void strangerFindsNothing(String link) {
        try (Browser browser = Browser.start(strangersProfile, Cookies.BLOCKED, TOOL, PLATFORM, 1280, 900)) {
            Page page = browser.newPage();
            assertThat(page.navigate(link).status()).isEqualTo(404);
            look(page);
            assertThat(page.request().get(link + ".json").status()).isEqualTo(404);
        }
    }

    private Page open(Browser browser, String path) {
        Page page = watched(browser.newPage());
        page.navigate(PLATFORM + path);
        return page;
    }

    /** Notes whatever the pages' security policies had to stop. */
    private Page watched(Page page) {
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
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
