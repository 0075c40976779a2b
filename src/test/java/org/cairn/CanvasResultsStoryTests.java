package org.cairn;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
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

            checkNow(page);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInSameThread()
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> lead(page).contains("1 of 3"));
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

    /** It was asked a moment ago, when it was connected: that is soon long enough ago. */
    private static void checkNow(Page page) {
        page.navigate(PLATFORM + STUDENT);
        FrameLocator tool = tool(page);
        button(tool, "Check now").click(new com.microsoft.playwright.Locator.ClickOptions().setTimeout(45_000));
        assertThat(tool.locator("main")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
    }

    private static String lead(Page page) {
        page.navigate(PLATFORM + STUDENT);
        return tool(page).locator("#lead").textContent();
    }

    private static com.microsoft.playwright.Locator named(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
