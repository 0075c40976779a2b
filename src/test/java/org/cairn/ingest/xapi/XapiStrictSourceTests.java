package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairn.Shows;
import org.cairn.Shows.Awkward;
import org.cairn.Shows.Source;
import org.cairn.TestPlatform;
import org.cairn.drive.RawHttp;
import org.cairn.ingest.endpoint.TestEndpoint;
import org.cairn.people.LearnerId;
import org.cairn.vault.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A feed that follows xAPI to the letter, from the wire to the award. */
class XapiStrictSourceTests extends StatementWorld {

    private static final String VERSION = "X-Experience-API-Version: 1.0.3";
    private static final String STRICT = "\"strict\": true";
    private static final String BOUNDARY = "between-parts";

    private LearnerId noor;

    @BeforeEach
    void open() {
        noor = noorsMoodle(STRICT);
    }

    @Override
    RawHttp.Answer post(String body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add(VERSION);
        return super.post(body, all.toArray(String[]::new));
    }

    private int raw(byte[] body, String type) throws IOException {
        return world.send("POST", way.path() + "/statements", body, way.basic(), VERSION, "Content-Type: " + type)
                .status();
    }

    @ParameterizedTest
    @CsvSource({"graded-90, charter", "course-completed, course", "course-renamed, course", "module-passed, book"})
    @Shows(
            of = Source.XAPI_STRICT,
            what = {Awkward.MISSING_IDS, Awkward.RENAMED_COURSE})
    void whatComesWithoutAnIdIsNewEachTimeAndAwardedOnce(String recording, String badge) throws IOException {
        String first = send(recording).body();
        String second = send(recording).body();

        assertThat(world.holds(noor)).containsEntry(badge, MARCH_2);
        assertThat(world.api.all("/api/awards?learner=" + noor.value())).hasSize(1);
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    @Shows(of = Source.XAPI_STRICT, what = Awkward.REPEATED)
    void theSameIdAgainIsTheSameStatementAndAnotherUnderItIsRefused() throws IOException {
        String passed = wire("negative-within-its-range", Map.of("id", "0c4f1f1e-7a27-4b1c-9a61-2f4b6c1d7e90"))
                .replace("\"raw\": -5", "\"raw\": 19");

        assertThat(post(passed).status()).isEqualTo(200);
        assertThat(post(passed).status()).isEqualTo(200);
        assertThat(post(passed.replace("\"raw\": 19", "\"raw\": -5")).status()).isEqualTo(409);

        assertThat(world.holds(noor)).containsOnlyKeys("quiz");
        assertThat(world.tally().path("received").asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null-score", "zero-possible", "over-100", "negative", "named-twice"})
    @Shows(
            of = Source.XAPI_STRICT,
            what = {Awkward.NULL_SCORE, Awkward.ZERO_POSSIBLE, Awkward.OVER_100, Awkward.NEGATIVE})
    void whatTheSpecificationForbidsCostsItsNeighboursTheBatch(String recording) throws IOException {
        String batch = "[%s,%s]".formatted(single(wire("course-completed")), single(wire(recording)));

        assertThat(post(batch).status()).isEqualTo(400);

        assertThat(world.holds(noor)).isEmpty();
        assertThat(world.tally().path("received").asLong()).isZero();
    }

    @Test
    @Shows(of = Source.XAPI_STRICT, what = Awkward.NEGATIVE)
    void aNegativeScoreWithinItsRangeIsTakenAndEarnsNothing() throws IOException {
        String negative =
                wire("negative-within-its-range", Map.of("id", UUID.randomUUID().toString()));

        assertThat(post(negative).status()).isEqualTo(200);

        assertThat(world.holds(noor)).isEmpty();
        assertThat(world.tally().path("quarantined").asLong()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"graded-90, regraded-down", "graded-90, grade-removed", "module-passed, module-uncompleted"})
    @Shows(
            of = Source.XAPI_STRICT,
            what = {Awkward.REGRADED_DOWN, Awkward.WITHDRAWN, Awkward.REORDERED})
    void whatIsTakenBackIsRevokedInWhateverOrderItComes(String given, String takenBack) throws IOException {
        send(given);
        assertThat(world.holds(noor)).isNotEmpty();
        send(takenBack);
        assertThat(world.holds(noor)).isEmpty();

        noor = noorsMoodle(STRICT);
        send(takenBack);
        send(given);
        assertThat(world.holds(noor)).isEmpty();
    }

    @Test
    @Shows(
            of = Source.XAPI_STRICT,
            what = {Awkward.UNKNOWN_PERSON, Awkward.KNOWN_LATER})
    void whoBecomesKnownLaterIsAwardedThen() throws IOException {
        moodle(STRICT);
        badges();
        send("graded-90");
        assertThat(world.tally().path("parked").asLong()).isEqualTo(1);

        assertThat(world.holds(noor())).containsOnlyKeys("charter");
    }

    @Test
    @Shows(of = Source.XAPI_STRICT, what = Awkward.DELETED_PERSON)
    void whoWasErasedIsNotBroughtBack() throws IOException {
        send("graded-90");
        assertThat(world.holds(noor)).containsOnlyKeys("charter");
        world.erase(noor);

        send("graded-90");

        assertThat(world.tally().path("parked").asLong()).isZero();
        assertThat(learners.find(world.platform.id(), "7")).isEmpty();
    }

    @Test
    @Shows(
            of = Source.XAPI_STRICT,
            what = {Awkward.WRONG_SECRET, Awkward.ROTATED})
    void onlyWhoKnowsTheSecretSpeaksAndANewOneIsGoodAtOnce() throws IOException {
        assertThat(post(wire("graded-90"), "Authorization: Bearer wrong").status())
                .isEqualTo(401);
        assertThat(world.holds(noor)).isEmpty();

        way = world.renewed(way);
        send("graded-90");

        assertThat(world.holds(noor)).containsOnlyKeys("charter");
    }

    @Test
    @Shows(
            of = Source.XAPI_STRICT,
            what = {Awkward.TEN_MEGABYTES, Awkward.DEEP_NESTING, Awkward.INVALID_UTF8})
    void tenMegabytesAreTakenAndWhatCannotBeReadIsNot() throws IOException {
        String good = wire("graded-90");
        String deep = "[%s,%s]".formatted(single(good), "[".repeat(5000) + "]".repeat(5000));

        assertThat(post(deep).status()).isEqualTo(400);
        assertThat(raw(latin(good), "application/json")).isEqualTo(400);
        assertThat(world.holds(noor)).isEmpty();

        assertThat(post(tenMegabytes().replace("\\u0000\\ud800", "")).status()).isEqualTo(200);
        assertThat(world.holds(noor)).containsOnlyKeys("charter");
    }

    @Test
    @Shows(of = Source.XAPI_STRICT, what = Awkward.WRONG_SIGNATURE)
    void aStatementCountsOnlyWithTheSignatureThatIsItsOwn() throws Exception {
        RSAKey key = TestPlatform.newKey(2048);
        String graded = single(wire("graded-90"));
        String other = single(wire("course-completed"));

        assertThat(signed(graded, TestEndpoint.sign(key, other))).isEqualTo(400);
        assertThat(world.holds(noor)).isEmpty();

        assertThat(signed(graded, TestEndpoint.sign(key, graded))).isEqualTo(200);
        assertThat(world.holds(noor)).containsOnlyKeys("charter");
    }

    /** Sends a statement with its signature beside it. */
    private int signed(String statement, String signature) throws IOException {
        String hash = Tokens.digest(signature);
        String attached = statement.strip().substring(0, statement.strip().length() - 1)
                + """
                , "attachments": [{"usageType": "http://adlnet.gov/expapi/attachments/signature",
                "display": {"en": "Signature"}, "contentType": "application/octet-stream", "length": %d, "sha2": "%s"}]}""".formatted(signature.length(), hash);
        String parts = "--" + BOUNDARY + "\r\nContent-Type: application/json\r\n\r\n" + attached + "\r\n--" + BOUNDARY
                + "\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n"
                + "X-Experience-API-Hash: " + hash + "\r\n\r\n" + signature + "\r\n--" + BOUNDARY + "--\r\n";
        return raw(parts.getBytes(StandardCharsets.UTF_8), "multipart/mixed; boundary=" + BOUNDARY);
    }
}
