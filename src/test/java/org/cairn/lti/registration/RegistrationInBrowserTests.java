package org.cairn.lti.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.cairn.Browser;
import org.cairn.Case;
import org.cairn.platform.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registration as an administrator sees it: within a page of the platform, and in a window of its own. */
class RegistrationInBrowserTests extends RegistrationWorld {

    private static final String LISTENER = """
            <!DOCTYPE html><html lang="en"><head><title>Manage tools</title></head><body><h1>Manage tools</h1>
            <script>window.heard = []; addEventListener('message', e => heard.push(e.origin + ' ' + JSON.stringify(e.data)));</script>
            <iframe title="Registration" width="100%%" height="540" src="%s"></iframe></body></html>""";

    @Test
    @Case("S78")
    void thePlatformAloneIsAskedToClose(@TempDir Path profile) {
        Browser.required();
        try (Browser browser = start(profile);
                StubPlatform moodle = new StubMoodle("").served("localhost", "/moodle");
                StubPlatform other = new StubMoodle("").served("localhost", "/moodle")) {
            try (Page page = framed(browser, moodle, opening(moodle))) {
                Locator button = page.frameLocator("iframe").locator("#lti-close");
                check(page);
                button.click();
                page.waitForCondition(() -> heard(page).contains("close"));
                assertThat(heard(page))
                        .isEqualTo("[\"%s {\\\"subject\\\":\\\"org.imsglobal.lti.close\\\"}\"]"
                                .formatted(at("").toString()));
            }
            try (Page page = framed(browser, other, opening(moodle))) {
                FrameLocator frame = page.frameLocator("iframe");
                frame.locator("#lti-close").click();
                frame.locator("#lti-closed span").waitFor();
                assertThat(heard(page)).isEqualTo("[]");
            }
        }
    }

    @Test
    void theGuideTurnsWhenThePlatformArrives(@TempDir Path profile) {
        Browser.required();
        try (Browser browser = start(profile);
                StubPlatform moodle = new StubMoodle("").served("localhost", "/moodle");
                Page page = browser.newPage()) {
            page.route("**/htmx.min.js", RegistrationInBrowserTests::htmx);
            for (Family family : Family.values()) {
                page.navigate(at("/lti/register?invitation=" + invite(family)).toString());
                check(page);
            }
            String opening = opening(moodle);
            page.navigate(opening.substring(0, opening.indexOf('&')));
            page.locator("text=Waiting for your platform").waitFor();
            assertThat(send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(opening))
                                    .GET())
                            .statusCode())
                    .isEqualTo(200);
            page.locator("#state >> text=is connected").waitFor();
            check(page);
        }
    }

    @Test
    void confirmationAndFailureAreAccessible(@TempDir Path profile) {
        Browser.required();
        try (Browser browser = start(profile);
                StubPlatform moodle = new StubMoodle("").served("localhost", "/moodle")) {
            moodle.change = configuration -> configuration.put(
                    "registration_endpoint", moodle.base.replace("localhost", "127.0.0.1") + "/register");
            try (Page page = framed(browser, moodle, opening(moodle))) {
                Locator agree = page.frameLocator("iframe").locator("form button");
                check(page);
                moodle.changeAnswer = real -> StubPlatform.text(400, "missing_domain");
                agree.click();
                page.frameLocator("iframe").locator("text=missing_domain").waitFor();
                check(page);
            }
        }
    }

    private Browser start(Path profile) {
        return Browser.start(profile, Browser.Cookies.BLOCKED, at("").toString(), "http://localhost:1", 885, 592);
    }

    private String opening(StubPlatform platform) {
        return at("/lti/register?invitation=%s&%s"
                        .formatted(
                                invite(Family.MOODLE),
                                encode(Map.of(
                                        "openid_configuration",
                                                platform.configurationUrl().toString(),
                                        "registration_token", platform.newToken()))))
                .toString();
    }

    private static Page framed(Browser browser, StubPlatform platform, String opening) {
        Page page = browser.newPage();
        platform.page = LISTENER.formatted(opening.replace("&", "&amp;"));
        page.navigate(platform.base + "/admin");
        page.frameLocator("iframe").locator("h1").waitFor();
        return page;
    }

    /** The room of the pages serves it; this world has not got that room. */
    private static void htmx(Route route) {
        try (var in = RegistrationInBrowserTests.class.getResourceAsStream(
                "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js")) {
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("text/javascript")
                    .setBodyBytes(Objects.requireNonNull(in).readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Page page) {
        for (int width : new int[] {885, 372}) {
            page.setViewportSize(width, 592);
            Browser.assertAccessible(page);
            Browser.assertFits(page);
        }
    }

    private static String heard(Page page) {
        return (String) page.evaluate("() => JSON.stringify(window.heard)");
    }
}
