package org.cairn.lti.service;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.complaint.TestComplaints;
import org.cairn.lti.TestLti;
import org.cairn.lti.ToolKey;
import org.cairn.net.TestOutbound;
import org.cairn.platform.Connection;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

class ServiceTokensTests {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort().containerThreads(50))
            .build();

    private static final Set<String> SCOPES = Set.of("https://example.org/b", "https://example.org/a");

    private static final TestLti LTI = TestLti.on(TestDatabase.H2.fresh());

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final TestOutbound outbound = new TestOutbound(Duration.ofSeconds(5), 100_000);
    private final ServiceTokens tokens = new ServiceTokens(
            outbound,
            FakeToolKey.INSTANCE,
            LTI.platforms(),
            JsonMapper.builder().build(),
            clock);

    @AfterEach
    void close() throws Exception {
        outbound.close();
    }

    private static Platform platform(String clientId) {
        URI base = URI.create(SERVER.baseUrl());
        return new Platform(
                new PlatformId(new InstitutionId(UUID.randomUUID()), UUID.randomUUID()),
                "LMS",
                Family.OTHER,
                "https://lms.example.edu",
                clientId,
                base,
                base.resolve("/token"),
                base,
                true);
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(post(urlPathEqualTo("/token")).willReturn(answer));
    }

    private static void grants(String token, int seconds) {
        answers(aResponse()
                .withBody("{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                        .formatted(token, seconds)));
    }

    private static void asked(int times) {
        SERVER.verify(times, postRequestedFor(urlPathEqualTo("/token")));
    }

    @Test
    void theRequestIsSignedAsPlatformsExpect() throws Exception {
        grants("t1", 3600);
        assertThat(tokens.token(platform("client 1"), SCOPES)).isEqualTo("t1");
        String body = SERVER.findAll(postRequestedFor(urlPathEqualTo("/token")))
                .getFirst()
                .getBodyAsString();
        Map<String, String> form = Arrays.stream(body.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
        assertThat(form)
                .containsEntry("grant_type", "client_credentials")
                .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .containsEntry("scope", "https://example.org/a https://example.org/b");
        SignedJWT assertion = SignedJWT.parse(form.get("client_assertion"));
        assertThat(assertion.verify(
                        new RSASSAVerifier(FakeToolKey.INSTANCE.signing().toRSAPublicKey())))
                .isTrue();
        assertThat(assertion.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(assertion.getHeader().getKeyID())
                .isEqualTo(FakeToolKey.INSTANCE.signing().getKeyID());
        var claims = assertion.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("client 1");
        assertThat(claims.getSubject()).isEqualTo("client 1");
        assertThat(claims.getAudience()).containsExactly(SERVER.baseUrl() + "/token");
        assertThat(claims.getIssueTime())
                .as("Moodle refuses what is from the future, and clocks differ")
                .isEqualTo(Date.from(clock.instant().minusSeconds(5)));
        assertThat(claims.getExpirationTime())
                .isEqualTo(Date.from(clock.instant().plusSeconds(55)));
        assertThat(claims.getJWTID()).hasSize(43);
    }

    @Test
    @Case("F13")
    void whoeverAsksForYearsIsAskedAgainAfterAnHour() throws Exception {
        answers(aResponse().withStatus(429).withHeader("Retry-After", "999999999"));
        Platform platform = platform("c1");
        assertThatThrownBy(() -> tokens.token(platform, SCOPES))
                .isInstanceOfSatisfying(
                        ServiceRefused.class,
                        refused -> assertThat(refused.retryAfter()).contains(Duration.ofHours(1)));
        grants("t1", 3600);
        clock.advance(Duration.ofHours(1));
        assertThat(tokens.token(platform, SCOPES)).isEqualTo("t1");
    }

    @Test
    void aTokenIsKeptUntilAMinuteBeforeItExpires() throws Exception {
        grants("t1", 3600);
        Platform platform = platform("c1");
        tokens.token(platform, SCOPES);
        clock.advance(Duration.ofSeconds(3539));
        tokens.token(platform, SCOPES);
        asked(1);
        grants("t2", 3600);
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.token(platform, SCOPES)).isEqualTo("t2");
        tokens.token(platform, Set.of("https://example.org/a"));
        tokens.token(platform("c2"), SCOPES);
        asked(4);
    }

    @Test
    @Case("F18")
    void manyWhoNeedATokenAskOnce() throws Exception {
        grants("t1", 3600);
        Platform platform = platform("c1");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> tokens.token(platform, SCOPES)))
                    .toList();
            for (Future<String> call : calls) {
                assertThat(call.get()).isEqualTo("t1");
            }
        }
        asked(1);
    }

    @Test
    void aForgottenTokenIsAskedForAgain() throws Exception {
        grants("t1", 3600);
        Platform platform = platform("c1");
        tokens.token(platform, SCOPES);
        tokens.forget(platform, SCOPES, "another");
        tokens.token(platform, SCOPES);
        asked(1);
        tokens.forget(platform, SCOPES, "t1");
        tokens.token(platform, SCOPES);
        asked(2);
    }

    @Test
    @Case("A83")
    void tokensWithoutOrWithAbsurdLifeAreNotKeptLong() throws Exception {
        answers(aResponse().withBody("{\"access_token\":\"t1\",\"token_type\":\"bearer\"}"));
        Platform platform = platform("c1");
        tokens.token(platform, SCOPES);
        clock.advance(Duration.ofSeconds(239));
        tokens.token(platform, SCOPES);
        asked(1);
        clock.advance(Duration.ofSeconds(1));
        grants("t2", 315_360_000);
        tokens.token(platform, SCOPES);
        asked(2);
        clock.advance(Duration.ofHours(1));
        tokens.token(platform, SCOPES);
        asked(3);
        for (String life : List.of("0", "-5", "1e300", "\"\"", "\"soon\"")) {
            SERVER.resetRequests();
            answers(aResponse().withBody("{\"access_token\":\"t\",\"expires_in\":%s}".formatted(life)));
            Platform other = platform("c" + life);
            assertThat(tokens.token(other, SCOPES)).isEqualTo("t");
            tokens.token(other, SCOPES);
            asked(2);
        }
        SERVER.resetRequests();
        answers(aResponse().withBody("{\"access_token\":\"t\",\"expires_in\":\"3600\"}"));
        tokens.token(platform("c2"), SCOPES);
        tokens.token(platform("c2"), SCOPES);
        asked(1);
    }

    @Test
    @Case("A83")
    void whatIsNoTokenIsRefusedAndSaysWhy() {
        refused(aResponse().withStatus(400).withBody("{\"error\":\"invalid_scope\"}"), "400 (invalid_scope)");
        refused(aResponse().withStatus(400).withBody("{\"error\":\"no key \"x\" here\"}"), "400.");
        refused(aResponse().withStatus(401).withBody("{\"error\":\"<script>\"}"), "401.");
        refused(aResponse().withStatus(302).withHeader("Location", "/login"), "302");
        refused(aResponse().withBody("<html>"), "not JSON");
        refused(aResponse().withBody("{\"access_token\":\"t"), "not JSON");
        refused(aResponse().withBody(""), "something else");
        refused(aResponse().withBody("[]"), "something else");
        refused(aResponse().withBody("{\"access_token\":\"t\",\"token_type\":\"MAC\",\"expires_in\":60}"), "else");
        refused(aResponse().withBody("{\"access_token\":\"a\\r\\nb\",\"expires_in\":60}"), "something else");
        refused(aResponse().withBody("{\"access_token\":\"" + "t".repeat(20_000) + "\"}"), "something else");
        refused(aResponse().withBody("{\"access_token\":\"" + "t".repeat(1_000_000) + "\"}"), "more than");
        refused(
                aResponse().withBody("{\"access_token\":\"t\",\"scope\":\"https://example.org/a\"}"),
                "did not grant https://example.org/b.");
    }

    private void refused(ResponseDefinitionBuilder answer, String why) {
        clock.advance(Duration.ofHours(2));
        answers(answer);
        assertThatThrownBy(() -> tokens.token(platform("c1"), SCOPES))
                .isInstanceOf(ServiceRefused.class)
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains(why))
                .hasMessageNotContaining("script");
    }

    @Test
    void moodleCallsItsJsonHtml() throws Exception {
        answers(aResponse()
                .withHeader("Content-Type", "text/html; charset=utf-8")
                .withBody("{\"access_token\":\"t1\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
                        + "\"scope\":\"https://example.org/b https://example.org/a\"}"));
        assertThat(tokens.token(platform("c1"), SCOPES)).isEqualTo("t1");
    }

    @Test
    void theAssertionIsAddressedAsTheRegistrationSays() throws Exception {
        grants("t1", 3600);
        Platform ad = platform("c1");
        Platform registered = LTI.platforms()
                .connect(
                        new NewPlatform(
                                "University",
                                "LMS",
                                Family.OTHER,
                                "https://brightspace.example.edu",
                                "c-audience",
                                ad.authorizationUrl(),
                                ad.tokenUrl(),
                                ad.jwksUrl(),
                                List.of()),
                        Connection.Origin.DYNAMIC,
                        null,
                        "https://api.example.com/auth/token");
        tokens.token(registered, SCOPES);
        String assertion = SERVER.findAll(postRequestedFor(urlPathEqualTo("/token")))
                .getFirst()
                .formParameter("client_assertion")
                .firstValue();
        assertThat(SignedJWT.parse(assertion).getJWTClaimsSet().getAudience())
                .containsExactly("https://api.example.com/auth/token");
    }

    @Test
    @Case("F18")
    void aPlatformThatRefusesIsNotAskedByEveryoneWhoWaits() throws Exception {
        answers(aResponse().withStatus(401).withBody("{\"error\":\"invalid_client\"}"));
        Platform platform = platform("c1");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> tokens.token(platform, SCOPES)))
                    .toList()
                    .forEach(call -> assertThatThrownBy(call::get)
                            .satisfies(refused -> assertThat(TestComplaints.english(refused.getCause()))
                                    .contains("401 (invalid_client)")));
        }
        asked(1);
        grants("t1", 3600);
        clock.advance(Duration.ofSeconds(5));
        assertThat(tokens.token(platform, SCOPES)).isEqualTo("t1");
        asked(2);
    }

    @Test
    @Case("F18")
    void afterARotationTheNextRequestNamesTheNewKey() throws Exception {
        RSAKey second = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        AtomicReference<RSAKey> signing = new AtomicReference<>(FakeToolKey.INSTANCE.signing());
        ToolKey rotating = new ToolKey() {
            @Override
            public RSAKey signing() {
                return signing.get();
            }

            @Override
            public JWKSet published() {
                return new JWKSet(List.of(second.toPublicJWK()));
            }
        };
        ServiceTokens rotated = new ServiceTokens(
                outbound, rotating, LTI.platforms(), JsonMapper.builder().build(), clock);
        Platform platform = platform("c1");
        grants("t1", 3600);
        rotated.token(platform, SCOPES);
        signing.set(second);
        assertThat(rotated.token(platform, SCOPES))
                .as("a token outlives the key")
                .isEqualTo("t1");
        rotated.forget(platform, SCOPES, "t1");
        answers(aResponse().withStatus(400).withBody("{\"error\":\"invalid_client\"}"));
        assertThatThrownBy(() -> rotated.token(platform, SCOPES))
                .isInstanceOfSatisfying(
                        ServiceRefused.class,
                        refused -> assertThat(refused.mayPass()).isTrue());
        clock.advance(Duration.ofSeconds(5));
        grants("t2", 3600);
        assertThat(rotated.token(platform, SCOPES)).isEqualTo("t2");
        asked(3);
        List<String> named = new ArrayList<>();
        for (var request : SERVER.findAll(postRequestedFor(urlPathEqualTo("/token")))) {
            SignedJWT assertion =
                    SignedJWT.parse(request.formParameter("client_assertion").firstValue());
            named.add(assertion.getHeader().getKeyID());
        }
        assertThat(named)
                .containsExactlyInAnyOrder(
                        FakeToolKey.INSTANCE.signing().getKeyID(), second.getKeyID(), second.getKeyID());
    }

    @Test
    @Case("F21")
    void aClockThatIsPutBackKeepsNeitherTokenNorRefusalLonger() throws Exception {
        Platform platform = platform("c1");
        grants("t1", 3600);
        tokens.token(platform, SCOPES);
        clock.advance(Duration.ofHours(-1));
        grants("t2", 3600);
        assertThat(tokens.token(platform, SCOPES)).isEqualTo("t2");
        clock.advance(Duration.ofHours(1));
        answers(aResponse().withStatus(500));
        assertThatThrownBy(() -> tokens.token(platform, SCOPES)).isInstanceOf(ServiceRefused.class);
        clock.advance(Duration.ofHours(-1));
        assertThat(tokens.token(platform, SCOPES)).isEqualTo("t2");
    }

    @Test
    void aTestOfTheConnectionSaysWhatIsGranted() throws Exception {
        answers(aResponse()
                .withBody("{\"access_token\":\"t\",\"expires_in\":3600,\"scope\":\"https://example.org/a x\"}"));
        Platform platform = platform("c1");
        assertThat(tokens.granted(platform, SCOPES)).containsExactly("https://example.org/a");
        assertThatThrownBy(() -> tokens.token(platform, SCOPES))
                .isInstanceOfSatisfying(
                        ServiceRefused.class,
                        refused -> assertThat(refused.mayPass()).isFalse());
        asked(1);
        answers(aResponse().withStatus(401));
        assertThatThrownBy(() -> tokens.granted(platform, SCOPES)).isInstanceOf(ServiceRefused.class);
        assertThatThrownBy(() -> tokens.granted(platform, SCOPES)).isInstanceOf(ServiceRefused.class);
        asked(3);
    }
}
