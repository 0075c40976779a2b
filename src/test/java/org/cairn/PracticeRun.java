package org.cairn;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
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

    private static final int PORT = freePort();
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
     * ever for an answer from a page that is being replaced.
     */
    static FrameLocator tool(Page page) {
        try {
            page.waitForCondition(
                    () -> page.frames().stream()
                            .map(Frame::url)
                            .anyMatch(url -> url.startsWith(TOOL) && url.contains("launch=")),
                    new Page.WaitForConditionOptions().setTimeout(45_000));
        } catch (TimeoutError e) {
            String where = page.frames().stream().map(Frame::url).toList().toString();
            throw new AssertionError("The launch did not end; the frames show " + where, e);
        }
        return page.frameLocator("#tool");
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

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
