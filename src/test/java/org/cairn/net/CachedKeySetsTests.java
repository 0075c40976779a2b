package org.cairn.net;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CachedKeySetsTests {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort().containerThreads(100))
            .build();

    private static RSAKey one;
    private static RSAKey two;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final GuardedOutbound outbound =
            new GuardedOutbound(new AddressPolicy(List.of(), true), Duration.ofSeconds(3), 100_000);
    private final CachedKeySets keySets = new CachedKeySets(outbound, clock);

    @BeforeAll
    static void keys() throws Exception {
        one = new RSAKeyGenerator(2048).keyID("one").keyUse(KeyUse.SIGNATURE).generate();
        two = new RSAKeyGenerator(2048).keyID("two").generate();
    }

    @AfterEach
    void close() throws Exception {
        outbound.close();
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(get(urlPathEqualTo("/jwks")).willReturn(answer));
    }

    private static void serves(JWK... keys) {
        answers(aResponse().withBody(new JWKSet(List.of(keys)).toString()));
    }

    private List<JWK> find(String kid) throws KeySourceException {
        JWKMatcher matcher = new JWKMatcher.Builder().keyID(kid).build();
        return keySets.at(URI.create(SERVER.baseUrl() + "/jwks")).get(new JWKSelector(matcher), null);
    }

    private static void fetches(int times) {
        SERVER.verify(times, getRequestedFor(urlPathEqualTo("/jwks")));
    }

    @Test
    void keysAreFetchedOnceAndAgainAfterFiveMinutes() throws Exception {
        serves(one);
        for (int i = 0; i < 10; i++) {
            assertThat(find("one")).hasSize(1);
        }
        fetches(1);
        clock.advance(Duration.ofMinutes(5));
        assertThat(find("one")).hasSize(1);
        fetches(2);
    }

    @Test
    @Case({"F20", "T23"})
    void twoHundredUnknownKeyIdsCauseOneFetch() throws Exception {
        serves(one);
        find("one");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 200)
                    .mapToObj(i -> threads.submit(() -> find("unknown" + i)))
                    .toList();
            for (Future<List<JWK>> call : calls) {
                assertThat(call.get()).isEmpty();
            }
        }
        fetches(2);
        clock.advance(Duration.ofSeconds(30));
        assertThat(find("unknown")).isEmpty();
        fetches(3);
    }

    @Test
    void aColdStartOfManyFetchesOnce() throws Exception {
        serves(one);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit(() -> find("one")))
                    .toList();
            for (Future<List<JWK>> call : calls) {
                assertThat(call.get()).hasSize(1);
            }
        }
        fetches(1);
    }

    @Test
    @Case("F20")
    void aNewKeyIsSeenAtOnce() throws Exception {
        serves(one);
        find("one");
        serves(one, two);
        assertThat(find("two")).hasSize(1);
        assertThat(find("one")).hasSize(1);
    }

    @Test
    void aWithdrawnKeyIsGoneAfterFiveMinutes() throws Exception {
        serves(one, two);
        find("one");
        serves(two);
        clock.advance(Duration.ofMinutes(5));
        assertThat(find("one")).isEmpty();
    }

    @Test
    @Case("F20")
    void knownKeysOutliveAnOutageOfADay() throws Exception {
        serves(one);
        find("one");
        answers(aResponse().withStatus(503));
        for (int hour = 0; hour < 23; hour++) {
            clock.advance(Duration.ofHours(1));
            assertThat(find("one")).hasSize(1);
            assertThat(find("one")).hasSize(1);
            assertThat(find("two")).isEmpty();
        }
        fetches(24);
        clock.advance(Duration.ofHours(1));
        assertThatThrownBy(() -> find("one"))
                .isInstanceOf(KeySourceException.class)
                .hasMessageContaining("503");
        serves(one);
        clock.advance(Duration.ofSeconds(5));
        assertThat(find("one")).hasSize(1);
    }

    @Test
    @Case({"F20", "S75"})
    void whatIsNoKeySetIsAnErrorAndAskedForSparingly() {
        String body = new JWKSet(one).toString();
        for (ResponseDefinitionBuilder wrong : List.of(
                aResponse().withBody("<html>Please log in</html>"),
                aResponse().withBody(""),
                aResponse().withBody("{}"),
                aResponse().withBody("{\"keys\":[]}"),
                aResponse().withBody("{\"keys\":{}}"),
                aResponse().withBody("[".repeat(20_000)),
                aResponse().withBody(body + "x".repeat(100_000)),
                aResponse().withStatus(500).withBody(body),
                aResponse().withStatus(302).withHeader("Location", "/elsewhere"),
                aResponse().withFixedDelay(20_000).withBody(body))) {
            answers(wrong);
            SERVER.resetRequests();
            assertThatThrownBy(() -> find("one")).isInstanceOf(KeySourceException.class);
            assertThatThrownBy(() -> find("one")).isInstanceOf(KeySourceException.class);
            fetches(1);
            clock.advance(Duration.ofSeconds(5));
        }
        SERVER.verify(0, getRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @Test
    @Case("T28")
    void keysThatCannotProveAnythingAreLeftOut() throws Exception {
        RSAKey forEncryption =
                new RSAKey.Builder(two).keyID("enc").keyUse(KeyUse.ENCRYPTION).build();
        RSAKey weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
        OctetSequenceKey shared =
                new OctetSequenceKey.Builder(new byte[32]).keyID("shared").build();
        String body = new JWKSet(List.of(one, forEncryption, weak, shared)).toString(false);
        answers(aResponse().withBody(body));
        assertThat(find("one"))
                .singleElement()
                .satisfies(key -> assertThat(key.isPrivate()).isFalse());
        assertThat(find("enc")).isEmpty();
        assertThat(find("weak")).isEmpty();
        assertThat(find("shared")).isEmpty();
    }

    @Test
    @Case("T28")
    void aBrokenKeyDoesNotSpoilTheOthers() throws Exception {
        String modulus = one.getModulus().toString();
        answers(aResponse()
                .withBody("""
                {"keys":[
                {"kty":"EC","kid":"off","crv":"P-256","x":"AQ","y":"AQ"},
                {"kty":"RSA","kid":"e1","n":"%s","e":"AQ"},
                {"kty":"RSA","kid":"e2","n":"%s","e":"Ag"},
                {"kty":"RSA","kid":"short","n":"AQAB","e":"AQAB"},
                {"kty":"OKP","kid":"odd","crv":"X99","x":"AQ"},
                {"kty":"future","kid":"new"},
                {"kid":"nothing"},
                %s]}""".formatted(modulus, modulus, one.toPublicJWK().toJSONString())));
        assertThat(find("one")).hasSize(1);
        for (String broken : List.of("off", "e1", "e2", "short", "odd", "new", "nothing")) {
            assertThat(find(broken)).as(broken).isEmpty();
        }
    }

    @Test
    @Case("F20")
    void whateverTheSourceAnswersInsteadKnownKeysServe() throws Exception {
        for (ResponseDefinitionBuilder wrong : List.of(
                aResponse().withStatus(500),
                aResponse().withStatus(404),
                aResponse().withBody("<html>Maintenance</html>"),
                aResponse().withBody("{\"keys\":[]}"),
                aResponse().withBody(""),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withFixedDelay(20_000))) {
            serves(one);
            clock.advance(Duration.ofMinutes(6));
            find("one");
            answers(wrong);
            clock.advance(Duration.ofMinutes(6));
            SERVER.resetRequests();
            assertThat(find("one")).hasSize(1);
            assertThat(find("one")).hasSize(1);
            assertThat(find("two")).isEmpty();
            fetches(1);
        }
    }

    @Test
    @Case("F21")
    void aClockThatJumpsNeitherStopsFetchingNorForgetsKeys() throws Exception {
        serves(one);
        find("one");
        answers(aResponse().withStatus(500));
        clock.advance(Duration.ofHours(1));
        assertThat(find("one")).hasSize(1);
        assertThat(find("unknown")).isEmpty();
        clock.advance(Duration.ofHours(-1));
        serves(one, two);
        assertThat(find("two"))
                .as("a failure in the future is no reason to wait an hour")
                .hasSize(1);
        clock.advance(Duration.ofHours(-1));
        assertThat(find("one")).hasSize(1);
        clock.advance(Duration.ofHours(2));
        assertThat(find("two")).hasSize(1);
    }

    @Test
    void aKnownKeyIsUsedWhileAnotherIsBeingFetched() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        CachedKeys keys = new CachedKeys(clock, () -> {
            if (asked.getCount() == 0 || clock.instant().isAfter(Instant.parse("2026-11-21T10:00:00Z"))) {
                asked.countDown();
                try {
                    answer.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new KeySourceException("interrupted", e);
                }
            }
            return List.of(one.toPublicJWK());
        });
        JWKSelector known =
                new JWKSelector(new JWKMatcher.Builder().keyID("one").build());
        assertThat(keys.get(known)).hasSize(1);
        clock.advance(Duration.ofMinutes(6));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<JWK>> leader = threads.submit(() -> keys.get(known));
            asked.await();
            assertThat(keys.get(known)).hasSize(1);
            assertThat(leader.isDone()).isFalse();
            answer.countDown();
            assertThat(leader.get()).hasSize(1);
        }
    }
}
