package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cairn.MutableClock;
import org.cairn.TestBrowser;
import org.cairn.TestLaunch;
import org.cairn.TestPlatform;
import org.cairn.lti.Courses;
import org.cairn.lti.Launch;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.net.PublicUrl;
import org.cairn.people.Learners;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The rooms that a launch passes through, served over HTTP, and one registered platform. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, classes = LaunchWorld.Application.class)
abstract class LaunchWorld {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @LocalServerPort
    int port;

    @Autowired
    PublicUrl publicUrl;

    @Autowired
    Platforms platforms;

    @Autowired
    Learners learners;

    @Autowired
    Courses courses;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MutableClock clock;

    @Autowired
    Heard heard;

    @Autowired
    Deaf deaf;

    TestPlatform canvas;
    Platform registered;
    TestBrowser browser;

    @BeforeEach
    void registerPlatform() {
        clock.set(NOW);
        heard.admitted.clear();
        deaf.failing = false;
        canvas = TestPlatform.canvas();
        canvas.useClock(clock);
        registered = platforms.register(canvas.registration());
        browser = newBrowser();
    }

    @AfterEach
    void closePlatform() {
        canvas.close();
    }

    TestBrowser newBrowser() {
        return canvas.browser(URI.create("http://127.0.0.1:" + port), publicUrl.publicUrl());
    }

    /** Plays login and launch in a new browser, up to the tool's answer to the launch. */
    TestBrowser.Page answerTo(TestLaunch launch) {
        TestBrowser fresh = newBrowser();
        TestBrowser.Login login = fresh.login(launch);
        assertThat(login.state()).as("the login was begun").isNotEmpty();
        return fresh.answer(login, launch);
    }

    /** Says that an answer refuses in this way, that nobody was let in, and that no fault shows. */
    void assertRefused(TestBrowser.Page answer, Refusal refusal) {
        assertThat(answer.body()).isEqualTo("problem " + refusal.problem());
        assertThat(answer.status()).isEqualTo(refusal.status());
        assertThat(answer.header("Set-Cookie")).doesNotContain("__Host-cairn-");
        assertThat(answer.response().headers().allValues("Set-Cookie")).noneMatch(c -> c.startsWith("__Host-cairn-"));
        assertThat(sessions()).isZero();
    }

    long sessions() {
        return jdbc.sql("select count(*) from launch_session where platform = ?")
                .param(registered.id().value())
                .query(Long.class)
                .single();
    }

    /** Without a stereotype of its own, so that tests of the whole application do not find it. */
    @EnableAutoConfiguration
    @ConfigurationPropertiesScan("org.cairn")
    @ComponentScan({"org.cairn.lti", "org.cairn.people", "org.cairn.platform", "org.cairn.net", "org.cairn.vault"})
    static class Application {

        @Bean
        Clock clock() {
            return new MutableClock(NOW);
        }

        @Bean
        Deaf deaf() {
            return new Deaf();
        }

        @Bean
        Heard heard() {
            return new Heard();
        }
    }

    /** Comes before the others, and may fail. */
    static class Deaf {

        volatile boolean failing;

        @EventListener
        @Order(Ordered.HIGHEST_PRECEDENCE)
        void on(LaunchAdmitted launch) {
            if (failing) {
                throw new IllegalStateException("deaf");
            }
        }
    }

    /** Everything that was said of launches that were let in. */
    static class Heard {

        final List<LaunchAdmitted> admitted = new CopyOnWriteArrayList<>();

        @EventListener
        void on(LaunchAdmitted launch) {
            admitted.add(launch);
        }

        LaunchAdmitted last() {
            return admitted.getLast();
        }
    }

    /** Pages that show what the session brought; a test component, so that tests of the whole application skip it. */
    @TestComponent
    @Controller
    static class Pages implements ErrorController {

        @RequestMapping({
            "/student",
            "/student/badges",
            "/student/badge/{key}",
            "/instructor",
            "/instructor/badge/{key}",
            "/instructor/content",
            "/instructor/students/{id}",
            "/admin"
        })
        @ResponseBody
        String page(Launch launch, HttpServletRequest request) {
            return "%s %s in %s as %s by %s"
                    .formatted(
                            request.getMethod(),
                            launch.name(),
                            launch.courseTitle(),
                            launch.role(),
                            launch.learner().value());
        }

        @RequestMapping("/student/links")
        String links(Launch launch, Model model) {
            return "launch-test/links";
        }

        @RequestMapping("/error")
        @ResponseBody
        String error(HttpServletRequest request, HttpServletResponse response) {
            response.setHeader("X-Again", String.valueOf(request.getAttribute("cairn.again")));
            return "problem " + request.getAttribute("cairn.problem");
        }
    }
}
