package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestBrowser;
import org.cairn.TestBrowser.Login;
import org.cairn.TestBrowser.Page;
import org.cairn.TestDatabase;
import org.cairn.TestLaunch;
import org.cairn.TestPlatform;
import org.cairn.platform.Platforms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes on one database, which share nothing else than the key they seal with. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ReplayTests {

    private static final URI PUBLIC_URL = URI.create("http://127.0.0.1:8080");

    private final TestDatabase database;
    private ConfigurableApplicationContext one;
    private ConfigurableApplicationContext two;
    private TestPlatform canvas;

    ReplayTests(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() {
        String url = switch (database) {
            case POSTGRESQL -> TestDatabase.postgresUrl();
            case H2 ->
                "jdbc:h2:mem:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1"
                        .formatted(UUID.randomUUID());
        };
        one = node(url);
        two = node(url);
        canvas = TestPlatform.canvas();
        canvas.useClock(one.getBean(MutableClock.class));
        one.getBean(Platforms.class).register(canvas.registration());
    }

    @AfterEach
    void stop() {
        canvas.close();
        one.close();
        two.close();
    }

    @Test
    void loginBegunOnOneNodeIsCompletedOnTheOther() {
        TestLaunch launch = student();
        TestBrowser first = browser(one);
        Login login = first.login(launch);
        TestBrowser second = browser(two);
        second.cookies().putAll(first.cookies());
        Page page = second.follow(second.answer(login, launch));
        assertThat(page.status()).isEqualTo(200);
        first.cookies().putAll(second.cookies());
        assertThat(first.get("/student?launch=" + page.launch()).status())
                .as("the session is known to both")
                .isEqualTo(200);
    }

    @Test
    @Case("T37")
    void replayTwentyTimesAtOnceOpensExactlyOneSession() throws Exception {
        TestLaunch launch = student();
        browser(one).launch(launch);
        Login login = loginWithCookies(launch);
        String token = launch.sign(login.nonce(), PUBLIC_URL.toString());
        Map<String, String> cookies = Map.copyOf(lastCookies);
        CyclicBarrier together = new CyclicBarrier(20);
        List<Callable<Integer>> attempts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            TestBrowser browser = browser(i % 2 == 0 ? one : two);
            browser.cookies().putAll(cookies);
            attempts.add(() -> {
                together.await();
                return browser.postLaunch(login.state(), token).status();
            });
        }
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(20)) {
            for (Future<Integer> attempt : threads.invokeAll(attempts)) {
                statuses.add(attempt.get());
            }
        }
        assertThat(statuses).filteredOn(status -> status == 303).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(19);
        assertThat(one.getBean(JdbcClient.class)
                        .sql("select count(*) from launch_session")
                        .query(Long.class)
                        .single())
                .as("the first launch's and one more")
                .isEqualTo(2);
    }

    @Test
    @Case("T37")
    void replayAfterTheSessionEndedIsRefused() {
        TestLaunch launch = student();
        Login login = loginWithCookies(launch);
        Map<String, String> cookies = Map.copyOf(lastCookies);
        String token = launch.sign(login.nonce(), PUBLIC_URL.toString());
        TestBrowser browser = browser(one);
        browser.cookies().putAll(cookies);
        String key = browser.follow(browser.postLaunch(login.state(), token)).launch();
        Sessions sessions = one.getBean(Sessions.class);
        sessions.end(sessions.find(key + "." + browser.cookies().get("__Host-cairn-" + key))
                .orElseThrow());
        TestBrowser again = browser(two);
        again.cookies().putAll(cookies);
        assertThat(again.postLaunch(login.state(), token).status()).isEqualTo(401);
    }

    @Test
    void cookielessProofIsAcceptedOnTheOtherNodeOnce() {
        TestLaunch launch = student().login("lti_storage_target", "_parent");
        TestBrowser first = browser(one).blockingCookies();
        Login login = first.login(launch);
        String asked = browser(two).answer(login, launch).body();
        Map<String, String> proof = Map.of(
                "launch", asked.replaceAll("(?s).*name=\"launch\" value=\"([^\"]*)\".*", "$1"),
                "secret", login.page().body().replaceAll("(?s).*data-secret=\"([^\"]*)\".*", "$1"));
        Page done = first.post("/lti/launch/proof", proof, "Sec-Fetch-Site", "same-origin");
        assertThat(done.status()).isEqualTo(303);
        assertThat(browser(two)
                        .post("/lti/launch/proof", proof, "Sec-Fetch-Site", "same-origin")
                        .status())
                .isEqualTo(401);
        assertThat(browser(two).get(done.header("Location")).status()).isEqualTo(200);
    }

    private Map<String, String> lastCookies = Map.of();

    private Login loginWithCookies(TestLaunch launch) {
        TestBrowser browser = browser(one);
        Login login = browser.login(launch);
        lastCookies = browser.cookies();
        return login;
    }

    private TestLaunch student() {
        return canvas.student("ann").named("Ann", "ann@example.edu").inCourse("course-1", "Course one");
    }

    private TestBrowser browser(ConfigurableApplicationContext node) {
        String port = node.getEnvironment().getRequiredProperty("local.server.port");
        return canvas.browser(URI.create("http://127.0.0.1:" + port), PUBLIC_URL);
    }

    private static ConfigurableApplicationContext node(String url) {
        boolean postgres = url.startsWith("jdbc:postgresql");
        return new SpringApplicationBuilder(LaunchWorld.Application.class)
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=" + (postgres ? "postgres" : "sa"),
                        "--cairn.public-url=" + PUBLIC_URL);
    }
}
