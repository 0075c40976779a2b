package org.cairn.practice.page;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.created;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.cairn.practice.Places;
import org.cairn.practice.PracticeKey;
import org.cairn.practice.PracticeOnly;
import org.cairn.practice.canvas.EventSender;
import org.cairn.practice.canvas.EventSender.Progress;
import org.cairn.practice.canvas.Gradebook;
import org.cairn.practice.canvas.LiveEvents;
import org.cairn.practice.world.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

class SetUpTests {

    private static final int TOLD = 14 + 2 * (4 + 13);

    @TempDir
    Path home;

    private final WireMockServer tool = PracticeOnly.tool();

    @BeforeEach
    void cairnIsNew() {
        tool.stubFor(any(anyUrl())
                .withHeader("Authorization", equalTo("Bearer operator"))
                .willReturn(ok()));
        tool.stubFor(get(urlPathEqualTo("/api/feeds")).willReturn(okJson("[]")));
        tool.stubFor(get(urlPathEqualTo("/api/badges")).willReturn(okJson("[]")));
        tool.stubFor(get(urlPathEqualTo("/api/bindings")).willReturn(okJson("[]")));
        tool.stubFor(post(urlPathEqualTo("/api/platforms"))
                .willReturn(created()
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"id\":\"the-platform\"}")));
        tool.stubFor(post(urlPathEqualTo("/api/feeds"))
                .willReturn(created()
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"id\":\"f\",\"url\":\"%s/ingest/f/canvas\"}".formatted(tool.baseUrl()))));
        tool.stubFor(post("/ingest/f/canvas").willReturn(aResponse().withStatus(202)));
    }

    @AfterEach
    void stop() {
        tool.stop();
    }

    @Test
    void connectsCairnByItsApiAlone() {
        try (ConfigurableApplicationContext practice = PracticeOnly.start(tool, home)) {
            assertThat(practice.getBean(SetUp.class).fault()).isEmpty();
            String issuer = practice.getBean(Places.class).issuer();

            tool.verify(
                    1,
                    postRequestedFor(urlEqualTo("/api/platforms"))
                            .withRequestBody(matchingJsonPath("$.issuer", equalTo(issuer)))
                            .withRequestBody(matchingJsonPath("$.family", equalTo("canvas")))
                            .withRequestBody(matchingJsonPath("$.jwksUrl", equalTo(issuer + "/jwks"))));
            tool.verify(
                    1,
                    postRequestedFor(urlPathEqualTo("/api/feeds"))
                            .withRequestBody(matchingJsonPath("$.platform", equalTo("the-platform"))));
            tool.verify(
                    1,
                    putRequestedFor(urlPathEqualTo("/api/badges"))
                            .withRequestBody(containing("badge: pbl-achievement")));
            tool.verify(5, postRequestedFor(urlMatching("/api/badges/[a-z-]+/publish.*")));
            tool.verify(
                    1,
                    putRequestedFor(urlPathEqualTo("/api/bindings"))
                            .withRequestBody(matchingJsonPath("$.badge", equalTo("pbl-reflection")))
                            .withRequestBody(matchingJsonPath("$.course", equalTo("101")))
                            .withRequestBody(matchingJsonPath("$.activity", equalTo("assignment:203"))));
        }
    }

    @Test
    void tellsOfPeopleAndAssignmentsInSignedEvents() throws Exception {
        try (ConfigurableApplicationContext practice = PracticeOnly.start(tool, home)) {
            List<LoggedRequest> told = awaitEvents(TOLD);
            var keys = JWKSet.parse(practice.getBean(PracticeKey.class).published());

            for (LoggedRequest one : told) {
                JWSObject jws = JWSObject.parse(one.getBodyAsString());
                var key = keys.getKeyByKeyId(jws.getHeader().getKeyID()).toRSAKey();
                assertThat(jws.verify(new RSASSAVerifier(key))).isTrue();
            }
            assertThat(told.stream().map(one -> name(one.getBodyAsString())))
                    .contains("user_created", "assignment_created", "enrollment_created");
        }
    }

    @Test
    void doingItAgainAddsNothing() {
        try (ConfigurableApplicationContext practice = PracticeOnly.start(tool, home)) {
            List<String> before = payloads(awaitEvents(TOLD));
            cairnKnows(practice.getBean(Places.class).issuer());
            tool.resetRequests();

            practice.getBean(SetUp.class).run();

            assertThat(payloads(awaitEvents(TOLD)))
                    .as("the same events, which Cairn can tell")
                    .isEqualTo(before);
            tool.verify(0, postRequestedFor(urlPathEqualTo("/api/feeds")));
            tool.verify(0, putRequestedFor(urlMatching("/api/.*")));
            tool.verify(0, postRequestedFor(urlMatching("/api/badges/.*")));
        }
    }

    @Test
    void theKeyOutlivesARestart() {
        String before;
        try (ConfigurableApplicationContext practice = PracticeOnly.start(tool, home)) {
            before = practice.getBean(PracticeKey.class).published().toString();
        }
        try (ConfigurableApplicationContext practice = PracticeOnly.start(tool, home)) {
            assertThat(practice.getBean(PracticeKey.class).published()).hasToString(before);
        }
    }

    @Test
    void saysWhatWentWrongWhenCairnRefuses() {
        tool.stubFor(post(urlPathEqualTo("/api/platforms"))
                .willReturn(aResponse().withStatus(400).withBody("the issuer is missing")));

        try (ConfigurableApplicationContext practice = PracticeOnly.start(tool, home)) {
            assertThat(practice.getBean(SetUp.class).fault())
                    .hasValueSatisfying(why -> assertThat(why).contains("the issuer is missing"));
        }
    }

    @Test
    void anEventIsTriedAgainUntilItIsTaken() {
        try (ConfigurableApplicationContext practice = PracticeOnly.start(tool, home)) {
            awaitEvents(TOLD);
            tool.resetRequests();
            String[] states = {Scenario.STARTED, "once", "twice"};
            for (int i = 0; i < 2; i++) {
                tool.stubFor(post("/ingest/f/canvas")
                        .inScenario("trouble")
                        .whenScenarioStateIs(states[i])
                        .willReturn(aResponse().withStatus(503))
                        .willSetStateTo(states[i + 1]));
            }

            EventSender sender = practice.getBean(EventSender.class);
            sender.send(practice.getBean(LiveEvents.class)
                    .grade(
                            World.COLLABORATION,
                            World.COLLABORATION.assignments().getFirst(),
                            World.STUDENTS.getFirst(),
                            practice.getBean(Gradebook.class)
                                    .grade(
                                            new Gradebook.Place(201, 21),
                                            new BigDecimal("17.5"),
                                            false,
                                            java.time.Instant.parse("2026-09-01T10:00:00Z"))));

            Awaitility.await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
                EventSender.Sent last = sender.latest(1).getFirst();
                assertThat(last.progress()).isEqualTo(Progress.DELIVERED);
                assertThat(last.tries()).isEqualTo(3);
            });
            List<String> payloads = payloads(awaitEvents(3));
            assertThat(payloads).as("the very same event each time").containsOnly(payloads.getFirst());
            assertThat(payloads.getFirst())
                    .contains(
                            "\"score\":17.5", "\"assignment_id\":\"10000000000201\"", "\"user_id\":\"10000000000021\"");
        }
    }

    private void cairnKnows(String issuer) {
        tool.stubFor(
                post(urlPathEqualTo("/api/platforms")).willReturn(aResponse().withStatus(409)));
        tool.stubFor(get(urlPathEqualTo("/api/platforms"))
                .willReturn(okJson("[{\"id\":\"the-platform\",\"issuer\":\"%s\"}]".formatted(issuer))));
        tool.stubFor(get(urlPathEqualTo("/api/feeds"))
                .willReturn(
                        okJson("[{\"platform\":\"the-platform\",\"kind\":\"canvas\",\"url\":\"%s/ingest/f/canvas\"}]"
                                .formatted(tool.baseUrl()))));
        tool.stubFor(get(urlPathEqualTo("/api/badges"))
                .willReturn(okJson(Stream.of(
                                "pbl-preparation",
                                "pbl-engagement",
                                "pbl-reflection",
                                "pbl-achievement",
                                "data-storytelling")
                        .map("{\"key\":\"%s\",\"state\":\"PUBLISHED\"}"::formatted)
                        .collect(Collectors.joining(",", "[", "]")))));
        tool.stubFor(get(urlPathEqualTo("/api/bindings")).willReturn(okJson("[{\"platform\":\"the-platform\"}]")));
    }

    private List<LoggedRequest> awaitEvents(int many) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> tool.findAll(postRequestedFor(urlEqualTo("/ingest/f/canvas")))
                                .size()
                        >= many);
        return tool.findAll(postRequestedFor(urlEqualTo("/ingest/f/canvas")));
    }

    private static List<String> payloads(List<LoggedRequest> told) {
        return told.stream().map(one -> payload(one.getBodyAsString())).sorted().toList();
    }

    private static String payload(String jws) {
        try {
            return JWSObject.parse(jws).getPayload().toString();
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static String name(String jws) {
        try {
            Map<String, Object> claims = JWSObject.parse(jws).getPayload().toJSONObject();
            return String.valueOf(((Map<?, ?>) claims.get("metadata")).get("event_name"));
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }
}
