package org.cairn;

import com.google.gson.JsonArray;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Cairn and the practice platform, running as for a first look, on a port of their own. */
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
@ActiveProfiles("practice")
@DirtiesContext
abstract class PracticeRun {

    private static final int MOST_LOOKS = 4;
    private static final int PORT = FreePort.next();
    static final String TOOL = "http://127.0.0.1:" + PORT;
    static final String PLATFORM = "http://localhost:" + PORT;

    @TempDir
    static Path home;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("server.port", () -> PORT);
        registry.add("cairn.public-url", () -> TOOL);
        registry.add("cairn.home", () -> home.toString());
    }

    @BeforeAll
    static void chromiumIsThere() {
        Browser.required();
    }

    /**
     * The tool's frame, once the launch is over: before that it changes between two sites, and Playwright can wait for
     * ever for an answer from a page that is being replaced. Now and then it misses that the frame has arrived, while the
     * browser itself says so; then, and only then, the page is opened once more. On a busy machine a launch takes long.
     */
    static FrameLocator tool(Page page) {
        for (int looks = 1; !isLaunched(page); looks++) {
            if (looks == MOST_LOOKS) {
                throw new AssertionError("The launch did not end; Playwright sees %s, the browser shows %s"
                        .formatted(urls(page).toList(), shown(page)));
            }
            if (hasArrived(page)) {
                page.reload();
            }
        }
        return page.frameLocator("#tool");
    }

    private static boolean isLaunched(Page page) {
        try {
            page.waitForCondition(
                    () -> urls(page).anyMatch(PracticeRun::isTool),
                    new Page.WaitForConditionOptions().setTimeout(15_000));
            return true;
        } catch (TimeoutError e) {
            return false;
        }
    }

    private static Stream<String> urls(Page page) {
        return page.frames().stream().map(Frame::url);
    }

    /** Says whether the browser itself shows one page of the tool more than Playwright knows of. */
    private static boolean hasArrived(Page page) {
        long known = page.context().pages().stream()
                .flatMap(PracticeRun::urls)
                .filter(PracticeRun::isTool)
                .count();
        return shown(page).stream().filter(PracticeRun::isTool).count() > known;
    }

    /** The pages and frames that the browser itself shows. */
    private static List<String> shown(Page page) {
        CDPSession browser = page.context().newCDPSession(page);
        try {
            JsonArray targets = browser.send("Target.getTargets").getAsJsonArray("targetInfos");
            return targets.asList().stream()
                    .map(target -> target.getAsJsonObject().get("url").getAsString())
                    .toList();
        } finally {
            browser.detach();
        }
    }

    private static boolean isTool(String url) {
        return url.startsWith(TOOL) && url.contains("launch=");
    }

    static Locator link(FrameLocator tool, String name) {
        return tool.getByRole(
                AriaRole.LINK, new FrameLocator.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator link(Locator part, String name) {
        return part.getByRole(
                AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator button(FrameLocator tool, String name) {
        return tool.getByRole(
                AriaRole.BUTTON,
                new FrameLocator.GetByRoleOptions().setName(name).setExact(true));
    }
}
