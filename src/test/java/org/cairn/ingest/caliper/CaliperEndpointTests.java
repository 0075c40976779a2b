package org.cairn.ingest.caliper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.ingest.caliper.CaliperSamples.TIME;
import static org.cairn.ingest.caliper.CaliperSamples.V1P2;
import static org.cairn.ingest.caliper.CaliperSamples.envelope;
import static org.cairn.ingest.caliper.CaliperSamples.grade;
import static org.cairn.ingest.caliper.CaliperSamples.json;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Ingestion.State;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.endpoint.TestEndpoint;
import org.cairn.platform.Platform;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class CaliperEndpointTests {

    private static final ObjectNode EVENT = grade("'maxScore':50,'scoreGiven':42");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T10:20:00Z"));
    private final TestIngest node = new TestIngest(TestDatabase.H2.fresh(), clock, new CaliperEvents());
    private final TestEndpoint endpoint =
            new TestEndpoint(node, clock, (senders, reception) -> List.of(new CaliperDoor(senders, reception)));
    private final Platform platform = node.lti.canvas("North Hill");
    private final Feeds.Opened opened = node.feeds.open(platform.id(), FeedKind.CALIPER, Feed.Reading.USUAL);

    CaliperEndpointTests() throws Exception {}

    @AfterEach
    void close() {
        endpoint.close();
        node.close();
    }

    private HttpResponse<String> post(byte[] body, @Nullable String type, @Nullable String authorization)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        endpoint.url(opened.feed().path()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return endpoint.send(request.build());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return post(body.getBytes(StandardCharsets.UTF_8), "application/json", "Bearer " + opened.secret());
    }

    private Ingestion.Tally tally() {
        return node.tally(platform.id().institution());
    }

    private List<Ingestion.Message> stored() {
        return node.ingestion.latest(platform.id().institution(), 100);
    }

    private static void assertTaken(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    private void assertRefused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(tally().received()).isZero();
    }

    @Test
    void theSecretMayBeShownBareAsBearerOrAsPassword() throws Exception {
        byte[] body = envelope(EVENT).getBytes(StandardCharsets.UTF_8);
        String basic =
                Base64.getEncoder().encodeToString(("caliper:" + opened.secret()).getBytes(StandardCharsets.UTF_8));
        for (String shown : List.of(opened.secret(), "Bearer " + opened.secret(), "Basic " + basic)) {
            assertTaken(post(body, "application/json", shown));
        }
        assertThat(tally())
                .extracting(Ingestion.Tally::received, Ingestion.Tally::duplicates)
                .containsExactly(1L, 2L);
    }

    @Test
    @Case("E87")
    void withoutTheSecretNothingIsTakenOrTold() throws Exception {
        byte[] body = envelope(EVENT).getBytes(StandardCharsets.UTF_8);
        String others = node.feeds
                .open(platform.id(), FeedKind.CALIPER, Feed.Reading.USUAL)
                .secret();
        String strangers = node.feeds
                .open(node.lti.canvas("Another University").id(), FeedKind.CALIPER, Feed.Reading.USUAL)
                .secret();
        assertRefused(post(body, "application/json", null), 401);
        for (String wrong : List.of(
                "Bearer wrong", "wrong", "Bearer " + others, "Bearer " + strangers, "Digest " + opened.secret())) {
            assertRefused(post(body, "application/json", wrong), 401);
        }
        var get = HttpRequest.newBuilder(endpoint.url(opened.feed().path())).build();
        assertThat(endpoint.send(get).statusCode()).isEqualTo(401);
    }

    @Test
    void theConfigurationIsToldInBothSpellings() throws Exception {
        var answer =
                endpoint.send(HttpRequest.newBuilder(endpoint.url(opened.feed().path()))
                        .header("Authorization", opened.secret())
                        .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        var told = JsonMapper.builder().build().readTree(answer.body());
        for (String name : List.of("caliperMaximumPayloadSize", "caliper_maximum_payload_size")) {
            assertThat(told.path(name).intValue()).isEqualTo(16 * 1024 * 1024);
        }
        for (String name : List.of("caliperSupportedVersions", "caliper_supported_versions")) {
            assertThat(told.path(name).toString()).contains("v1p2", "v1p1");
        }
        var put = HttpRequest.newBuilder(endpoint.url(opened.feed().path()))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(endpoint.send(put).statusCode()).isEqualTo(405);
    }

    @Test
    void bareEventsAndSeveralOfThemAreTakenToo() throws Exception {
        assertTaken(post(EVENT.toString()));
        assertTaken(post("[%s,%s]".formatted(EVENT, grade(49, "000000000002", TIME, "'maxScore':50,'scoreGiven':1"))));
        assertTaken(post(envelope("http://purl.imsglobal.org/ctx/caliper/v1p1", EVENT)
                .replace("[{", "{")
                .replace("}]", "}")));
        assertThat(stored()).extracting(Ingestion.Message::type).containsOnly("GradeEvent/Graded");
    }

    @Test
    void nothingToTellIsNoFault() throws Exception {
        assertTaken(post(envelope()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "\"text\"",
                "{\"sensor\":\"https://learn.example/sensors/1\",\"sendTime\":\"2026-03-02T10:16:00.000Z\"}",
                "{\"data\":null}",
                "{\"data\":\"text\"}",
                "{\"data\":[]",
                "{\"data\":[],\"data\":[]}",
                "{\"data\":[]} trailing"
            })
    void whatIsNoEnvelopeIsRefused(String body) throws Exception {
        assertRefused(post(body), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://purl.imsglobal.org/ctx/caliper/v2", "http://evil.example/ctx/caliper/v1p2", "1.2", ""})
    @Case("E93")
    void unknownVersionsAreRefused(String version) throws Exception {
        assertRefused(post(envelope(version, EVENT)), 422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                V1P2,
                "http://purl.imsglobal.org/ctx/caliper/v1p1",
                "https://purl.imsglobal.org/ctx/caliper/v1p2",
                "http://purl.imsglobal.org/ctx/caliper/v1/Context"
            })
    @Case("E93")
    void contextsAreNeverFetchedWhateverTheySay(String version) throws Exception {
        ObjectNode event = EVENT.deepCopy();
        event.put("@context", endpoint.jwksUrl().toString());
        assertTaken(post(envelope(version, event)));
        event.set(
                "@context",
                json("{'all':['%s',{'x':'y'}]}".formatted(endpoint.jwksUrl())).get("all"));
        assertTaken(post(envelope(version, event)));
        assertThat(endpoint.keyFetches).hasValue(0);
        assertThat(tally().duplicates()).isEqualTo(1);
    }

    @Test
    void onlyJsonIsTakenAsJson() throws Exception {
        byte[] body = envelope(EVENT).getBytes(StandardCharsets.UTF_8);
        for (String type : List.of("text/xml", "application/x-www-form-urlencoded", "text/plain", "application/jwt")) {
            assertRefused(post(body, type, opened.secret()), 415);
        }
        assertTaken(post(body, null, opened.secret()));
        assertTaken(post(body, "application/json; charset=UTF-8", opened.secret()));
        assertTaken(post(body, "application/ld+json", opened.secret()));
    }

    @Test
    @Case("E89")
    void anEventIsTheSameByItsIdWhateverElseChanges() throws Exception {
        post(envelope(EVENT));
        post(envelope(EVENT).replace("2026-03-02T10:16:00.000Z", "2026-04-02T10:16:00.000Z"));
        post(envelope(grade("'maxScore':50,'scoreGiven':50")));

        assertThat(stored())
                .singleElement()
                .satisfies(kept -> assertThat(kept.body()).contains("\"scoreGiven\":42"));
        assertThat(tally().duplicates()).isEqualTo(2);
        assertThat(node.ingestion.conflicts(platform.id().institution(), 10))
                .singleElement()
                .satisfies(one -> assertThat(one.lastBody()).contains("\"scoreGiven\":50"));
    }

    @Test
    @Case("E89")
    void anEventWithoutAnIdIsTheSameByItsMeaning() throws Exception {
        for (String id : List.of("", "_:b1", "urn:uuid:00000000-0000-0000-0000-000000000000")) {
            ObjectNode event = EVENT.deepCopy();
            event.put("id", id);
            post(envelope(event));
            event.set("session", json("{'id':'https://learn.example/sessions/other','type':'Session'}"));
            post(envelope(event).replace("2026-03-02T10:16:00.000Z", "2026-04-02T10:16:00.000Z"));
        }
        assertThat(tally())
                .extracting(Ingestion.Tally::received, Ingestion.Tally::duplicates)
                .containsExactly(3L, 3L);
    }

    @Test
    void aStrictFeedTakesEnvelopesToTheLetterOnly() throws Exception {
        Feeds.Opened strict = node.feeds.open(platform.id(), FeedKind.CALIPER, new Feed.Reading(true, false, true));
        for (String loose : List.of(
                EVENT.toString(),
                envelope(EVENT).replace("\"sensor\"", "\"more\":1,\"sensor\""),
                envelope(EVENT).replace("\"sendTime\":\"2026-03-02T10:16:00.000Z\",", ""),
                envelope(EVENT).replace("2026-03-02T10:16:00.000Z", "now"),
                envelope(EVENT).replace("2026-03-02T10:16:00.000Z", "2026-03-02T10:16:00Z"),
                envelope(EVENT).replace("2026-03-02T10:16:00.000Z", "2026-03-02T12:16:00.000+02:00"),
                envelope(EVENT).replace("https://learn.example/sensors/1", "sensor-1"),
                envelope(EVENT).replace("\"https://learn.example/sensors/1\"", "{\"id\":\"https://learn.example\"}"),
                envelope(EVENT).replaceFirst("\"dataVersion\":\"[^\"]*\"", "\"dataVersion\":null"),
                "[" + envelope(EVENT) + "]")) {
            assertThat(postTo(strict, loose).statusCode()).as(loose).isEqualTo(400);
        }
        assertTaken(postTo(strict, envelope(EVENT)));
        var linked =
                endpoint.send(HttpRequest.newBuilder(endpoint.url(strict.feed().path()))
                        .header("Authorization", strict.secret())
                        .header("Content-Type", "application/ld+json")
                        .POST(HttpRequest.BodyPublishers.ofString(envelope(EVENT)))
                        .build());
        assertThat(linked.statusCode()).isEqualTo(415);
    }

    private HttpResponse<String> postTo(Feeds.Opened feed, String body) throws Exception {
        return endpoint.send(HttpRequest.newBuilder(endpoint.url(feed.feed().path()))
                .header("Authorization", feed.secret())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void whatIsNoEventHurtsNoneOfItsNeighbours() throws Exception {
        assertTaken(post(envelope(5, EVENT, "{\"what\":\"ever\"}", "null")));

        assertThat(stored()).extracting(Ingestion.Message::state).containsOnly(State.WAITING, State.QUARANTINED);
        assertThat(tally().quarantined()).isEqualTo(3);
    }

    @Test
    @Case("E93")
    void tenThousandEventsFitAndMoreDoNot() throws Exception {
        String small =
                "{\"type\":\"SessionEvent\",\"action\":\"LoggedIn\",\"eventTime\":\"%s\",\"actor\":\"a:%d\",\"object\":\"b:b\"}";
        Object[] many = IntStream.range(0, 10_001)
                .mapToObj(number -> small.formatted(TIME, number))
                .toArray();
        assertRefused(post(envelope(many)), 413);
        assertTaken(post(envelope(java.util.Arrays.copyOf(many, 10_000))));
        assertThat(tally().received()).isEqualTo(10_000);
    }

    @Test
    @Case("E95")
    void tenMegabytesAreTakenAndTwentyAreNot() throws Exception {
        byte[] filler = " ".repeat(10 * 1024 * 1024).getBytes(StandardCharsets.UTF_8);
        assertRefused(post((" ".repeat(20 * 1024 * 1024) + envelope(EVENT))), 413);
        assertTaken(post(new String(filler, StandardCharsets.UTF_8) + envelope(EVENT)));
    }

    /** What a request takes is counted for all doors alike: nobody waits for whoever sends slowly. */
    @Test
    void whoeverSendsSlowlyHoldsUpNobodyElse() throws Exception {
        CountDownLatch others = new CountDownLatch(1);
        List<CompletableFuture<Integer>> slow = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            InputStream body = new SequenceInputStream(
                    new ByteArrayInputStream(" ".repeat(100_000).getBytes(StandardCharsets.UTF_8)),
                    new WaitingStream(others, envelope(EVENT)));
            slow.add(CompletableFuture.supplyAsync(() -> inPieces(body), Executors.newVirtualThreadPerTaskExecutor()));
        }
        assertThat(inPieces(new ByteArrayInputStream(envelope(EVENT).getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(200);
        others.countDown();
        assertThat(slow).allSatisfy(answer -> assertThat(answer.get()).isEqualTo(200));
    }

    /** Sent without a length. */
    private int inPieces(InputStream body) {
        try {
            return endpoint.send(
                            HttpRequest.newBuilder(endpoint.url(opened.feed().path()))
                                    .header("Authorization", opened.secret())
                                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
                                    .build())
                    .statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Begins only when it may. */
    private static final class WaitingStream extends ByteArrayInputStream {
        private final CountDownLatch may;

        WaitingStream(CountDownLatch may, String text) {
            super(text.getBytes(StandardCharsets.UTF_8));
            this.may = may;
        }

        @Override
        public int read(byte[] bytes, int from, int most) {
            try {
                may.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.read(bytes, from, most);
        }
    }

    @Test
    @Case("E95")
    void bytesThatMeanNothingAreRefused() throws Exception {
        byte[] invalid = envelope(EVENT).replace("Quiz", "Qu\u00e9z").getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(post(invalid, "application/json", opened.secret()), 400);
        assertRefused(post("{\"data\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"), 400);
        assertTaken(post(envelope((Object) EVENT.toString().replace("Quiz", "Qu\\ud800z\\u0000"))));
        assertThat(tally().received()).isEqualTo(1);
    }

    @Test
    @Case("E88")
    void signedEnvelopesAreBelievedByTheirSignature() throws Exception {
        RSAKey key = TestEndpoint.key("first");
        endpoint.publish(key);
        Feed signed = node.feeds.add(platform.id(), FeedKind.CALIPER, endpoint.jwksUrl(), false);

        assertThat(endpoint.post(signed.path(), envelope(EVENT)).statusCode()).isEqualTo(401);
        assertThat(endpoint.post(signed.path(), TestEndpoint.sign(TestEndpoint.key("other"), envelope(EVENT)))
                        .statusCode())
                .isEqualTo(401);
        assertTaken(endpoint.post(signed.path(), TestEndpoint.sign(key, envelope(EVENT))));
        RSAKey next = TestEndpoint.key("second");
        endpoint.publish(key, next);
        assertTaken(endpoint.post(signed.path(), TestEndpoint.sign(next, envelope(EVENT))));
        String claims = "{\"iat\":1772446530,\"payload\":%s}".formatted(envelope(EVENT));
        assertTaken(endpoint.post(signed.path(), TestEndpoint.sign(key, claims)));
        assertTaken(endpoint.post(signed.path(), TestEndpoint.sign(key, claims.replace("payload", "data"))));
        assertThat(tally())
                .extracting(Ingestion.Tally::received, Ingestion.Tally::duplicates)
                .containsExactly(1L, 3L);
    }
}
