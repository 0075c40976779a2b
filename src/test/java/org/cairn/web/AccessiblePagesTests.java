package org.cairn.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cairn.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page in a real browser, in the frame of a desktop and of a phone, under the policy that it is sent with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessiblePagesTests {

    private static final String TOOL = "http://127.0.0.1:8931";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'";
    private static final int LARGEST = 150_000;

    private Browser browser;

    @BeforeAll
    void start(@TempDir Path profile) {
        Browser.required();
        browser = Browser.start(profile, Browser.Cookies.ALLOWED, TOOL, "http://localhost:1", 885, 592);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    static List<String> pages() throws Exception {
        return new ArrayList<>(TestGallery.pages().keySet());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isAccessibleAndFitsAndObeysItsPolicy(String name) throws Exception {
        String html = TestGallery.pages().get(name);
        List<String> complaints = new ArrayList<>();
        try (Page page = browser.newPage()) {
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.route("**/*", route -> answer(route, html));
            for (int width : new int[] {885, 372}) {
                page.setViewportSize(width, width == 372 ? 427 : 592);
                page.navigate(TOOL + "/page");
                Browser.assertAccessible(page);
                Browser.assertFits(page);
            }
        }
        assertThat(complaints).as(name).isEmpty();
        assertThat(html).as(name).contains("<h1");
        assertThat(html.length() + assets()).as(name).isLessThan(LARGEST);
    }

    /** The stylesheet, our script and htmx count as well. */
    private static int assets() throws IOException {
        return resource("/static/assets/cairn.css").length
                + resource("/static/assets/cairn.js").length
                + resource("/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js").length;
    }

    private static void answer(Route route, String html) {
        String path = route.request().url().substring(TOOL.length());
        try {
            if (route.request().headers().containsKey("hx-request")) {
                // what a page asks while it is open: nothing is new
                route.fulfill(new Route.FulfillOptions().setStatus(204));
            } else if (path.startsWith("/page")) {
                route.fulfill(new Route.FulfillOptions()
                        .setHeaders(
                                Map.of("Content-Type", "text/html;charset=UTF-8", "Content-Security-Policy", POLICY))
                        .setBody(html));
            } else if (path.startsWith("/webjars/htmx.org/")) {
                send(route, "text/javascript", "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js");
            } else {
                String type =
                        path.endsWith(".css") ? "text/css" : path.endsWith(".js") ? "text/javascript" : "image/svg+xml";
                send(route, type, "/static" + path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(Route route, String type, String resource) throws IOException {
        route.fulfill(new Route.FulfillOptions().setContentType(type).setBodyBytes(resource(resource)));
    }

    private static byte[] resource(String path) throws IOException {
        try (var in = AccessiblePagesTests.class.getResourceAsStream(path)) {
            assertThat(in).as(path).isNotNull();
            return in.readAllBytes();
        }
    }
}
