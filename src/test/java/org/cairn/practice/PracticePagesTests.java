package org.cairn.practice;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import org.cairn.Browser;
import org.cairn.Browser.Cookies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The platform's own pages in a real browser, with a page of a few lines in place of the tool. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PracticePagesTests {

    /** Asks the embedding page and shows every answer; answers to a stranger would show as well. */
    private static final String ASKING = """
            <!DOCTYPE html><html lang="en"><title>Tool</title><p id="answers" style="overflow-wrap: anywhere"></p><script>
            const shown = document.getElementById("answers");
            addEventListener("message", (event) => { shown.textContent += event.origin + JSON.stringify(event.data); });
            const ask = (message) => parent.postMessage(message, "PLATFORM");
            ask({subject: "lti.capabilities", message_id: "1"});
            ask({subject: "lti.put_data", message_id: "2", key: "state_1", value: "kept"});
            ask({subject: "lti.get_data", message_id: "3", key: "state_1"});
            ask({subject: "lti.get_data", message_id: "4", key: "unknown"});
            ask({subject: "lti.put_data", message_id: "5", value: "no key"});
            ask({subject: "toString", message_id: "6"});
            </script></html>
            """;

    private WireMockServer tool;
    private ConfigurableApplicationContext practice;
    private Browser browser;
    private String base;

    @BeforeAll
    void start(@TempDir Path home, @TempDir Path profile) {
        Browser.required();
        tool = PracticeOnly.tool();
        practice = PracticeOnly.start(tool, home);
        Places places = practice.getBean(Places.class);
        base = places.issuer();
        tool.stubFor(get(urlPathEqualTo("/lti/login"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "text/html")
                        .withBody(ASKING.replace("PLATFORM", "http://" + places.authority()))));
        browser =
                Browser.start(profile, Cookies.ALLOWED, places.toolOrigin(), "http://" + places.authority(), 1100, 800);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
            practice.close();
            tool.stop();
        }
    }

    @Test
    void everyPageIsAccessibleAndFitsAPhone() {
        for (String path : List.of(
                "",
                "/courses/101?as=mara-okafor",
                "/courses/101/grades?as=ingrid-solheim",
                "/courses/101/grades?as=ingrid-solheim&problem=number",
                "/courses/102/grades?as=mara-okafor",
                "/courses/101/events?as=tomas-arriaga")) {
            Page page = browser.newPage();
            page.navigate(base + path);

            Browser.assertAccessible(page);
            page.setViewportSize(372, 640);
            Browser.assertFits(page);
            page.close();
        }
    }

    @Test
    void theStudentDoorLeadsToTheChosenStudent() {
        Page page = browser.newPage();
        page.navigate(base);
        page.getByLabel("Be", new Page.GetByLabelOptions().setExact(true)).selectOption("greta-lindqvist");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Open as student"))
                .click();

        assertThat(page.url()).isEqualTo(base + "/courses/101?as=greta-lindqvist");
        assertThat(page.locator("iframe[title]").count()).isEqualTo(1);
        page.close();
    }

    @Test
    void thePlatformKeepsDataForTheToolInItsFrame() {
        Page page = browser.newPage();
        page.navigate(base + "/courses/101?as=mara-okafor");
        var answers = page.frameLocator("#tool").locator("#answers");
        answers.getByText("bad_request").waitFor();

        assertThat(answers.textContent())
                .contains("{\"subject\":\"lti.capabilities.response\",\"message_id\":\"1\",\"supported_messages\":[")
                .contains("\"message_id\":\"2\",\"key\":\"state_1\",\"value\":\"kept\"")
                .contains("\"message_id\":\"3\",\"key\":\"state_1\",\"value\":\"kept\"")
                .contains("\"message_id\":\"4\",\"key\":\"unknown\",\"value\":null")
                .contains("\"message_id\":\"5\",\"error\":{\"code\":\"bad_request\"")
                .doesNotContain("\"message_id\":\"6\"");
        page.close();
    }

    @Test
    void strangersGetNoAnswer() {
        Page page = browser.newPage();
        page.navigate(base + "/courses/101?as=mara-okafor");
        page.frameLocator("#tool").locator("#answers").getByText("bad_request").waitFor();

        // the page itself is not the tool: same window, other origin
        Object heard = page.evaluate("""
                () => new Promise((done) => {
                    addEventListener("message", (event) => { if (event.data.subject !== "lti.capabilities") done("answered"); });
                    window.postMessage({subject: "lti.capabilities", message_id: "x"}, "*");
                    setTimeout(() => done("silence"), 300);
                })
                """);

        assertThat(heard).isEqualTo("silence");
        page.close();
    }
}
