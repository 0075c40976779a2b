package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairn.Case;
import org.cairn.Shows;
import org.cairn.Shows.Awkward;
import org.cairn.Shows.Source;
import org.cairn.drive.RawHttp;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Moodle's plug-in sends, from the wire to the award. */
class XapiSourceTests extends StatementWorld {

    @LocalServerPort
    private int here;

    @ParameterizedTest
    @CsvSource({
        "course-completed, course",
        "course-renamed, course",
        "module-completed, book",
        "module-passed, book",
        "graded-90, charter",
        "from-20-to-120, charter",
        "over-100, charter",
        "quiz-submitted, quiz",
        "scorm-score, scorm",
        "scorm-passed, scorm-done",
        "lesson-ended, lesson",
        "attended, workshop",
    })
    @Shows(
            of = Source.XAPI,
            what = {Awkward.REPEATED, Awkward.MISSING_IDS, Awkward.OVER_100, Awkward.RENAMED_COURSE})
    void whatCountsIsAwardedOnceSinceTheMomentItHappened(String recording, String badge) throws IOException {
        LearnerId noor = noorsMoodle("");

        String first = send(recording).body();
        String second = send(recording).body();

        assertThat(world.holds(noor)).containsEntry(badge, MARCH_2);
        assertThat(second).isEqualTo(first);
        assertThat(world.tally().path("quarantined").asLong()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "course-criteria-edited",
                "submitted",
                "viewed",
                "badge-awarded",
                "enrolled",
                "quiz-not-graded-yet",
                "graded-75-scaled-half",
                "negative",
                "zero-possible",
                "null-score",
                "grade-removed",
                "module-completed-failed",
                "module-uncompleted",
                "scorm-failed",
                "group"
            })
    @Shows(
            of = Source.XAPI,
            what = {Awkward.NULL_SCORE, Awkward.ZERO_POSSIBLE, Awkward.NEGATIVE})
    void whatDoesNotCountIsNeitherAwardedNorQuarantined(String recording) throws IOException {
        LearnerId noor = noorsMoodle("");

        send(recording);

        assertThat(world.holds(noor)).isEmpty();
        assertThat(world.tally().path("quarantined").asLong()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "graded-90, regraded-down",
        "graded-90, grade-removed",
        "graded-90, null-score",
        "module-passed, module-uncompleted",
        "module-passed, module-completed-failed",
        "scorm-passed, scorm-failed"
    })
    @Shows(
            of = Source.XAPI,
            what = {Awkward.REGRADED_DOWN, Awkward.REORDERED, Awkward.WITHDRAWN})
    void whatIsTakenBackIsRevokedInWhateverOrderItComes(String given, String takenBack) throws IOException {
        LearnerId noor = noorsMoodle("");

        send(given);
        assertThat(world.holds(noor)).isNotEmpty();
        send(takenBack);
        assertThat(world.holds(noor)).isEmpty();
        send(given);
        assertThat(world.holds(noor)).isEmpty();

        LearnerId other = noorsMoodle("");
        send(takenBack);
        send(given);
        assertThat(world.holds(other)).isEmpty();
    }

    @Test
    void aReplayFromAnotherSessionIsTheSameStatement() throws IOException {
        moodle("");
        String first = send("graded-90").body();

        assertThat(send("replayed-in-another-session").body()).isEqualTo(first);
        assertThat(world.tally().path("duplicates").asLong()).isEqualTo(1);
    }

    @Test
    @Case("E94")
    @Shows(of = Source.XAPI, what = Awkward.MISSING_IDS)
    void badStatementsCostTheirNeighboursNothing() throws IOException {
        moodle("");
        badges();
        LearnerId ida = world.student(new Identifier(IdentifierKind.SUB, "9"));

        RawHttp.Answer answer = send("one-good-among-bad");

        assertThat(answer.body().split(",")).hasSize(5);
        assertThat(world.holds(ida)).containsOnlyKeys("charter");
        assertThat(world.tally().path("quarantined").asLong()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"named-twice", "future"})
    @Case({"E94", "E98"})
    void whatCannotBeTrustedIsQuarantined(String recording) throws IOException {
        LearnerId noor = noorsMoodle("");

        send(recording);

        assertThat(world.holds(noor)).isEmpty();
        assertThat(world.tally().path("quarantined").asLong()).isEqualTo(1);
    }

