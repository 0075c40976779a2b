package org.cairn.lti.service;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.lti.TestLti;
import org.cairn.net.Outbound;
import org.cairn.net.TestOutbound;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class OrderlyCallsTests {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort().containerThreads(50))
            .build();

    private static final Set<String> SCOPES = Set.of("https://example.org/a");
    private static final TestLti LTI = TestLti.on(TestDatabase.H2.fresh());

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final TestOutbound outbound = new TestOutbound(Duration.ofSeconds(5), 100_000);
    private final ServiceCalls calls = TestCalls.through(outbound, LTI.platforms(), clock);

    @BeforeEach
    void grant() {
        SERVER.stubFor(post(urlPathEqualTo("/token"))
                .willReturn(aResponse().withBody("{\"access_token\":\"t1\",\"expires_in\":3600}")));
    }

    @AfterEach
    void close() throws Exception {
        outbound.close();
    }

    private static Platform platform(String clientId) {
        URI base = URI.create(SERVER.baseUrl());
        return platform(clientId, "https://lms.example.edu", base.resolve("/token"));
    }

    private static Platform platform(String clientId, String issuer, URI tokenUrl) {
        URI own = URI.create(issuer);
        return new Platform(
                new PlatformId(new InstitutionId(UUID.randomUUID()), UUID.randomUUID()),
                "LMS",
                Family.OTHER,
                issuer,
                clientId,
                own,
                tokenUrl,
                own,
                true);
    }

    private static Outbound.Call get(String path) {
        return Outbound.Call.get(URI.create(SERVER.baseUrl() + path), Map.of("Accept", "a/b"));
    }

    private static void answers(String path, ResponseDefinitionBuilder answer) {
        SERVER.stubFor(any(urlPathEqualTo(path)).willReturn(answer));
    }

    @Test
    void everyMethodIsCalledWithTheToken() throws Exception {
        answers("/s", aResponse().withStatus(200).withBody("ok"));
        URI url = URI.create(SERVER.baseUrl() + "/s");
        Platform platform = platform("c1");
        assertThat(calls.call(platform, SCOPES, get("/s")).text()).isEqualTo("ok");
        calls.call(platform, SCOPES, Outbound.Call.post(url, Map.of(), "x/post", "1".getBytes(UTF_8)));
        calls.call(platform, SCOPES, Outbound.Call.put(url, Map.of(), "x/put", "2".getBytes(UTF_8)));
        calls.call(platform, SCOPES, Outbound.Call.delete(url, Map.of()));
        SERVER.verify(getRequestedFor(urlPathEqualTo("/s"))
                .withHeader("Accept", equalTo("a/b"))
                .withHeader("Authorization", equalTo("Bearer t1")));
        SERVER.verify(postRequestedFor(urlPathEqualTo("/s"))
                .withHeader("Content-Type", equalTo("x/post"))
                .withRequestBody(equalTo("1")));
        SERVER.verify(putRequestedFor(urlPathEqualTo("/s"))
                .withHeader("Content-Type", equalTo("x/put"))
                .withRequestBody(equalTo("2")));
        SERVER.verify(deleteRequestedFor(urlPathEqualTo("/s")).withHeader("Authorization", equalTo("Bearer t1")));
        SERVER.verify(1, postRequestedFor(urlPathEqualTo("/token")));
    }

    @ParameterizedTest
    @Case("A84")
    @ValueSource(ints = {204, 302, 400, 403, 404, 410, 422, 500, 503})
    void anErrorStatusIsAnAnswer(int status) throws Exception {
        answers("/s", aResponse().withStatus(status).withHeader("Location", "/elsewhere"));
        assertThat(calls.call(platform("c1"), SCOPES, get("/s")).status()).isEqualTo(status);
        SERVER.verify(0, anyRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @Test
    @Case({"F18", "A84"})
    void aTokenThatEndsInTheMiddleIsReplacedOnce() throws Exception {
        SERVER.stubFor(any(urlPathEqualTo("/s"))
                .inScenario("ended")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("again")
                .willReturn(aResponse().withStatus(401)));
        SERVER.stubFor(any(urlPathEqualTo("/s"))
                .inScenario("ended")
                .whenScenarioStateIs("again")
                .willReturn(aResponse().withBody("ok")));
        Platform platform = platform("c1");
        assertThat(calls.call(platform, SCOPES, get("/s")).text()).isEqualTo("ok");
        SERVER.verify(2, postRequestedFor(urlPathEqualTo("/token")));
        answers("/t", aResponse().withStatus(401));
        assertThat(calls.call(platform, SCOPES, get("/t")).status()).isEqualTo(401);
        SERVER.verify(2, getRequestedFor(urlPathEqualTo("/t")));
    }

    @Test
    @Case("F13")
    void whoeverAsksToSlowDownIsLeftAloneForAsLong() throws Exception {
        answers("/s", aResponse().withStatus(429).withHeader("Retry-After", "120"));
        answers("/fine", aResponse().withBody("ok"));
        Platform platform = platform("c1");
        throttled(platform, "/s", Duration.ofSeconds(120));
        clock.advance(Duration.ofSeconds(119));
        throttled(platform, "/fine", Duration.ofSeconds(1));
        assertThat(calls.call(platform("c2"), SCOPES, get("/fine")).text())
                .as("others of the same host go on")
                .isEqualTo("ok");
        clock.advance(Duration.ofSeconds(1));
        assertThat(calls.call(platform, SCOPES, get("/fine")).text()).isEqualTo("ok");
        SERVER.verify(1, getRequestedFor(urlPathEqualTo("/s")));
    }

    @Test
    @Case("F13")
    void withoutATimeTheWaitGrowsUntilSomethingSucceeds() throws Exception {
        answers("/s", aResponse().withStatus(403).withBody("403 Forbidden (Rate Limit Exceeded)"));
        answers("/fine", aResponse().withBody("ok"));
        Platform platform = platform("c1");
        for (long seconds : List.of(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L)) {
            throttled(platform, "/s", Duration.ofSeconds(seconds));
            clock.advance(Duration.ofSeconds(seconds));
        }
        calls.call(platform, SCOPES, get("/fine"));
        throttled(platform, "/s", Duration.ofSeconds(5));
    }

    private void throttled(Platform platform, String path, Duration wait) {
        assertThatThrownBy(() -> calls.call(platform, SCOPES, get(path)))
                .isInstanceOfSatisfying(ServiceRefused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(ServiceRefused.Reason.THROTTLED);
                    assertThat(refused.retryAfter()).contains(wait);
                    assertThat(refused.mayPass()).isTrue();
                });
    }

    @ParameterizedTest
    @Case("F13")
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | Retry-After           | 7                             | 7",
                "429 | Retry-After           | 0                             | 1",
                "429 | Retry-After           | 999999999                     | 3600",
                "429 | Retry-After           | Sat, 21 Nov 2026 10:02:00 GMT | 120",
                "429 | Retry-After           | Sat, 21 Nov 2026 09:00:00 GMT | 5",
                "429 | Retry-After           | soon                          | 5",
                "403 | X-Rate-Limit-Remaining | 0.0                          | 5",
                "403 | X-Rate-Limit-Remaining | -12.5                        | 5"
            })
    void everyWayOfSayingItIsUnderstood(int status, String header, String value, long seconds) {
        answers("/s", aResponse().withStatus(status).withHeader(header, value));
        throttled(platform("c1"), "/s", Duration.ofSeconds(seconds));
    }

    @Test
    void aForbiddenCallThatIsNoThrottleIsAnAnswer() throws Exception {
        answers("/s", aResponse().withStatus(403).withHeader("X-Rate-Limit-Remaining", "599.3"));
        answers("/odd", aResponse().withStatus(403).withHeader("X-Rate-Limit-Remaining", "many"));
        assertThat(calls.call(platform("c1"), SCOPES, get("/s")).status()).isEqualTo(403);
        assertThat(calls.call(platform("c1"), SCOPES, get("/odd")).status()).isEqualTo(403);
    }

    @Test
    @Case("F21")
    void aClockThatIsPutBackEndsThePause() throws Exception {
        answers("/s", aResponse().withStatus(429).withHeader("Retry-After", "120"));
        answers("/fine", aResponse().withBody("ok"));
        Platform platform = platform("c1");
        throttled(platform, "/s", Duration.ofSeconds(120));
        clock.advance(Duration.ofHours(-1));
        assertThat(calls.call(platform, SCOPES, get("/fine")).text()).isEqualTo("ok");
    }

    @Test
    @Case("F13")
    void callsForOneClientAndHostGoOneAfterTheOther() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Outbound counting = call -> {
            if (call.method() == Outbound.Method.POST) {
                return outbound.call(call);
            }
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                return outbound.call(call);
            } finally {
                now.decrementAndGet();
            }
        };
        ServiceCalls counted = TestCalls.through(counting, LTI.platforms(), clock);
        answers("/s", aResponse().withBody("ok").withFixedDelay(20));
        Platform platform = platform("c1");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 20).forEach(i -> threads.submit(() -> counted.call(platform, SCOPES, get("/s"))));
        }
        SERVER.verify(20, getRequestedFor(urlPathEqualTo("/s")));
        assertThat(most).hasValue(1);
    }

    @ParameterizedTest
    @Case("A81")
    @ValueSource(
            strings = {
                "https://evil.example/api/lti/line_items",
                "https://lms.example.edu.evil.example/x",
                "http://lms.example.edu/x",
                "https://lms.example.edu:22/x",
                "https://203.0.113.7/x",
                "https://[2606:4700::1111]/x",
                "http://127.0.0.1:1/x",
                "https://evil.edu/x",
                "https://edu/x",
                "file:///etc/passwd",
                "mailto:x@example.edu"
            })
    void strangersNeverSeeAToken(String url) {
        assertThatThrownBy(() -> calls.call(platform("c1"), SCOPES, Outbound.Call.get(URI.create(url), Map.of())))
                .isInstanceOfSatisfying(ServiceRefused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(ServiceRefused.Reason.NOT_ALLOWED);
                    assertThat(refused.mayPass()).isFalse();
                });
        SERVER.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void serversOfTheSameDomainAndThoseAddedByTheOperatorDo() throws Exception {
        Platform canvas = platform(
                "c1", "https://canvas.instructure.com", URI.create("https://sso.canvaslms.com/login/oauth2/token"));
        Vouching vouching = new Vouching(List.of("canvas.example.edu"), (platform, beginning) -> false);
        vouching.check(canvas, URI.create("https://school.instructure.com/api/lti/courses/1/line_items"));
        vouching.check(canvas, URI.create("https://Canvas.Example.edu/api/lti/courses/1/line_items"));
        Platform moodle = platform("c1", "https://moodle.example.ac.uk", URI.create("https://moodle.example.ac.uk/t"));
        vouching.check(moodle, URI.create("https://moodle2.example.ac.uk/x"));
        for (String stranger :
                List.of("https://other.ac.uk/x", "https://school.instructure.com/x", "http://canvas.example.edu/x")) {
            assertThatThrownBy(() -> vouching.check(moodle, URI.create(stranger)))
                    .isInstanceOf(ServiceRefused.class);
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsNamedAndMayBeTriedAgain() throws Exception {
        TestOutbound impatient = new TestOutbound(Duration.ofMillis(300), 100_000);
        ServiceTokens tokens = new ServiceTokens(
                outbound,
                FakeToolKey.INSTANCE,
                LTI.platforms(),
                JsonMapper.builder().build(),
                clock);
        ServiceCalls slow =
                new OrderlyCalls(impatient, tokens, new Vouching(List.of(), (platform, beginning) -> false), clock);
        answers("/s", aResponse().withFixedDelay(2_000));
        assertThatThrownBy(() -> slow.call(platform("c1"), SCOPES, get("/s")))
                .isInstanceOfSatisfying(ServiceRefused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(ServiceRefused.Reason.NOT_REACHED);
                    assertThat(refused.mayPass()).isTrue();
                })
                .hasMessageNotContaining("t1");
        impatient.close();
    }
}
