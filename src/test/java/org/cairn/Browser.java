package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The system's Chromium, with a cookie world of its own per profile folder, and without a way to the internet. */
public final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("CAIRN_CHROMIUM", "/usr/bin/chromium"));

    /**
     * Frames of other sites share a process with the page around them. Where each has its own, a frame that goes from
     * one site to another changes its process, and Playwright on a busy machine at times never hears that it has.
     */
    private static final String ONE_PROCESS = "--disable-site-isolation-trials";

    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    private final Playwright playwright;
    private final BrowserContext context;

    private Browser(Playwright playwright, BrowserContext context) {
        this.playwright = playwright;
        this.context = context;
        context.setDefaultTimeout(15_000);
    }

    /** What the tool may keep while it is framed by the platform. */
    public enum Cookies {
        /** What a browser does that gives each embedding site its own cookies: only {@code Partitioned} ones. */
        PARTITIONED(0),
        ALLOWED(1),
        BLOCKED(2);

        private final int setting;

        Cookies(int setting) {
            this.setting = setting;
        }
    }

    /** Skips the test where there is no Chromium, except in CI, where that is a failure. */
    public static void required() {
        boolean there = Files.isExecutable(CHROMIUM);
        String reason = "no Chromium at %s: install it, or name it by CAIRN_CHROMIUM".formatted(CHROMIUM);
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            assertThat(there).as(reason).isTrue();
        }
        Assumptions.assumeTrue(there, reason);
    }

    /** Starts a browser in an empty profile folder. */
    public static Browser start(Path profile, Cookies cookies, String tool, String platform, int width, int height) {
        writePreferences(profile, cookies, tool, platform);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            BrowserContext context = playwright
                    .chromium()
                    .launchPersistentContext(
                            profile,
                            new BrowserType.LaunchPersistentContextOptions()
                                    .setExecutablePath(CHROMIUM)
                                    .setHeadless(true)
                                    .setLocale("en-US")
                                    .setTimezoneId("America/New_York")
                                    .setViewportSize(width, height)
                                    .setArgs(
                                            List.of(
                                                    "--no-sandbox",
                                                    "--disable-gpu",
                                                    "--disable-background-networking",
                                                    "--disable-component-update",
                                                    "--disable-sync",
                                                    "--no-first-run",
                                                    ONE_PROCESS,
                                                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost")));
            return new Browser(playwright, context);
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    public Page newPage() {
        return context.newPage();
    }

    public BrowserContext context() {
        return context;
    }

    /** Fails unless axe finds nothing to object to on the page and in its frames. */
    public static void assertAccessible(Page page) {
        AxeResults results = new AxeBuilder(page).withTags(WCAG).analyze();
        assertThat(results.getViolations().stream().flatMap(Browser::described))
                .as("what axe objects to on %s", page.url())
                .isEmpty();
    }

    /** Fails if the page, or the page in one of its frames, is wider than it has room. */
    public static void assertFits(Page page) {
        page.frames().forEach(frame -> {
            Object surplus =
                    frame.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(((Number) surplus).intValue())
                    .as("surplus width in pixels of %s", frame.url())
                    .isLessThanOrEqualTo(0);
        });
    }

    private static Stream<String> described(com.deque.html.axecore.results.Rule rule) {
        return rule.getNodes().stream()
                .map(node -> "%s: %s at %s".formatted(rule.getId(), node.getHtml(), node.getTarget()));
    }

    private static void writePreferences(Path profile, Cookies cookies, String tool, String platform) {
        try {
            Path preferences =
                    Files.createDirectories(profile.resolve("Default")).resolve("Preferences");
            String exception = cookies == Cookies.PARTITIONED
                    ? ""
                    : "\"%s,%s\":{\"setting\":%d}".formatted(tool, platform, cookies.setting);
            Files.writeString(
                    preferences,
                    "{\"profile\":{\"content_settings\":{\"exceptions\":{\"cookies\":{%s}}}}}".formatted(exception));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        playwright.close();
    }
}