    @Test
    void anEmptyBatchIsAnsweredAndNotCounted() throws IOException {
        moodle("");

        RawHttp.Answer answer = post("[]");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[]");
        assertThat(world.tally().path("received").asLong()).isZero();
    }

    @Test
    @Shows(
            of = Source.XAPI,
            what = {Awkward.UNKNOWN_PERSON, Awkward.KNOWN_LATER})
    void whoBecomesKnownLaterIsAwardedThen() throws IOException {
        moodle("");
        badges();
        send("graded-90");
        assertThat(world.tally().path("parked").asLong()).isEqualTo(1);

        assertThat(world.holds(noor())).containsOnlyKeys("charter");
    }

    @Test
    @Shows(of = Source.XAPI, what = Awkward.DELETED_PERSON)
    void anEnrolmentMakesSomebodyKnownWithTheirName() throws IOException {
        moodle("");
        badges();
        send("graded-90");
        send("enrolled");
        world.settled();

        LearnerId noor = learners.find(world.platform.id(), "7").orElseThrow();
        assertThat(learners.find(noor).orElseThrow().name()).isEqualTo("Noor Haddad");
        assertThat(world.holds(noor)).containsOnlyKeys("charter");
        send("unenrolled");
        assertThat(world.holds(noor)).containsOnlyKeys("charter");
    }

    @Test
    void accountsMayBeUserNames() throws IOException {
        moodle("\"accountsAreUserNames\": true");
        badges();
        LearnerId noor = world.student(
                new Identifier(IdentifierKind.SUB, "7"), new Identifier(IdentifierKind.USERNAME, "noor.h"));

        send("named-by-user-name");

        assertThat(world.holds(noor)).containsOnlyKeys("charter");
    }

    @Test
    void aStatementWithoutATimeCountsFromWhenItCame() throws IOException {
        LearnerId noor = noorsMoodle("");

        String first = send("without-time").body();

        assertThat(send("without-time").body()).isEqualTo(first);
        assertThat(world.holds(noor)).containsOnlyKeys("charter");
    }

    @Test
    @Case("E94")
    void aVoidedStatementCountsNoMoreInWhateverOrderItIsVoided() throws IOException {
        world = world(Family.OTHER);
        way = world.feed("xapi", "");
        world.badgeForCompletion("mission", "1", "xapi:https://simulator.example.org/missions/7");
        LearnerId noor = noor();
        Map<String, String> ids = Map.of(
                "id", UUID.randomUUID().toString(), "voiding", UUID.randomUUID().toString());

        post(wire("mission-passed", ids));
        assertThat(world.holds(noor)).containsOnlyKeys("mission");
        post(wire("mission-voided", ids));
        assertThat(world.holds(noor)).isEmpty();
        post(wire("mission-passed", ids));
        assertThat(world.holds(noor)).isEmpty();

        Map<String, String> others = Map.of(
                "id", UUID.randomUUID().toString(), "voiding", UUID.randomUUID().toString());
        post(wire("mission-voided", others));
        world.settled();
        post(wire("mission-passed", others));
        assertThat(world.holds(noor)).isEmpty();
    }

