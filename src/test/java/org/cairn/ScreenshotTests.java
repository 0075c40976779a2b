package org.cairn;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Path;
import java.util.List;
import org.cairn.Browser.Cookies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Draws the pictures in {@code docs/images} from the running application, so that they stay true:
 * {@code mvn test -Dtest=ScreenshotTests -Dcairn.screenshots=true}.
 */
@EnabledIfSystemProperty(
        named = "cairn.screenshots",
        matches = "true",
        disabledReason = "draws pictures, tests nothing")
class ScreenshotTests extends PracticeRun {

    private static final Path IMAGES = Path.of("docs", "images");
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

    /** How far each student is: points for the charter, the presentation and the reflection. */
    private record Points(String student, String charter, String presentation, String reflection) {}

    private static final List<Points> CLASS = List.of(
            new Points("Mara Okafor", "18", "43", "72"),
            new Points("Bruno Castellani", "16", "39", "91"),
            new Points("Yuki Hayashida", "20", "48", "88"),
            new Points("Leila Farahani", "12", "", ""),
            new Points("Samuel Adeyemi", "17", "30", ""),
            new Points("Greta Lindqvist", "19", "44", ""));

    @Test
    void draw(@TempDir Path profile) {
        try (Browser browser = Browser.start(profile, Cookies.ALLOWED, TOOL, PLATFORM, 1120, 760)) {
            Page page = browser.newPage();
            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            page.navigate(PLATFORM + "/practice");
            whole(page, "practice.png");

            for (Points one : CLASS) {
                open(page, "101?as=" + slug(one.student()));
                grade(page, one);
            }
            attest(page, "Yuki Hayashida");
            attest(page, "Mara Okafor");

            FrameLocator tool = open(page, "101?as=mara-okafor");
            assertThat(tool.locator("#lead")).containsText("2 of 3", SOON);
            frame(page, "student.png");
            page.setViewportSize(372, 760);
            frame(page, "student-phone.png");
            page.setViewportSize(1120, 760);

            tool = open(page, "101?as=yuki-hayashida");
            assertThat(tool.locator("#lead")).containsText("You have earned", SOON);
            frame(page, "student-earned.png");
            shareAndShow(browser, page, tool);

            open(page, "101?as=ingrid-solheim");
            frame(page, "class.png");
            tool = open(page, "102?as=ingrid-solheim");
            link(tool, "Badges in this course").first().click();
            link(tool, "Project-Based Collaboration: Preparation").click();
            assertThat(tool.locator("h1")).containsText("Preparation");
            frame(page, "embed.png");

            tool = open(page, "101?as=tomas-arriaga");
            assertThat(tool.locator("main")).containsText("grade_change");
            frame(page, "administrator.png");
            connecting(page, tool);
            embedding(page);
            registered(page, "/practice", "registered-canvas.png");
            registered(page, "/practice/moodle", "registered-moodle.png");
        }
    }

    private static void connecting(Page page, FrameLocator tool) {
        link(tool, "Practice LMS").click();
        assertThat(tool.locator("h1")).hasText("Practice LMS");
        frame(page, "admin-platform.png");
        // the page has begun a check by itself; the next is taken twenty seconds later
        page.waitForTimeout(21_000);
        button(tool, "Check this registration").click();
        assertThat(tool.locator("main")).containsText("Checked just now.", SOON);
        frame(page, "admin-check.png");

        tool = open(page, "101?as=tomas-arriaga");
        link(tool, "Connect an LMS").click();
        button(tool, "Moodle").click();
        assertThat(tool.locator("h1")).containsText("Connect Moodle");
        frame(page, "admin-connect.png");
    }

