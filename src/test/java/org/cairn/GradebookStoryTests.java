package org.cairn;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.cairn.Browser.Cookies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An instructor has progress written to the gradebook of the practice platform, and their own grade stands. */
class GradebookStoryTests extends PracticeRun {

    private static final String BADGE = "Project-Based Collaboration: Engagement";
    private static final String GRADEBOOK = PLATFORM + "/practice/courses/101/gradebook?as=ingrid-solheim";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path profile;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void progressStandsInTheGradebookUntilTheTeacherGivesAGrade() {
        try (Browser browser = Browser.start(profile, Cookies.ALLOWED, TOOL, PLATFORM, 1280, 900)) {
            Page class101 = open(browser, "/practice/courses/101?as=ingrid-solheim");
            FrameLocator tool = tool(class101);
            link(tool.getByRole(AriaRole.NAVIGATION), "Badges in this course").click();
            link(tool, BADGE).click();
            button(tool, "Write progress to the gradebook").click();
            assertThat(tool.locator("#gradebook-title")).isVisible();

            Page practice = browser.newPage();
            grade(practice, "Mara Okafor", "41");
            grade(practice, "Yuki Hayashida", "41");
            cell(practice, "mara-okafor", "50"::equals);
            cell(practice, "yuki-hayashida", "50"::equals);
            assertThat(practice.locator(".cell-bruno-castellani .points")).hasText("");

            practice.getByLabel(BADGE + ", points for Mara Okafor").fill("90");
            practice.getByLabel(BADGE + ", save for Mara Okafor").click();
            // less than what counts, so that there is something new to write
            grade(practice, "Mara Okafor", "0");
            grade(practice, "Yuki Hayashida", "0");
            cell(practice, "yuki-hayashida", points -> !points.equals("50"));
            assertThat(practice.locator(".cell-mara-okafor .points")).hasText("90");
        }
    }

    private static Page open(Browser browser, String path) {
        Page page = browser.newPage();
        page.navigate(PLATFORM + path);
        return page;
    }

    private static void grade(Page page, String student, String points) {
        page.navigate(PLATFORM + "/practice/courses/101/grades?as=ingrid-solheim");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Midpoint presentation"))
                .click();
        page.getByLabel("Points for " + student).fill(points);
        page.getByLabel("Grade " + student).click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("delivered");
    }

    private static void cell(Page page, String slug, Predicate<String> wanted) {
        Awaitility.await()
                .atMost(SOON)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    page.navigate(GRADEBOOK);
                    Locator points = page.locator(".cell-" + slug + " .points");
                    return points.count() == 1
                            && wanted.test(points.textContent().strip());
                });
    }
}
