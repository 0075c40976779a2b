package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cairn.Case;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Observation;
import org.cairn.evidence.Observation.Completion;
import org.cairn.evidence.Observation.Score;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.meaning.Translation.Withdrawn;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class XapiStatementsTests {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final PlatformId PLATFORM = new PlatformId(new InstitutionId(new UUID(0, 1)), new UUID(0, 2));
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ACTIVITY = "https://simulator.example.org/missions/7";

    private static Origin origin(Family family, Feed.Reading reading) {
        URI uri = URI.create("https://moodle.example.edu/x");
        Platform platform =
                new Platform(PLATFORM, "LMS", family, "https://moodle.example.edu", "1", uri, uri, uri, true);
        return new Origin(platform, new Feed("feed-1", PLATFORM, FeedKind.XAPI, null, false, reading));
    }

    private static Translation translate(Family family, Feed.Reading reading, String json) {
        return new XapiStatements().translate(origin(family, reading), json, NOON);
    }

    private static Translation other(String json) {
        return translate(Family.OTHER, Feed.Reading.USUAL, json);
    }

    private static String statement(String actor, String verb, String result) {
        return """
                {"actor": %s, "verb": {"id": "%s"}, "object": {"id": "%s"}, "timestamp": "2026-03-02T09:00:00Z", "result": %s}
                """.formatted(actor, verb, ACTIVITY, result);
    }

    private static final String NOOR =
            "{\"account\": {\"homePage\": \"https://moodle.example.edu/\", \"name\": \"7\"}}";

    private static List<Observation> seen(String verb, String result) {
        return ((Observed) other(statement(NOOR, verb, result))).what();
    }

    private static Activity activity() {
        return new Activity(PLATFORM, null, "xapi:" + ACTIVITY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://adlnet.gov/expapi/verbs/completed | {}                                      | 1",
                "http://adlnet.gov/expapi/verbs/passed    | {\"success\": true}                     | 1",
                "http://adlnet.gov/expapi/verbs/mastered  | {}                                      | 1",
                "http://activitystrea.ms/schema/1.0/complete | {}                                   | 1",
                "https://w3id.org/xapi/adl/verbs/satisfied | {}                                     | 1",
                "http://adlnet.gov/expapi/verbs/attended  | {}                                      | 1",
                "http://adlnet.gov/expapi/verbs/failed    | {\"success\": false}                    | 0",
                "http://adlnet.gov/expapi/verbs/completed | {\"completion\": true, \"success\": false} | 0",
                "http://adlnet.gov/expapi/verbs/completed | {\"completion\": false}                 | 0",
                "https://example.org/verbs#Completed      | {}                                      | 1"
            })
    void verbsOfAnySenderSayWhatIsDone(String verb, String result, BigDecimal share) {
        assertThat(seen(verb, result)).containsExactly(new Completion(activity(), share));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"raw\": 75, \"min\": 0, \"max\": 100, \"scaled\": 0.5} | 75   | 100",
                "{\"raw\": 75, \"max\": 100}                              | 75   | 100",
                "{\"raw\": 100, \"min\": 20, \"max\": 120}                | 80   | 100",
                "{\"raw\": \"7.5\", \"min\": 0, \"max\": \"10\"}          | 7.5  | 10",
                "{\"raw\": -5, \"min\": 0, \"max\": 100}                  | -5   | 100",
                "{\"raw\": 112, \"max\": 100}                             | 112  | 100",
                "{\"raw\": 2.0000000000009, \"max\": 3}                   | 2    | 3",
                "{\"scaled\": 0.85}                                       | 0.85 | 1",
                "{\"raw\": 3, \"scaled\": 0.3}                            | 0.3  | 1"
            })
    @Case("E91")
    void scoresAreCountedFromTheLeast(String score, BigDecimal points, BigDecimal possible) {
        assertThat(seen("https://w3id.org/xapi/tla/verbs/scored", "{\"score\": " + score + "}"))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new Score(activity(), points, possible));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"score\": null}", "{\"score\": {\"raw\": null, \"max\": 100}}", "null"})
    @Case("E91")
    void aScoringWithoutAScoreTakesAnEarlierOneBack(String result) {
        assertThat(seen("https://w3id.org/xapi/tla/verbs/scored", result))
                .containsExactly(new Score(activity(), null, BigDecimal.ONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"raw\": \"A-\", \"max\": 100}",
                "{\"raw\": \"1,5\", \"max\": 10}",
                "{\"raw\": 5}",
                "{\"scaled\": 1.1}",
                "{\"raw\": \"150%\", \"max\": 100}",
                "{\"raw\": 1e300, \"max\": 1e301}",
                "{\"raw\": true, \"max\": 1}"
            })
    @Case({"E91", "E94"})
    void scoresThatCannotBeReadAreNotGuessed(String score) {
        assertThat(other(statement(
                        NOOR,
                        "http://adlnet.gov/expapi/verbs/passed",
                        "{\"success\": true, \"score\": " + score + "}")))
                .isInstanceOf(Unusable.class);
    }

    @Test
    void noPointsPossibleAreNoShareOfAnything() {
        assertThat(other(statement(
                        NOOR, "https://example.org/scored", "{\"score\": {\"raw\": 0, \"min\": 0, \"max\": 0}}")))
                .isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://adlnet.gov/expapi/verbs/experienced", "http://id.tincanapi.com/verb/viewed", "launched"})
    @Case("E92")
    void otherVerbsAreIgnored(String verb) {
        assertThat(other(statement(NOOR, verb, "{}"))).isInstanceOf(Ignored.class);
    }

    @Test
    @Case("E94")
    void everyWayOfNamingSomebodyIsUnderstood() {
        assertThat(who("{\"account\": {\"homePage\": \"https://MOODLE.example.edu/\", \"name\": \"7\"}}"))
                .containsExactly(new Identifier(IdentifierKind.SUB, "7"));
        assertThat(who("{\"account\": {\"homePage\": \"http://moodle.example.edu\", \"name\": \"7\"}}"))
                .containsExactly(new Identifier(IdentifierKind.SUB, "7"));
        assertThat(who("{\"account\": {\"homePage\": \"https://id.example.org\", \"name\": \"7\"}}"))
                .containsExactly(new Identifier(IdentifierKind.XAPI_ACCOUNT, "https://id.example.org|7"));
        assertThat(who("{\"mbox\": \"mailto:Noor@Example.EDU\"}"))
                .containsExactly(new Identifier(IdentifierKind.EMAIL, "noor@example.edu"));
        assertThat(who("{\"mbox_sha1sum\": \"0123456789ABCDEF0123456789abcdef01234567\"}"))
                .containsExactly(new Identifier(IdentifierKind.EMAIL_SHA1, "0123456789abcdef0123456789abcdef01234567"));
        assertThat(who("{\"openid\": \"https://id.example.org/noor\"}"))
                .containsExactly(new Identifier(IdentifierKind.IRI, "https://id.example.org/noor"));
    }

    private static List<Identifier> who(String actor) {
        return ((Observed) other(statement(actor, "http://adlnet.gov/expapi/verbs/completed", "{}"))).who();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "7",
                "{\"name\": \"Noor\"}",
                "{\"mbox\": \"noor\"}",
                "{\"mbox\": 5}",
                "{\"account\": {}}",
                "{\"account\": {\"homePage\": \"https://moodle.example.edu\"}}",
                "{\"mbox\": \"mailto:a@b.c\", \"openid\": \"https://id.example.org/a\"}"
            })
    @Case("E94")
    void whoIsNotNamedInOneWayIsNobody(String actor) {
        assertThat(other(statement(actor, "http://adlnet.gov/expapi/verbs/completed", "{}")))
                .isInstanceOf(Unusable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"objectType\": \"Group\", \"member\": [{\"mbox\": \"mailto:a@b.c\"}]}",
                "{\"objectType\": \"Group\", \"mbox\": \"mailto:a@b.c\"}"
            })
    @Case("E94")
    void groupsAreNotPeople(String actor) {
        assertThat(other(statement(actor, "http://adlnet.gov/expapi/verbs/completed", "{}")))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void whereMailIsNotMatchedNobodyIsNamedByIt() {
        assertThat(translate(
                        Family.OTHER,
                        new Feed.Reading(false, false, false),
                        statement("{\"mbox\": \"mailto:a@b.c\"}", "http://adlnet.gov/expapi/verbs/completed", "{}")))
                .isInstanceOf(Unusable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://moodle.example.edu/mod/hvp/view.php?id=12, cm:12",
        "https://moodle.example.edu/mod/quiz/attempt.php?attempt=3&cmid=13, cm:13",
        "https://moodle.example.edu/sub/mod/assign/view.php?forceview=1&id=14#submission, cm:14",
        "https://moodle.example.edu/course/view.php?id=9, course",
        "https://moodle.example.edu/user/view.php?id=9, xapi:https://moodle.example.edu/user/view.php?id=9"
    })
    void moodlesAddressesAreUnderstoodWithoutTheNameOfAnEvent(String url, String activity) {
        Observed observed = (Observed) translate(
                Family.MOODLE,
                Feed.Reading.USUAL,
                statement(NOOR, "http://adlnet.gov/expapi/verbs/completed", "{}")
                        .replace(ACTIVITY, url));

        assertThat(observed.what())
                .singleElement()
                .isInstanceOfSatisfying(
                        Completion.class,
                        seen -> assertThat(seen.activity().id()).isEqualTo(activity));
    }

    @ParameterizedTest
    @CsvSource({"2031-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "yesterday", "2100-01-01T00:00:00Z"})
    @Case({"E90", "E98"})
    void timesThatCannotBeAreNotBelieved(String time) {
        assertThat(other(statement(NOOR, "http://adlnet.gov/expapi/verbs/completed", "{}")
                        .replace("2026-03-02T09:00:00Z", time)))
                .isInstanceOf(Unusable.class);
    }

    @Test
    @Case("E94")
    void aVoidingStatementWithdrawsTheMessageOfItsOwnFeed() {
        String target = "6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0001";
        String voiding = statement(NOOR, Statement.VOIDED, "{}")
                .replace(
                        "{\"id\": \"" + ACTIVITY + "\"}",
                        "{\"objectType\": \"StatementRef\", \"id\": \"" + target + "\"}");
        Feed feed = origin(Family.OTHER, Feed.Reading.USUAL).feed();

        assertThat(other(voiding)).isEqualTo(new Withdrawn(StatementIds.key(feed, target)));
        assertThat(StatementIds.key(feed, target)).hasSize(44);
        assertThat(StatementIds.key(feed, target))
                .isNotEqualTo(StatementIds.key(new Feed("feed-2", PLATFORM, FeedKind.XAPI, null, false), target));
        assertThat(other(voiding.replace(target, "nothing"))).isInstanceOf(Unusable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3", "\"x\"", "[]", "{}", "{\"verb\": 5}", "{\"actor\": {}, \"verb\": {\"id\": \"\"}}", "null"})
    void whatIsNoStatementIsQuarantined(String json) {
        assertThat(other(json)).isInstanceOf(Unusable.class);
    }

    @Test
    void theIdOfAStatementWithoutOneFollowsFromItsMeaning() {
        Feed feed = origin(Family.MOODLE, Feed.Reading.USUAL).feed();
        JsonNode statement =
                JSON.readTree(statement(NOOR, "https://example.org/scored", "{\"score\": {\"raw\": 1.0}}"));
        JsonNode renamed = JSON.readTree(statement(
                NOOR.replace("{\"account\"", "{\"name\": \"N. H.\", \"account\""),
                "https://example.org/scored",
                "{\"score\": {\"raw\": 1}}"));
        JsonNode regraded = JSON.readTree(statement(NOOR, "https://example.org/scored", "{\"score\": {\"raw\": 2}}"));

        String id = StatementIds.derived(feed, statement);

        assertThat(UUID.fromString(id).version()).isEqualTo(8);
        assertThat(UUID.fromString(id).variant()).isEqualTo(2);
        assertThat(StatementIds.key(feed, id))
                .startsWith(
                        Long.toHexString(Instant.parse("2026-03-02T09:00:00Z").toEpochMilli()));
        assertThat(StatementIds.derived(feed, renamed)).isEqualTo(id);
        assertThat(StatementIds.derived(feed, regraded)).isNotEqualTo(id);
        assertThat(StatementIds.derived(new Feed("feed-2", PLATFORM, FeedKind.XAPI, null, false), statement))
                .isNotEqualTo(id);
    }

    @Test
    @org.junit.jupiter.api.Timeout(value = 60, threadMode = org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD)
    void aScoreSmallerThanAnyIsNothingAtOnce() {
        assertThat(seen("http://adlnet.gov/expapi/verbs/scored", "{\"score\": {\"raw\": 1e-400000000, \"max\": 10}}"))
                .containsExactly(new Score(activity(), BigDecimal.ZERO, BigDecimal.TEN));
    }
}