    private static void embedding(Page page) {
        page.navigate(PLATFORM + "/practice/courses/101/modules?as=ingrid-solheim");
        page.getByText("Assignment: Badges").click();
        FrameLocator tool = tool(page);
        assertThat(tool.locator("h1")).hasText("Embed badges");
        frame(page, "embed-choose.png");
        link(tool, "Project-Based Collaboration: Reflection").click();
        assertThat(tool.locator("h1")).hasText("Preview");
        frame(page, "embed-preview.png");
        button(tool, "Embed").click();
        assertThat(page.locator("main")).containsText("graded", SOON);

        page.navigate(PLATFORM + "/practice/courses/101/modules?as=mara-okafor");
        page.getByText("Project-Based Collaboration: Reflection").first().click();
        tool = tool(page);
        assertThat(tool.locator("main")).containsText("Reflection");
        frame(page, "embedded-badge.png");
    }

    /** A platform connects by one link, in its administrator's own window. */
    private static void registered(Page page, String campus, String file) {
        page.navigate(PLATFORM + campus + "/admin");
        page.getByText("Ask Cairn for an invitation").click();
        assertThat(page.frameLocator("#tool").locator("h1")).containsText("is connected to Cairn");
        frame(page, file);
    }

    private static void grade(Page page, Points points) {
        String[][] grades = {
            {"Team charter", points.charter()},
            {"Midpoint presentation", points.presentation()},
            {"Final reflection", points.reflection()}
        };
        page.navigate(PLATFORM + "/practice/courses/101/grades?as=ingrid-solheim");
        for (String[] grade : grades) {
            if (!grade[1].isEmpty()) {
                page.getByText(grade[0], new Page.GetByTextOptions().setExact(true))
                        .first()
                        .click();
                page.getByLabel("Points for " + points.student()).fill(grade[1]);
                page.getByLabel("Grade " + points.student()).click();
            }
        }
    }

    private static void attest(Page page, String student) {
        FrameLocator tool = open(page, "101?as=ingrid-solheim");
        link(tool, student).click();
        tool.getByRole(AriaRole.REGION, new FrameLocator.GetByRoleOptions().setName("Confirm a milestone"))
                .getByLabel("Milestone", new Locator.GetByLabelOptions().setExact(true))
                .selectOption(new SelectOption().setLabel("Mentor meeting (Project-Based Collaboration: Engagement)"));
        tool.getByLabel("Note").fill("We talked the plan through.");
        button(tool, "Confirm").click();
        assertThat(tool.getByText("Confirmed. It counts at once.")).isVisible();
    }

    private static void shareAndShow(Browser browser, Page page, FrameLocator tool) {
        tool.locator("section", new FrameLocator.LocatorOptions().setHas(tool.getByText("Achievement")))
                .locator("a[href*='/student/share']")
                .last()
                .click();
        button(tool, "Share it").click();
        assertThat(tool.getByText("Anyone with the link can see this badge.")).isVisible();
        frame(page, "share.png");
        Page stranger = browser.newPage();
        stranger.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        stranger.navigate(tool.getByLabel("Link to your badge").inputValue());
        assertThat(stranger.locator("main")).containsText("Valid.");
        whole(stranger, "credential.png");
        stranger.close();
    }

    private static FrameLocator open(Page page, String course) {
        page.navigate(PLATFORM + "/practice/courses/" + course);
        FrameLocator tool = tool(page);
        assertThat(tool.locator("main")).isVisible();
        return tool;
    }

    private static String slug(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
    }

    private static void whole(Page page, String file) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(IMAGES.resolve(file)).setFullPage(true));
    }

    /** The frame alone, as high as what it shows; the window is made as high, because nothing is painted outside it. */
    private static void frame(Page page, String file) {
        int width = page.viewportSize().width;
        int before = page.viewportSize().height;
        Object height = page.frame("tool").evaluate("() => document.documentElement.scrollHeight");
        page.setViewportSize(width, ((Number) height).intValue() + 400);
        Locator frame = page.locator("#tool");
        frame.evaluate("(frame, height) => { frame.style.height = height + 'px'; frame.style.border = 0; }", height);
        page.waitForTimeout(500);
        frame.screenshot(new Locator.ScreenshotOptions().setPath(IMAGES.resolve(file)));
        page.setViewportSize(width, before);
    }
}
