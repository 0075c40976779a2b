package org.cairn.practice.page;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import org.cairn.Browser;
import org.cairn.Browser.Cookies;
import org.cairn.practice.Places;
import org.cairn.practice.PracticeOnly;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Campuses;
import org.cairn.practice.world.Tool;
import org.cairn.practice.world.World;
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

    /** What a tool says when its registration is done. */
    private static final String CLOSING = """
            <!DOCTYPE html><html lang="en"><title>Tool</title><p>Done.</p><script>
            parent.postMessage({subject: "org.imsglobal.lti.close"}, "*");
            </script></html>
            """;

    private static final String SILENCE = """
            <!DOCTYPE html><html lang="en"><title>Tool</title><p id="answers">nobody answers</p></html>
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
        tool.stubFor(post(urlPathEqualTo("/lti/login"))
                .willReturn(aResponse().withHeader("Content-Type", "text/html").withBody(SILENCE)));
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
                "/courses/101/events?as=tomas-arriaga",
                "/courses/101/modules?as=ingrid-solheim",
                "/courses/101/gradebook?as=ingrid-solheim&problem=number",
                "/courses/101/pick/link_selection?as=ingrid-solheim&tool=" + World.CLIENT_ID,
                "/tools/user_navigation?as=mara-okafor",
                "/admin?problem=link",
                "/moodle",
                "/moodle/admin",
                "/moodle/courses/2?as=ingrid-solheim",
                "/moodle/courses/2/modedit?as=ingrid-solheim&problem=name&tool="
                        + moodleTool().clientId(),
                "/moodle/courses/3/gradebook?as=mara-okafor",
                "/moodle/courses/2/grades?as=ingrid-solheim&problem=number",
                "/moodle/courses/2/grades?as=mara-okafor",
                "/moodle/courses/2/events?as=ingrid-solheim",
                "/moodle/admin/register?url=" + tool.baseUrl().replace("localhost", "127.0.0.1"))) {
            Page page = browser.newPage();
            assertThat(page.navigate(base + path).status()).as(path).isEqualTo(200);

            Browser.assertAccessible(page);
            page.setViewportSize(372, 640);
            Browser.assertFits(page);
            page.close();
        }
    }

    @Test
    void whenTheToolClosesItsPageTheAdministratorIsBackAtTheTools() {
        tool.stubFor(get(urlPathEqualTo("/lti/register"))
                .willReturn(aResponse().withHeader("Content-Type", "text/html").withBody(CLOSING)));
        Page page = browser.newPage();
        page.navigate(base + "/admin");
        page.getByLabel("Registration link").fill(places().toolOrigin() + "/lti/register?invitation=x");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Continue"))
                .click();

        page.waitForURL(base + "/admin");
        assertThat(tool.findAll(getRequestedFor(urlPathEqualTo("/lti/register"))))
                .last()
                .satisfies(asked -> {
                    assertThat(asked.queryParameter("openid_configuration").firstValue())
                            .isEqualTo(base + "/api/lti/security/openid-configuration");
                    assertThat(asked.queryParameter("registration_token").isPresent())
                            .isTrue();
                });
        page.close();
    }

    @Test
    void contentThatWasPickedFillsTheFormAndIsThereOnceItIsSaved() {
        Page page = browser.newPage();
        page.navigate(base + "/moodle/courses/3/modedit?as=ingrid-solheim&tool="
                + moodleTool().clientId());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Select content"))
                .click();
        page.frameLocator("#tool")
                .locator("#answers")
                .getByText("nobody answers")
                .waitFor();
        Browser.assertAccessible(page);
        page.evaluate("""
                () => window.postMessage({subject: "practice.picked",
                    items: JSON.stringify([{type: "ltiResourceLink", title: "Picked", lineItem: {scoreMaximum: 100}}])},
                    location.origin)
                """);
        page.getByText("Picked (graded)").waitFor();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save and return"))
                .click();

        page.waitForURL(base + "/moodle/courses/3/modules?as=ingrid-solheim");
        assertThat(page.locator("ul.work").textContent()).contains("Picked").contains(", graded");
        page.navigate(base + "/moodle/courses/3/gradebook?as=ingrid-solheim");
        Browser.assertAccessible(page);
        page.setViewportSize(372, 640);
        Browser.assertFits(page);
        page.close();
    }

    private Places places() {
        return practice.getBean(Places.class);
    }

    /** A tool that an administrator has put into the Moodle. */
    private Tool moodleTool() {
        Campus moodle = practice.getBean(Campuses.class).moodle();
        Tool first = practice.getBean(Campuses.class).canvas().openTools().getFirst();
        return moodle.tools().put(first.placedAs("8"));
    }

    @Test
    void theStudentDoorLeadsToTheChosenStudent() {
        Page page = browser.newPage();
        page.navigate(base);
        page.getByLabel("Be", new Page.GetByLabelOptions().setExact(true)).selectOption("greta-lindqvist");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Open as student"))
                .click();

        page.waitForURL(base + "/courses/101?as=greta-lindqvist");
        PlaywrightAssertions.assertThat(page.locator("iframe[title]")).hasCount(1);
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