    @Test
    @Case("E89")
    void ofTwoStatementsUnderOneIdTheFirstIsKeptAndTheOtherShown() throws Exception {
        world = world(Family.OTHER);
        way = world.feed("xapi", "");
        world.badgeForCompletion("mission", "1", "xapi:https://simulator.example.org/missions/7");
        LearnerId noor = noor();
        String passed = wire("mission-passed", Map.of("id", UUID.randomUUID().toString()));

        post(passed);
        RawHttp.Answer again = world.post(
                way, "/statements", passed.replace("passed", "failed").replace("T09:15", "T10:15"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(world.holds(noor)).containsOnlyKeys("mission");
        assertThat(world.tally().path("duplicates").asLong()).isEqualTo(1);
        JsonNode told = world.tally().path("feeds").path(0);
        assertThat(told.path("conflicts").asLong()).isEqualTo(1);
        assertThat(told.path("latestConflicts").path(0).path("id").asString())
                .isEqualTo(StrictJson.read(passed).path(0).path("id").asString());
        assertThat(told.path("latestConflicts").path(0).path("digest"))
                .isNotEqualTo(told.path("latestConflicts").path(0).path("lastDigest"));
        JsonNode both = world.api.get("/api/conflicts").path(0);
        assertThat(both.path("kept").path("body").asString()).contains("passed");
        assertThat(both.path("last").asString()).contains("failed");
    }

    @Test
    @Case("E89")
    void aStatementThatComesAgainAsARecordStoreShowsItIsNoConflict() throws Exception {
        world = world(Family.OTHER);
        way = world.feed("xapi", "");
        world.badgeForCompletion("mission", "1", "xapi:https://simulator.example.org/missions/7");
        noor();
        String passed = wire("mission-passed", Map.of("id", UUID.randomUUID().toString()));
        ObjectNode shown = (ObjectNode) StrictJson.read(passed).path(0);
        shown.put("stored", "2026-03-09T12:00:00Z");
        shown.putObject("authority").put("objectType", "Agent").put("mbox", "mailto:lrs@example.org");
        shown.set("id", shown.remove("id"));

        world.post(way, "/statements", passed);
        world.post(way, "/statements", shown.toString());

        assertThat(world.tally().path("duplicates").asLong()).isEqualTo(1);
        assertThat(world.tally().path("feeds").path(0).path("conflicts").asLong())
                .isZero();
    }

    @Test
    @Case("E94")
    void nobodyVoidsWhatAnotherFeedSaid() throws IOException {
        world = world(Family.OTHER);
        way = world.feed("xapi", "");
        Way stranger = world.feed("xapi", "");
        world.badgeForCompletion("mission", "1", "xapi:https://simulator.example.org/missions/7");
        LearnerId noor = noor();
        Map<String, String> ids = Map.of(
                "id", UUID.randomUUID().toString(), "voiding", UUID.randomUUID().toString());

        post(wire("mission-passed", ids));
        world.post(stranger, "/statements", wire("mission-voided", ids));

        assertThat(world.holds(noor)).containsOnlyKeys("mission");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /activities/state?stateId=a&activityId=https://a.example.org&agent={AGENT}",
        "GET, /activities/state?activityId=https://a.example.org&agent={AGENT}",
        "DELETE, /activities/state?activityId=https://a.example.org&agent={AGENT}",
        "POST, /activities/profile?profileId=a&activityId=https://a.example.org",
        "POST, /agents/profile?profileId=a&agent={AGENT}",
        "GET, /agents?agent={AGENT}",
        "GET, /activities?activityId=https://a.example.org"
    })
    @Case("E88")
    void aFeedThatAsksForSignaturesKeepsAndTellsNothingBesides(String method, String target) throws IOException {
        world = world(Family.MOODLE);
        way = world.feed("xapi", "\"jwksUrl\": \"https://keys.example.edu/jwks\"");
        String agent = java.net.URLEncoder.encode("{\"mbox\": \"mailto:noor@example.edu\"}", StandardCharsets.UTF_8);
        byte[] body = method.startsWith("P") ? new byte[] {'{', '}'} : new byte[0];

        assertThat(world.send(
                                method,
                                way.path() + target.replace("{AGENT}", agent),
                                body,
                                "Content-Type: application/json")
                        .status())
                .isEqualTo(401);
    }

    /** In whatever shape it comes, and whatever is asked: where signatures are asked for, the address alone is nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | | application/json | %s",
                "PUT | ?statementId=%2$s | application/json | %s",
                "POST | ?method=POST | application/x-www-form-urlencoded | content=%3$s",
                "POST | ?method=PUT | application/x-www-form-urlencoded | statementId=%2$s&content=%3$s",
                "POST | | multipart/mixed; boundary=b | --b~Content-Type: application/json~~%s~--b--~",
                "GET | | | ''",
                "POST | ?method=GET | application/x-www-form-urlencoded | limit=1"
            })
    @Shows(of = Source.XAPI, what = Awkward.WRONG_SIGNATURE)
    @Case("E88")
    void aFeedThatAsksForSignaturesBelievesNothingElse(String method, String query, String type, String body)
            throws IOException {
        world = world(Family.MOODLE);
        way = world.feed("xapi", "\"jwksUrl\": \"https://keys.example.edu/jwks\"");
        String statement = single(wire("graded-90", Map.of()));
        String id = UUID.randomUUID().toString();
        String encoded = java.net.URLEncoder.encode(statement, StandardCharsets.UTF_8);
        byte[] sent =
                body.replace("~", "\r\n").formatted(statement, id, encoded).getBytes(StandardCharsets.UTF_8);
        String target = way.path() + "/statements" + (query == null ? "" : query.formatted("", id));

        RawHttp.Answer answer = type == null
                ? world.send(method, target, sent)
                : world.send(method, target, sent, "Content-Type: " + type);

        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(world.tally().path("received").asLong()).isZero();
    }

    @Test
    @Case({"E87", "E95"})
    @Shows(
            of = Source.XAPI,
            what = {Awkward.WRONG_SECRET, Awkward.DEEP_NESTING, Awkward.INVALID_UTF8})
    void whatCannotBeReadOrMayNotBeSentIsRefusedAndEarnsNothing() throws IOException {
        LearnerId noor = noorsMoodle("");
        String good = wire("graded-90");
        String target = way.path() + "/statements";

        assertThat(post(good, "Authorization: Bearer wrong").status()).isEqualTo(401);
        assertThat(post("[" + single(good) + "," + "[".repeat(5000) + "]".repeat(5000) + "]")
                        .status())
                .isEqualTo(400);
        assertThat(post("\"text\"").status()).isEqualTo(400);
        assertThat(post("{").header("x-experience-api-version")).isEqualTo("1.0.3");
        assertThat(world.send("POST", target, latin(good), way.basic()).status())
                .isEqualTo(400);
        assertThat(world.send("POST", target, new byte[17 * 1024 * 1024], way.basic())
                        .status())
                .isEqualTo(413);
        assertThat(world.send("GET", way.path() + "/elsewhere", new byte[0], way.basic())
                        .status())
                .isEqualTo(404);
        assertThat(world.tally().path("received").asLong()).isZero();
        assertThat(world.holds(noor)).isEmpty();
    }

    @Test
    @Shows(of = Source.XAPI, what = Awkward.DELETED_PERSON)
    void whoWasErasedIsNotBroughtBack() throws IOException {
        LearnerId noor = noorsMoodle("");
        send("graded-90");
        assertThat(world.holds(noor)).containsOnlyKeys("charter");
        world.erase(noor);

        send("course-completed");
        send("enrolled");

        assertThat(world.tally().path("parked").asLong()).isZero();
        assertThat(learners.find(world.platform.id(), "7")).isEmpty();
    }

    @Test
    @Shows(of = Source.XAPI, what = Awkward.ROTATED)
    void aNewSecretIsGoodAtOnce() throws IOException {
        LearnerId noor = noorsMoodle("");
        way = world.renewed(way);

        send("graded-90");

        assertThat(world.holds(noor)).containsOnlyKeys("charter");
    }

    @Test
    @Case("E95")
    @Shows(of = Source.XAPI, what = Awkward.TEN_MEGABYTES)
    void aBatchOfTenMegabytesIsTakenAndSoIsWhatNoDatabaseTakes() throws IOException {
        LearnerId noor = noorsMoodle("");

        RawHttp.Answer answer = post(tenMegabytes());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(world.holds(noor)).containsOnlyKeys("charter");
    }

    /** Proxies pass on what they are still reading, without saying how much it will be. */
    @Test
    @Case("F17")
    void whoDoesNotSayHowMuchComesWaitsForNobody() throws IOException {
        moodle("");
        List<Socket> unfinished = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                unfinished.add(chunked("2\r\n[ \r\n"));
            }
            try (Socket whole = chunked("2\r\n[]\r\n0\r\n\r\n")) {
                byte[] head = whole.getInputStream().readNBytes(12);
                assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
            }
        } finally {
            for (Socket socket : unfinished) {
                socket.close();
            }
        }
    }

    private Socket chunked(String chunks) throws IOException {
        Socket socket = new Socket("127.0.0.1", here);
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write("POST %s/statements HTTP/1.1\r\nHost: cairn\r\n%s\r\nTransfer-Encoding: chunked\r\n\r\n%s"
                        .formatted(way.path(), way.basic(), chunks)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void aSingleStatementIsReadBackAsItCame() throws IOException {
        world = world(Family.OTHER);
        way = world.feed("xapi", "");
        String id = UUID.randomUUID().toString();
        RawHttp.Answer put = world.send(
                "PUT",
                way.path() + "/statements?statementId=" + id,
                single(wire("mission-passed", Map.of("id", id))).getBytes(StandardCharsets.UTF_8),
                way.basic(),
                "Content-Type: application/json");

        assertThat(put.status()).isEqualTo(204);
        RawHttp.Answer got = world.send("GET", way.path() + "/statements?statementId=" + id, new byte[0], way.basic());
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body()).contains("\"id\":\"" + id + "\"").contains("missions/7");
    }
}
