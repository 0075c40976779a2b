package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.cairn.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/** The two pages between a login and a session, as somebody meets them whose browser blocks cookies. */
class StoragePagesInBrowserTests {

    private static final String TOOL = "http://127.0.0.1:9";

    @Test
    void bothPagesAndTheFailureAreAccessible(@TempDir Path profile) {
        Browser.required();
        try (Browser browser = Browser.start(profile, Browser.Cookies.ALLOWED, TOOL, "http://localhost:1", 885, 592)) {
            Page waiting = opened(browser, "launch/store", false);
            assertThat(waiting.title()).isNotBlank();
            check(waiting);
            Page failed = opened(browser, "launch/prove", true);
            failed.waitForSelector("#lti-failed:not([hidden])");
            check(failed);
            Page blocked = opened(browser, "launch/store", true);
            blocked.waitForSelector("#lti-window:visible");
            check(blocked);
        }
    }

    private static void check(Page page) {
        for (int width : new int[] {885, 372}) {
            page.setViewportSize(width, 592);
            Browser.assertAccessible(page);
            Browser.assertFits(page);
        }
        page.close();
    }

    private static Page opened(Browser browser, String template, boolean withScript) {
        Page page = browser.newPage();
        page.route("**/*", route -> answer(route, template, withScript));
        page.navigate(TOOL + "/page");
        return page;
    }

    private static void answer(Route route, String template, boolean withScript) {
        String path = route.request().url().substring(TOOL.length());
        if (path.equals("/page")) {
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("text/html;charset=UTF-8")
                    .setBody(rendered(template)));
        } else if (path.endsWith(".css") || (withScript && path.endsWith(".js"))) {
            route.fulfill(new Route.FulfillOptions()
                    .setContentType(path.endsWith(".css") ? "text/css" : "text/javascript")
                    .setBodyBytes(asset(path)));
        } else {
            route.abort();
        }
    }

    private static byte[] asset(String path) {
        try (var in = StoragePagesInBrowserTests.class.getResourceAsStream("/static" + path)) {
            assertThat(in).as(path).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rendered(String template) {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("templates/");
        templates.setSuffix(".html");
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages-launch");
        messages.setDefaultEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(templates);
        engine.setTemplateEngineMessageSource(messages);
        MockServletContext context = new MockServletContext();
        var exchange = JakartaServletWebApplication.buildApplication(context)
                .buildExchange(new MockHttpServletRequest(context), new MockHttpServletResponse());
        Map<String, Object> values = Map.of(
                "target", "_parent",
                "origins", "http://localhost:1",
                "window", "/lti/login?x=y",
                "again", "http://localhost:1/courses/1",
                "key", "k",
                "secret", "s",
                "handle", "h",
                "next", "http://localhost:1/authorize");
        return engine.process(template, new WebContext(exchange, Locale.ENGLISH, values));
    }
}
