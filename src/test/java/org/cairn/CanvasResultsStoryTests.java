package org.cairn;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.cairn.Browser.Cookies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A grade whose event was lost is found when somebody has the practice Canvas asked. */
class CanvasResultsStoryTests extends PracticeRun {

    private static final String STUDENT = "/practice/courses/101?as=leila-farahani";

    @TempDir
    Path profile;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void whatNoEventToldIsFoundByCheckNow() {
        try (Browser browser = Browser.start(profile, Cookies.PARTITIONED, TOOL, PLATFORM, 1280, 900)) {
            Page page = browser.newPage();
            page.navigate(PLATFORM + STUDENT);
            assertThat(tool(page).locator("#lead")).containsText("0 of 3");
            connect(page);
            loseTheEventOf(page, "Leila Farahani", "19");

            // connecting had it asked already, and it is asked every half a minute at most
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .pollInSameThread()
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> isFoundByCheckNow(page));
        }
    }

    private static void connect(Page page) {
        page.navigate(PLATFORM + "/practice/admin");
        named(page, "Let Cairn ask").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Cairn asks this Canvas");
    }

    private static void loseTheEventOf(Page page, String student, String points) {
        page.navigate(PLATFORM + "/practice/courses/101/grades?as=ingrid-solheim&assignment=201");
        page.getByLabel("Points for " + student).fill(points);
        page.getByLabel("What Cairn hears about " + student).selectOption("lose");
        named(page, "Grade " + student).click();
        page.waitForURL(java.util.regex.Pattern.compile(".*#row-.*"));
    }

    private static boolean isFoundByCheckNow(Page page) {
        page.navigate(PLATFORM + STUDENT);
        FrameLocator tool = tool(page);
        if (tool.locator("#lead").textContent().contains("1 of 3")) {
            return true;
        }
        if (button(tool, "Check now").isVisible()) {
            button(tool, "Check now").click();
            assertThat(tool.locator("#lead")).isVisible();
        }
        return false;
    }

    private static com.microsoft.playwright.Locator named(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
