package org.cairn.ingest.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.ingest.canvas.CanvasSamples.gradeChange;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.PlainObject;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.complaint.TestComplaints;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Ingestion.State;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.canvas.CanvasSamples;
import org.cairn.ingest.canvas.CanvasTestFormat;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CanvasEndpointTests {

    private static final String EVENT =
            gradeChange(48, 355, "85", "100", CanvasSamples.TIME).toString();

    private static RSAKey key;
    private static RSAKey other;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T10:20:00Z"));
    private final TestIngest node = new TestIngest(TestDatabase.H2.fresh(), clock, CanvasTestFormat.translator());
    private final TestEndpoint endpoint = new TestEndpoint(node, clock, CanvasTestFormat.format());
    private final Platform platform = node.lti.canvas("North Hill");
    private final Feed signed = node.feeds.add(platform.id(), FeedKind.CANVAS, endpoint.jwksUrl(), false);
    private final Feed unsigned = node.feed(platform);

    CanvasEndpointTests() throws Exception {
        endpoint.publish(key);
    }

    @BeforeAll
    static void keys() throws Exception {
        key = TestEndpoint.key("first");
        other = TestEndpoint.key("second");
    }

    @AfterEach
    void close() {
        endpoint.close();
        node.close();
    }

    private Ingestion.Tally tally() {
        return node.tally(platform.id().institution());
    }

    private List<Ingestion.Message> stored() {
        return node.ingestion.latest(platform.id().institution(), 100);
    }

    private void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"ingest.%s\"".formatted(code));
        assertThat(tally().received()).isZero();
    }

    @Test
    void aSignedEventIsAnsweredOnceItIsStored() throws Exception {
        var answer = endpoint.post(signed.path(), TestEndpoint.sign(key, EVENT));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"received\":1}");
        assertThat(stored()).singleElement().satisfies(message -> {
            assertThat(message.type()).isEqualTo("grade_change");
            assertThat(message.state()).isEqualTo(State.WAITING);
            assertThat(message.platform()).isEqualTo(platform.id());
        });
    }

    @Test
    void anEventWithinAClaimIsFoundBeItWrittenAsObjectOrAsText() throws Exception {
        String text = tools.jackson.databind.json.JsonMapper.builder().build().writeValueAsString(EVENT);
        endpoint.post(signed.path(), TestEndpoint.sign(key, "{\"iat\":1772446530,\"data\":%s}".formatted(EVENT)));
        endpoint.post(signed.path(), TestEndpoint.sign(key, "{\"iat\":1772446531,\"payload\":%s}".formatted(text)));

        assertThat(tally())
                .extracting(Ingestion.Tally::received, Ingestion.Tally::duplicates)
                .containsExactly(1L, 1L);
        assertThat(stored()).extracting(Ingestion.Message::type).containsExactly("grade_change");
    }

    @Test
    void whatPeopleSatBehindIsNotKept() throws Exception {
        endpoint.post(unsigned.path(), EVENT);

        assertThat(stored())
                .singleElement()
                .satisfies(message -> assertThat(message.body())
                        .contains("event_time", "score")
                        .doesNotContain("192.0.2.7", "secret", "teacher@northhill.example"));
    }

    @Test
    @Case("E88")
    void anUnsignedEventIsRefusedWhereSigningIsAsked() throws Exception {
        var answer = endpoint.post(signed.path(), EVENT);

        assertRefused(answer, 401, "unsigned");
        assertThat(answer.body()).contains("Sign Payload");
    }

    @Test
    void aSignedEventIsNotTakenOnTrustWhereNoKeysAreNamed() throws Exception {
        assertRefused(endpoint.post(unsigned.path(), TestEndpoint.sign(key, EVENT)), 401, "no-keys");
    }

    @Test
    void bothEnvelopesAreUnderstood() throws Exception {
        endpoint.post(unsigned.path(), EVENT);
        endpoint.post(unsigned.path(), EVENT.replace("\"metadata\"", "\"attributes\""));

        assertThat(tally())
                .extracting(Ingestion.Tally::received, Ingestion.Tally::duplicates)
                .containsExactly(1L, 1L);
    }

    @Test
    void whatAmazonsQueuesAndStreamsWrapAroundEventsIsUnderstood() throws Exception {
        JsonMapper json = JsonMapper.builder().build();
        String kinesis = EVENT.replace("\"metadata\"", "\"attributes\"");
        String base64 = Base64.getEncoder().encodeToString(kinesis.getBytes(StandardCharsets.UTF_8));
        endpoint.post(unsigned.path(), EVENT);
        endpoint.post(
                unsigned.path(),
                "{\"Records\":[{\"messageId\":\"1\",\"attributes\":{\"SentTimestamp\":\"1\"},\"body\":%s}]}"
                        .formatted(json.writeValueAsString(EVENT)));
        endpoint.post(unsigned.path(), "{\"Records\":[{\"kinesis\":{\"data\":\"%s\"}}]}".formatted(base64));
        String pretty = "\n" + json.readTree(EVENT).toPrettyString();
        String prettyBase64 = Base64.getEncoder().encodeToString(pretty.getBytes(StandardCharsets.UTF_8));
        endpoint.post(unsigned.path(), "{\"Records\":[{\"kinesis\":{\"data\":\"%s\"}}]}".formatted(prettyBase64));
        endpoint.post(unsigned.path(), "{\"Records\":[{\"body\":%s}]}".formatted(json.writeValueAsString(pretty)));

        assertThat(tally())
                .extracting(Ingestion.Tally::received, Ingestion.Tally::duplicates, Ingestion.Tally::quarantined)
                .containsExactly(1L, 4L, 0L);
    }

    private static String english(Ingestion.Message message) {
        return TestComplaints.english(String.valueOf(message.reason()));
    }

    @Test
    void caliperSentToTheWrongFeedIsKeptWithAHint() throws Exception {
        endpoint.post(unsigned.path(), "{\"sensor\":\"s:1\",\"dataVersion\":\"v\",\"data\":[]}");

        assertThat(stored())
                .singleElement()
                .satisfies(message -> assertThat(english(message)).contains("Caliper"));
    }

    @Test
    @Case("E88")
    void tokensThatAreNotToBeBelievedAreRefused() throws Exception {
        RSAKey imposter = new RSAKey.Builder(other).keyID("first").build();
        String good = TestEndpoint.sign(key, EVENT);
        String[] parts = good.split("\\.");
        JWSHeader plain = new JWSHeader.Builder(JWSAlgorithm.RS256).build();
        JWSHeader rs512 =
                new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("first").build();
        JWSHeader jwk = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("second")
                .jwk(other.toPublicJWK())
                .jwkURL(endpoint.jwksUrl())
                .build();
        JWSObject hmac = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), new Payload(EVENT));
        hmac.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        List<String> bad = List.of(
                TestEndpoint.sign(imposter, EVENT),
                TestEndpoint.sign(other, EVENT),
                TestEndpoint.sign(key, plain, EVENT),
                TestEndpoint.sign(key, rs512, EVENT),
                TestEndpoint.sign(other, jwk, EVENT),
                hmac.serialize(),
                new PlainObject(new Payload(EVENT)).serialize(),
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1].substring(4) + "." + parts[2],
                "a.b.c",
                "..",
                good + ".x.y");

        for (String token : bad) {
            assertRefused(endpoint.post(signed.path(), token), 401, "signature");
        }
    }

    @Test
    @Case("E97")
    void aFloodOfBadSignaturesIsRefusedUncheckedUntilItEnds() throws Exception {
        String bad = TestEndpoint.sign(other, EVENT);
        for (int i = 0; i < BadSignatures.MOST; i++) {
            assertThat(endpoint.post(signed.path(), bad).statusCode()).isEqualTo(401);
        }

        var answer = endpoint.post(signed.path(), TestEndpoint.sign(key, EVENT));
        assertRefused(answer, 429, "bad-signatures");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");

        clock.advance(BadSignatures.WINDOW);
        assertThat(endpoint.post(signed.path(), TestEndpoint.sign(key, EVENT)).statusCode())
                .isEqualTo(200);
    }

    @Test
    @Case("F20")
    void aNewKeyOfTheSenderIsFoundByItsId() throws Exception {
        endpoint.post(signed.path(), TestEndpoint.sign(key, EVENT));
        endpoint.publish(key, other);

        assertThat(endpoint.post(signed.path(), TestEndpoint.sign(other, EVENT)).statusCode())
                .isEqualTo(200);
        assertThat(endpoint.keyFetches).hasValue(2);
    }

    @Test
    @Case("F20")
    void whenTheKeysCannotBeFetchedTheSenderShallTryAgain() throws Exception {
        endpoint.keysStatus = 500;

        var answer = endpoint.post(signed.path(), TestEndpoint.sign(key, EVENT));

        assertRefused(answer, 503, "keys");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "{",
                "{\"metadata\":{},\"metadata\":{},\"body\":{}}",
                "{} {}",
                "NaN",
                "{\"a\":01}",
                "\uFEFF",
                "\uFEFF\uFEFF{}",
                "{}\n5",
                "{\"a\":\"\u0001\"}"
            })
    @Case("E95")
    void whatIsNotJsonOfOneMeaningIsRefused(String body) throws Exception {
        assertRefused(endpoint.post(unsigned.path(), body), 400, "unreadable");
    }

    @Test
    @Case("E95")
    void nestingWithoutEndIsRefused() throws Exception {
        String deep = "{\"body\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

        assertRefused(endpoint.post(unsigned.path(), deep), 400, "unreadable");
    }

    @Test
    @Case("E95")
    void bytesThatAreNoTextAreRefused() throws Exception {
        for (byte[] bad : List.of(
                new byte[] {'"', (byte) 0xC3, '"'},
                new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'},
                new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
                "{\"a\":1}".getBytes(StandardCharsets.UTF_16))) {
            assertRefused(endpoint.post(unsigned.path(), bad), 400, "unreadable");
        }
    }

    @Test
    @Case("E95")
    void tenMegabytesAreTooMuchAndTheSenderIsToldSo() throws Exception {
        byte[] large = new byte[10 * 1024 * 1024];
        Arrays.fill(large, (byte) ' ');

        assertRefused(endpoint.post(unsigned.path(), large), 413, "too-large");
        assertThat(endpoint.post(unsigned.path(), EVENT).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> postPacked(String encoding, byte[] body) throws Exception {
        return endpoint.send(HttpRequest.newBuilder(endpoint.url(unsigned.path()))
                .header("Content-Encoding", encoding)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    private static byte[] packed(byte[] bytes) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    @Case("E95")
    void packedBodiesUnfoldNoFurtherThanOthersMayReach() throws Exception {
        assertRefused(postPacked("gzip", packed(new byte[200 * 1024 * 1024])), 413, "too-large");
        assertRefused(postPacked("gzip", EVENT.getBytes(StandardCharsets.UTF_8)), 400, "encoding");
        byte[] whole = packed(EVENT.getBytes(StandardCharsets.UTF_8));
        assertRefused(postPacked("gzip", Arrays.copyOf(whole, whole.length / 2)), 400, "encoding");
        assertRefused(postPacked("br", whole), 415, "encoding");
        assertRefused(postPacked("gzip, gzip", whole), 415, "encoding");

        assertThat(postPacked("gzip", whole).body()).isEqualTo("{\"received\":1}");
    }

    @Test
    void aByteOrderMarkAndOneDocumentToALineAreUnderstood() throws Exception {
        String second = EVENT.replace("\"85\"", "\"86\"");
        assertThat(endpoint.post(unsigned.path(), "\uFEFF" + EVENT).body()).isEqualTo("{\"received\":1}");
        assertThat(endpoint.post(unsigned.path(), EVENT + "\r\n\n" + second + "\n")
                        .body())
                .isEqualTo("{\"received\":2}");

        assertThat(tally())
                .extracting(Ingestion.Tally::received, Ingestion.Tally::duplicates, Ingestion.Tally::quarantined)
                .containsExactly(2L, 1L, 0L);
        assertThat(endpoint.post(unsigned.path(), EVENT + "\nhello").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatCannotBeReadAmongWrappedMessagesHurtsNoneOfItsNeighbours() throws Exception {
        JsonMapper json = JsonMapper.builder().build();
        String broken = EVENT.substring(0, EVENT.length() - 2);
        endpoint.post(
                unsigned.path(),
                "{\"Records\":[{\"body\":%s},{\"body\":%s},{\"body\":\"hello\"}]}"
                        .formatted(json.writeValueAsString(broken), json.writeValueAsString(EVENT)));

        assertThat(stored())
                .extracting(Ingestion.Message::type)
                .containsExactlyInAnyOrder("grade_change", "unrecognised", "unrecognised");
        assertThat(stored()).anySatisfy(message -> assertThat(message.body()).contains("grade_change", "\"body\":\""));
    }

    @Test
    void anEventWithoutFieldsIsAnEvent() throws Exception {
        for (String body : List.of("{}", "[]", "null")) {
            endpoint.post(
                    unsigned.path(),
                    "{\"metadata\":{\"event_name\":\"logged_out\",\"event_time\":\"%s\"},\"body\":%s}"
                            .formatted(CanvasSamples.TIME, body));
        }
        assertThat(tally())
                .extracting(Ingestion.Tally::received, Ingestion.Tally::duplicates, Ingestion.Tally::quarantined)
                .containsExactly(1L, 2L, 0L);
    }

    @Test
    void aBodyWrittenAsTextIsTheSameBody() throws Exception {
        JsonMapper json = JsonMapper.builder().build();
        var event = (tools.jackson.databind.node.ObjectNode) json.readTree(EVENT);
        event.put("body", event.get("body").toString());
        endpoint.post(unsigned.path(), EVENT);
        endpoint.post(unsigned.path(), event.toString());

        assertThat(tally())
                .extracting(Ingestion.Tally::received, Ingestion.Tally::duplicates, Ingestion.Tally::quarantined)
                .containsExactly(1L, 1L, 0L);
    }

    @Test
    void whoeverSetsUpAmazonsTopicIsToldWhatToDo() throws Exception {
        endpoint.post(
                unsigned.path(),
                "{\"Type\":\"SubscriptionConfirmation\",\"SubscribeURL\":\"https://sns.example/?Action=ConfirmSubscription\"}");

        assertThat(stored())
                .singleElement()
                .satisfies(message -> assertThat(english(message)).contains("SubscribeURL"));
    }

    @Test
    void whatPeopleWroteIsNotKept() throws Exception {
        endpoint.post(unsigned.path(), """
                {"metadata": {"event_name": "wiki_page_updated", "event_time": "%s"},
                 "body": {"title": "Week 1", "body": "secret-1", "old_body": "secret-2", "text": "secret-3",
                  "syllabus_body": "secret-4", "old_syllabus_body": "secret-5", "message": "secret-6"}}""".formatted(CanvasSamples.TIME));

        assertThat(stored())
                .singleElement()
                .satisfies(
                        message -> assertThat(message.body()).contains("Week 1").doesNotContain("secret"));
    }

    @Test
    @Case("E87")
    void addressesThatAreNoFeedAreNotFound() throws Exception {
        for (String path : List.of(
                "/ingest/" + "x".repeat(43) + "/canvas",
                "/ingest/" + unsigned.id() + "/xapi",
                "/ingest/" + unsigned.id() + "/caliper",
                "/ingest/" + unsigned.id(),
                "/ingest/",
                "/ingest/" + unsigned.id() + "/canvas/more",
                "/ingest/" + "x".repeat(5000) + "/canvas")) {
            assertRefused(endpoint.post(path, EVENT), 404, "unknown-feed");
        }
    }

    @Test
    void onlyPostBringsEvents() throws Exception {
        var answer = endpoint.send(
                HttpRequest.newBuilder(endpoint.url(unsigned.path())).GET().build());

        assertRefused(answer, 405, "method");
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"42", "null", "\"text\"", "{}", "{\"metadata\":{},\"body\":[]}", "{\"body\":{\"score\":1}}"})
    void jsonThatIsNoEventIsKeptForSomebodyToLookAt(String body) throws Exception {
        assertThat(endpoint.post(unsigned.path(), body).statusCode()).isEqualTo(200);

        assertThat(node.ingestion.quarantined(platform.id().institution(), 10))
                .singleElement()
                .satisfies(message -> {
                    assertThat(english(message)).contains("no Canvas event");
                    assertThat(message.state()).isEqualTo(State.QUARANTINED);
                });
    }

    @Test
    void anArrayBringsManyEventsAndAStrayAmongThemHurtsNone() throws Exception {
        String body = "[%s,7,%s]".formatted(EVENT, gradeChange(49, 355, "85", "100", CanvasSamples.TIME));

        assertThat(endpoint.post(unsigned.path(), body).body()).isEqualTo("{\"received\":3}");
        assertThat(endpoint.post(unsigned.path(), "[]").statusCode()).isEqualTo(200);

        assertThat(tally())
                .extracting(Ingestion.Tally::received, Ingestion.Tally::quarantined)
                .containsExactly(3L, 1L);
    }

    @Test
    @Case("E89")
    void theSameEventThreeTimesInAnyOrderAndAnyKeyOrderIsOne() throws Exception {
        List<String> events = new ArrayList<>();
        for (int student = 1; student <= 20; student++) {
            String event =
                    gradeChange(student, 355, "85", "100", CanvasSamples.TIME).toString();
            String reordered = gradeChange(student, 355, "85.0", "100", CanvasSamples.TIME)
                    .toString()
                    .replace("\"grade\":\"85.0\"", "\"old_grade\":null,\"grade\":\"85\"");
            events.addAll(List.of(event, event, reordered));
        }
        Collections.shuffle(events, new java.util.Random(7));

        for (String event : events) {
            assertThat(endpoint.post(unsigned.path(), event).statusCode()).isEqualTo(200);
        }

        assertThat(tally())
                .extracting(Ingestion.Tally::received, Ingestion.Tally::duplicates)
                .containsExactly(20L, 40L);
    }

    @Test
    void oneFeedsEventsAreNotAnothersRepeats() throws Exception {
        Feed third = node.feed(platform);
        endpoint.post(unsigned.path(), EVENT);
        endpoint.post(third.path(), EVENT);

        assertThat(tally().received()).isEqualTo(2);
    }

    @Test
    @Case("E95")
    void strangeCharactersAreKept() throws Exception {
        String body = EVENT.replace("\"grade\":\"85\"", "\"grade\":\"\\u0000\\ud800 ☃ \\udc00\\ud800x😀\"");

        assertThat(endpoint.post(unsigned.path(), body).statusCode()).isEqualTo(200);
        assertThat(stored())
                .singleElement()
                .satisfies(message -> assertThat(message.body()).contains("\\u0000\\ud800 ☃ \\udc00\\ud800x😀"));
    }

    @Test
    void aPausedPlatformMayNotSpeak() throws Exception {
        node.lti.platforms().pause(platform.id(), true);
        clock.advance(Duration.ofSeconds(10));

        assertRefused(endpoint.post(unsigned.path(), EVENT), 403, "paused");
    }

    @Test
    void whenTooMuchWaitsToBeStoredTheSenderShallTryAgain() throws Exception {
        node.stopStoring();

        var answer = endpoint.post(unsigned.path(), EVENT);

        assertRefused(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    }
}
