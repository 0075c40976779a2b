package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.cairn.Case;
import org.cairn.drive.RawHttp;
import org.cairn.drive.SourceWorld;
import org.cairn.lti.Family;
import org.cairn.vault.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A feed that follows xAPI 1.0.3 to the letter. */
class XapiStrictTests extends SourceWorld {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String VERSION = "X-Experience-API-Version: 1.0.3";
    private static final String TYPE = "Content-Type: application/json";
    private static final String BOUNDARY = "-------31415926535";

    private World world;
    private Way way;

    @LocalServerPort
    private int here;

    @BeforeEach
    void open() {
        world = world(Family.OTHER);
        way = world.feed("xapi", "\"strict\": true");
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String statement(String id, String verb, String more) {
        return """
                {"id": "%s", "actor": {"mbox": "mailto:noor@example.edu", "name": "Noor"},
                 "verb": {"id": "%s", "display": {"en-GB": "did", "de": "tat"}},
                 "object": {"id": "https://example.edu/mission/7", "definition": {"name": {"en-GB": "Mission", "de": "Auftrag"}}}%s}
                """.formatted(id, verb, more);
    }

    private static String statement(String id) {
        return statement(id, "https://example.edu/verbs/did", "");
    }

    private static String voiding(String id, String target) {
        return """
                {"id": "%s", "actor": {"mbox": "mailto:admin@example.edu"},
                 "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
                 "object": {"objectType": "StatementRef", "id": "%s"}}""".formatted(id, target);
    }

    private RawHttp.Answer call(String method, String query, String body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add(way.basic());
        if (all.stream().noneMatch(one -> one.startsWith("X-Experience"))) {
            all.add(VERSION);
        }
        if (!body.isEmpty() && all.stream().noneMatch(one -> one.startsWith("Content-Type"))) {
            all.add(TYPE);
        }
        RawHttp.Answer answer = world.send(
                method,
                way.path() + "/statements" + query,
                body.getBytes(StandardCharsets.UTF_8),
                all.toArray(String[]::new));
        assertThat(answer.header("x-experience-api-version")).isEqualTo("1.0.3");
        return answer;
    }

    private int post(String body) throws IOException {
        return call("POST", "", body).status();
    }

    private RawHttp.Answer get(String query, String... headers) throws IOException {
        return call("GET", query, "", headers);
    }

    private JsonNode json(RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private List<String> found(String query) throws IOException {
        List<String> ids = new ArrayList<>();
        json(get(query))
                .path("statements")
                .forEach(one -> ids.add(one.path("id").stringValue()));
        return ids;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void aStatementComesBackWithWhatTheReceiverAdds() throws IOException {
        String id = id();
        assertThat(call("POST", "", statement(id)).body()).isEqualTo("[\"%s\"]".formatted(id));

        JsonNode back = json(get("?statementId=" + id));

        assertThat(back.path("id").stringValue()).isEqualTo(id);
        assertThat(back.path("stored").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3,}Z");
        assertThat(back.path("timestamp")).isEqualTo(back.path("stored"));
        assertThat(back.path("version").stringValue()).isEqualTo("1.0.0");
        assertThat(back.path("authority").path("account").has("homePage")).isTrue();
        assertThat(back.path("actor")).isEqualTo(JSON.readTree(statement(id)).path("actor"));
    }

    @Test
    void whatTheSenderSaidStaysAsItIs() throws IOException {
        String id = id();
        assertThat(post(statement(id, "https://example.edu/verbs/did", """
                , "timestamp": "2026-03-02T09:15:00+01:00", "stored": "2013-05-18T05:32:34.804Z", "version": "1.0.3",
                "authority": {"mbox": "mailto:lms@example.edu"},
                "result": {"score": {"min": 0.12123434, "raw": 12.125, "max": 45.45}, "duration": "PT1.23456S"},
                "context": {"contextActivities": {"category": {"id": "https://example.edu/profile"}}}"""))).isEqualTo(200);

        JsonNode back = json(get("?statementId=" + id));

        assertThat(back.path("timestamp").stringValue()).isEqualTo("2026-03-02T08:15:00.000Z");
        assertThat(back.path("stored").stringValue()).doesNotStartWith("2013");
        assertThat(back.path("version").stringValue()).isEqualTo("1.0.3");
        assertThat(back.path("authority").path("mbox").stringValue()).isEqualTo("mailto:lms@example.edu");
        assertThat(back.path("result").path("score").path("min").decimalValue()).isEqualByComparingTo("0.12123434");
        assertThat(back.path("result").path("duration").stringValue()).isEqualTo("PT1.23456S");
        assertThat(back.path("context")
                        .path("contextActivities")
                        .path("category")
                        .isArray())
                .isTrue();
    }

    @Test
    @Case("E94")
    void oneBadStatementRefusesTheWholeBatch() throws IOException {
        String good = id();

        RawHttp.Answer answer = call("POST", "", "[%s,%s]".formatted(statement(good), statement(id(), "did", "")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("statement.verb.id is not an IRI");
        assertThat(get("?statementId=" + good).status()).isEqualTo(404);
        assertThat(world.tally().path("received").asLong()).isZero();
    }

    @Test
    void idsAreNotUsedTwice() throws IOException {
        String id = id();
        assertThat(post("[%1$s,%1$s]".formatted(statement(id)))).isEqualTo(400);
        assertThat(post(statement(id))).isEqualTo(200);
        assertThat(post(statement(id))).isEqualTo(200);
        assertThat(post(statement(id.toUpperCase(Locale.ROOT)))).isEqualTo(200);
        assertThat(post(statement(id, "https://example.edu/verbs/other", ""))).isEqualTo(409);
        assertThat(call("PUT", "?statementId=" + id, statement(id)).status()).isEqualTo(204);
        assertThat(call("PUT", "?statementId=" + id, statement(id, "https://example.edu/verbs/other", ""))
                        .status())
                .isEqualTo(409);
        assertThat(json(get("?statementId=" + id)).path("verb").path("id").stringValue())
                .isEqualTo("https://example.edu/verbs/did");
    }

    @Test
    @Case("E94")
    void aStatementThatComesBackAsAReceiverShowsItIsTheSame() throws IOException {
        String id = id();
        post(statement(id, "https://example.edu/verbs/did", """
                , "context": {"contextActivities": {"parent": {"id": "https://example.edu/program"}}}"""));

        String shown = get("?statementId=" + id).body();

        assertThat(shown).contains("\"stored\"").contains("[{\"id\":\"https://example.edu/program\"}]");
        assertThat(post(shown)).isEqualTo(200);
        assertThat(post(get("?format=canonical&statementId=" + id).body())).isEqualTo(200);
        assertThat(post(shown.replace("/program", "/other"))).isEqualTo(409);
    }

    @Test
    @Case("E94")
    void whatWasSaidOfSomebodyWhoWasErasedCostsItsNeighboursNothing() throws IOException {
        world.badgeForScore("mission", "1", "xapi:https://example.edu/mission/7");
        var noor = world.student(
                "Noor",
                "noor@example.edu",
                new org.cairn.lti.Identifier(org.cairn.lti.IdentifierKind.IRI, "https://id.example.edu/noor"));
        String hash = Tokens.digest("hello");
        String passed = attached(id(), hash, ", \"fileUrl\": \"https://example.edu/file\"")
                .replace("https://example.edu/verbs/did", "http://adlnet.gov/expapi/verbs/passed")
                .replace("\"mbox\": \"mailto:noor@example.edu\"", "\"openid\": \"https://id.example.edu/noor\"");
        String other = id();
        assertThat(post(passed)).isEqualTo(200);
        world.settled();
        world.erase(noor);

        assertThat(multipart(
                        part("Content-Type: application/json", "[%s,%s]".formatted(passed, statement(other))),
                        file(hash, "hello")))
                .isEqualTo(200);

        assertThat(get("?statementId=" + other).status()).isEqualTo(200);
        assertThat(get("?attachments=true").body()).doesNotContain("hello").doesNotContain("id.example.edu/noor");
    }

    @Test
    @Case("E95")
    void aStatementThatIsTooLargeToBeKeptIsRefused() throws IOException {
        assertThat(post(statement(id()).replace("\"Noor\"", "\"" + "x".repeat(1_100_000) + "\"")))
                .isEqualTo(413);
        assertThat(world.tally().path("received").asLong()).isZero();
    }

    @Test
    void whoMeansAMemberMeansTheGroup() throws IOException {
        String actor = id();
        String team = id();
        post("""
                {"id": "%s", "actor": {"objectType": "Group", "name": "Crew", "member": [{"mbox": "mailto:kim@example.edu"}]},
                 "verb": {"id": "https://example.edu/verbs/did"}, "object": {"id": "https://example.edu/mission/7"}}""".formatted(actor));
        post(statement(team, "https://example.edu/verbs/did", """
                , "context": {"team": {"objectType": "Group", "mbox": "mailto:crew@example.edu",
                 "member": [{"mbox": "mailto:kim@example.edu"}]}}"""));

        String kim = "agent=" + encoded("{\"mbox\":\"mailto:kim@example.edu\"}");
        assertThat(found("?" + kim)).containsExactly(actor);
        assertThat(found("?related_agents=true&" + kim)).containsExactly(team, actor);
    }

    @Test
    void statementsSayWhenTheyCame() throws IOException {
        String id = id();
        post(statement(id));
        RawHttp.Answer one = get("?statementId=" + id);
        String stored = JSON.readTree(one.body()).path("stored").stringValue();

        assertThat(one.header("last-modified"))
                .isEqualTo(DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                        .format(OffsetDateTime.parse(stored)));
        assertThat(get("?limit=1").header("last-modified")).isEqualTo(one.header("last-modified"));
        assertThat(get("?verb=https://example.edu/none").headers()).doesNotContainKey("last-modified");
    }

    @Test
    void statementsWithoutIdsGetOneEach() throws IOException {
        String bare = statement("x").replace("\"id\": \"x\",", "");

        JsonNode ids = json(call("POST", "", "[%1$s,%1$s]".formatted(bare)));

        assertThat(ids.path(0)).isNotEqualTo(ids.path(1));
        assertThat(get("?statementId=" + ids.path(1).stringValue()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?StatementId=6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0001", "?statementId=x", "?foo=bar"})
    void putNamesItsStatement(String query) throws IOException {
        assertThat(call("PUT", query, statement("6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0001"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void putTakesOneStatementOfThisId() throws IOException {
        String id = id();
        assertThat(call("PUT", "?statementId=" + id, statement(id())).status()).isEqualTo(400);
        assertThat(call("PUT", "?statementId=" + id, "[" + statement(id) + "]").status())
                .isEqualTo(400);
        assertThat(call("PUT", "?statementId=" + id, statement("x").replace("\"id\": \"x\",", ""))
                        .status())
                .isEqualTo(204);
        assertThat(json(get("?statementId=" + id)).path("id").stringValue()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({"1.0.3, 200", "1.0, 200", "1.0.9, 200", "0.9.5, 400", "1.1.0, 400", "2.0.0, 400", "BAD, 400"})
    void theVersionIsChecked(String version, int status) throws IOException {
        assertThat(call("POST", "", statement(id()), "X-Experience-API-Version: " + version)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void withoutAVersionOnlyAboutIsAnswered() throws IOException {
        String path = way.path();
        assertThat(world.send("GET", path + "/statements", new byte[0], way.basic())
                        .status())
                .isEqualTo(400);
        RawHttp.Answer about = world.send("GET", path + "/about", new byte[0]);
        assertThat(about.status()).isEqualTo(200);
        assertThat(about.header("x-experience-api-version")).isEqualTo("1.0.3");
        assertThat(JSON.readTree(about.body()).path("version").values())
                .extracting(JsonNode::stringValue)
                .contains("1.0.3");
        assertThat(world.send("POST", path + "/about", new byte[0]).status()).isEqualTo(405);
    }

    @Test
    @Case("E87")
    void onlyWhoKnowsTheSecretMaySpeak() throws IOException {
        String path = way.path() + "/statements";
        for (String wrong : List.of("Basic:Um9iOng=", "Basic Um9iOng=", "Bearer x", "Basic %%%")) {
            assertThat(world.send("GET", path, new byte[0], VERSION, "Authorization: " + wrong)
                            .status())
                    .isEqualTo(401);
        }
        assertThat(world.send("GET", path, new byte[0], VERSION).header("www-authenticate"))
                .startsWith("Basic");
        assertThat(world.send("DELETE", path + "?statementId=" + id(), new byte[0], VERSION)
                        .status())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?foo=bar",
                "?LIMIT=1",
                "?Verb=https://example.edu/v",
                "?verb=did",
                "?activity=x",
                "?registration=x",
                "?since=yesterday",
                "?until=x",
                "?limit=-1",
                "?limit=x",
                "?format=all",
                "?ascending=yes",
                "?related_agents=1",
                "?agent=x",
                "?agent=%7B%7D",
                "?statementId=x",
                "?attachments=maybe",
                "?statementId=6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0001&limit=1",
                "?voidedStatementId=6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0001&verb=https://example.edu/v",
                "?statementId=6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0001&voidedStatementId=6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0001",
                "?limit=1&limit=2",
                "?verb=%zz",
                "?after=x"
            })
    void questionsThatAreNotUnderstoodAreRefused(String query) throws IOException {
        RawHttp.Answer answer = get(query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("x-experience-api-consistent-through")).isNotEmpty();
    }

    @Test
    @Case("E94")
    void aVoidedStatementIsFoundAsSuchAtOnce() throws IOException {
        String id = id();
        String voiding = id();
        post(statement(id));
        assertThat(get("?voidedStatementId=" + id).status()).isEqualTo(404);
        post(voiding(voiding, id));

        assertThat(get("?statementId=" + id).status()).isEqualTo(404);
        assertThat(json(get("?voidedStatementId=" + id + "&format=ids"))
                        .path("id")
                        .stringValue())
                .isEqualTo(id);
        assertThat(post(voiding(id(), voiding))).isEqualTo(200);
        assertThat(get("?statementId=" + voiding).status()).isEqualTo(200);
        world.settled();
        assertThat(get("?statementId=" + id).status()).isEqualTo(404);
        assertThat(get("?statementId=" + voiding).status()).isEqualTo(200);
    }

    @Test
    void aStatementMayBeVoidedBeforeItComes() throws IOException {
        String id = id();
        assertThat(post(voiding(id(), id))).isEqualTo(200);
        assertThat(post(statement(id))).isEqualTo(200);
        assertThat(get("?statementId=" + id).status()).isEqualTo(404);
        assertThat(get("?voidedStatementId=" + id).status()).isEqualTo(200);
    }

    @Test
    void whatRefersToAVoidedStatementIsFoundByIt() throws IOException {
        String verb = "https://example.edu/verbs/" + id();
        String voided = id();
        String voiding = id();
        String reference = id();
        post(statement(voided, verb, ""));
        post(voiding(voiding, voided));
        post(voiding(reference, voided).replace("http://adlnet.gov/expapi/verbs/voided", verb));

        assertThat(found("?verb=" + encoded(verb))).containsExactly(reference, voiding);
        assertThat(found("?limit=1&verb=" + encoded(verb))).containsExactly(reference);
        assertThat(found("?ascending=true&verb=" + encoded(verb))).containsExactly(voiding, reference);
    }

    @Test
    void statementsAreFoundByWhatTheySay() throws IOException {
        String registration = id();
        String one = id();
        String other = id();
        post(statement(one, "https://example.edu/verbs/one", """
                , "context": {"registration": "%s", "instructor": {"mbox": "mailto:kim@example.edu"},
                 "contextActivities": {"grouping": [{"id": "https://example.edu/program"}]}}""".formatted(registration)));
        String between = json(get("?statementId=" + one)).path("stored").stringValue();
        post("""
                {"id": "%s", "actor": {"account": {"homePage": "https://example.edu", "name": "9"}},
                 "verb": {"id": "https://example.edu/verbs/planned"},
                 "object": {"objectType": "SubStatement", "actor": {"mbox": "mailto:sub@example.edu"},
                   "verb": {"id": "https://example.edu/verbs/one"}, "object": {"id": "https://example.edu/sub"}}}""".formatted(other));

        assertThat(found("")).containsExactly(other, one);
        assertThat(found("?verb=" + encoded("https://example.edu/verbs/one"))).containsExactly(one);
        assertThat(found("?registration=" + registration)).containsExactly(one);
        assertThat(found("?activity=" + encoded("https://example.edu/mission/7")))
                .containsExactly(one);
        assertThat(found("?activity=" + encoded("https://example.edu/program"))).isEmpty();
        assertThat(found("?related_activities=true&activity=" + encoded("https://example.edu/program")))
                .containsExactly(one);
        assertThat(found("?related_activities=true&activity=" + encoded("https://example.edu/sub")))
                .containsExactly(other);
        assertThat(found("?agent=" + encoded("{\"mbox\":\"mailto:noor@example.edu\",\"name\":\"N\"}")))
                .containsExactly(one);
        assertThat(found("?agent=" + encoded("{\"mbox\":\"mailto:kim@example.edu\"}")))
                .isEmpty();
        assertThat(found("?related_agents=true&agent=" + encoded("{\"mbox\":\"mailto:kim@example.edu\"}")))
                .containsExactly(one);
        assertThat(found("?agent=" + encoded("{\"account\":{\"homePage\":\"https://example.edu\",\"name\":\"9\"}}")))
                .containsExactly(other);
        assertThat(found("?since=" + encoded(between))).containsExactly(other);
        assertThat(found("?until=" + encoded(between))).containsExactly(one);
        assertThat(found("?until=2012-06-01T19:09:13.245Z")).isEmpty();
        assertThat(found("?verb=" + encoded("https://example.edu/none"))).isEmpty();
    }

    @Test
    void whatDoesNotFitOnOnePageIsFoundBehindIt() throws IOException {
        List<String> ids = new ArrayList<>();
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            ids.add(id());
            batch.append(i == 0 ? "[" : ",").append(statement(ids.getLast()));
        }
        post(batch + "]");
        List<String> found = new ArrayList<>();
        String more = way.path() + "/statements?limit=3&verb=" + encoded("https://example.edu/verbs/did");
        while (!more.isEmpty()) {
            JsonNode page = json(world.send("GET", more, new byte[0], way.basic(), VERSION));
            page.path("statements").forEach(one -> found.add(one.path("id").stringValue()));
            more = page.path("more").stringValue();
        }

        assertThat(found).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void statementsComeInTheFormAskedFor() throws IOException {
        String id = id();
        post(statement(id));

        JsonNode canonical =
                json(get("?statementId=" + id + "&format=canonical", "Accept-Language: fr;q=0.9, de;q=0.5"));
        assertThat(canonical.path("verb").path("display").propertyNames()).containsExactly("de");
        assertThat(canonical.path("object").path("definition").path("name").propertyNames())
                .containsExactly("de");
        JsonNode ids = json(get("?statementId=" + id + "&format=ids"));
        assertThat(ids.path("actor").propertyNames()).containsExactly("mbox");
        assertThat(ids.path("object").propertyNames()).containsExactly("id");
        assertThat(ids.path("verb").propertyNames()).containsExactly("id");
    }

    @Test
    void aFormMayHoldTheRequest() throws IOException {
        String id = id();
        String form = "Content-Type: application/x-www-form-urlencoded";
        RawHttp.Answer put = world.send(
                "POST",
                way.path() + "/statements?method=PUT",
                ("statementId=%s&content=%s&X-Experience-API-Version=1.0.3&Authorization=%s"
                                .formatted(
                                        id,
                                        encoded(statement(id)),
                                        encoded(way.basic().substring("Authorization: ".length()))))
                        .getBytes(StandardCharsets.UTF_8),
                form);
        assertThat(put.status()).as(put.body()).isEqualTo(204);
        assertThat(json(call("POST", "?method=GET", "limit=1", form)).has("more"))
                .isTrue();
        assertThat(call("POST", "?method=PUT&statementId=" + id, "content=" + encoded(statement(id)), form)
                        .status())
                .isEqualTo(400);
        assertThat(call("POST", "?method=PUT", "statementId=" + id, form).status())
                .isEqualTo(400);
        assertThat(call("POST", "?method=PUT", statement(id), form).status()).isEqualTo(400);
        assertThat(call("POST", "?method=DELETE", "statementId=" + id, form).status())
                .isEqualTo(405);
        assertThat(call("POST", "?method=PATCH", "x=1", form).status()).isEqualTo(400);
        assertThat(call("GET", "?method=POST", "").status()).isEqualTo(400);
        assertThat(call("PUT", "?method=POST", statement(id)).status()).isEqualTo(400);
        assertThat(call(
                                "POST",
                                "?method=PUT",
                                "statementId=%s&X-Experience-API-Version=0.8&content=%s"
                                        .formatted(id, encoded(statement(id))),
                                form)
                        .status())
                .isEqualTo(400);
    }

    private static String attached(String id, String hash, String more) {
        return statement(id, "https://example.edu/verbs/did", """
                , "attachments": [{"usageType": "https://example.edu/usage", "display": {"en": "File"},
                "contentType": "text/plain", "length": 5, "sha2": "%s"%s}]""".formatted(hash, more));
    }

    private static String part(String headers, String content) {
        return "--" + BOUNDARY + "\r\n" + headers + "\r\n\r\n" + content + "\r\n";
    }

    private static String file(String hash, String content) {
        return part(
                "Content-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: " + hash,
                content);
    }

    private int multipart(String... parts) throws IOException {
        return call(
                        "POST",
                        "",
                        String.join("", parts) + "--" + BOUNDARY + "--\r\n",
                        "Content-Type: multipart/mixed; boundary=" + BOUNDARY)
                .status();
    }

    @Test
    @Case("E94")
    void attachmentsAreKeptAndGivenBack() throws IOException {
        String id = id();
        String hash = Tokens.digest("hello");
        String statements = part("Content-Type: application/json", attached(id, hash, ""));

        assertThat(multipart(statements, file(hash, "hello"))).isEqualTo(200);

        RawHttp.Answer back = get("?attachments=true&statementId=" + id);
        assertThat(back.header("content-type")).startsWith("multipart/mixed; boundary=");
        assertThat(back.body().split(hash, -1)).hasSize(3);
        assertThat(back.body()).contains("\r\n\r\nhello\r\n--");
        assertThat(get("?statementId=" + id).header("content-type")).startsWith("application/json");
        assertThat(get("?attachments=true&limit=1").header("content-type")).startsWith("multipart/mixed");
    }

    @Test
    @Case("E94")
    void attachmentsThatDoNotFitAreRefused() throws IOException {
        String hash = Tokens.digest("hello");
        String other = Tokens.digest("other");
        String statements = part("Content-Type: application/json", attached(id(), hash, ""));

        assertThat(multipart(statements)).isEqualTo(400);
        assertThat(multipart(statements, file(other, "hello"))).isEqualTo(400);
        assertThat(multipart(statements, file(hash, "hello"), file(other, "other")))
                .isEqualTo(400);
        assertThat(multipart(
                        statements, part("Content-Type: text/plain\r\nContent-Transfer-Encoding: binary", "hello")))
                .isEqualTo(400);
        assertThat(multipart(statements, part("Content-Type: text/plain\r\nX-Experience-API-Hash: " + hash, "hello")))
                .isEqualTo(400);
        assertThat(multipart(part("Content-Type: text/plain", attached(id(), hash, "")), file(hash, "hello")))
                .isEqualTo(400);
        assertThat(multipart(
                        "Content-Type: application/json\r\n\r\n" + attached(id(), hash, "") + "\r\n",
                        file(hash, "hello")))
                .isEqualTo(400);
        assertThat(call("POST", "", statements, "Content-Type: multipart/mixed;")
                        .status())
                .isEqualTo(400);
        assertThat(call("POST", "", statements, "Content-Type: multipart/form-data; boundary=" + BOUNDARY)
                        .status())
                .isEqualTo(400);
        assertThat(post(attached(id(), hash, ""))).isEqualTo(400);
        assertThat(post(attached(id(), hash, ", \"fileUrl\": \"https://example.edu/file\"")))
                .isEqualTo(200);
        assertThat(call("POST", "", statement(id()), "Content-Type: text/plain").status())
                .isEqualTo(400);
    }

    @Test
    @Case("E95")
    void partsWithEndlessHeaderLinesAndTypesThatNoDatabaseTakesAreNotKept() throws IOException {
        String hash = Tokens.digest("hello");
        String statements = part("Content-Type: application/json", attached(id(), hash, ""));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            lines.append(Integer.toString(i, 36)).append(":\r\n");
        }

        assertThat(multipart(
                        statements,
                        part(lines + "Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: " + hash, "hello")))
                .isEqualTo(400);
        String id = id();
        assertThat(multipart(
                        part("Content-Type: application/json", attached(id, hash, "")),
                        part(
                                "Content-Type: text/pl\0ain\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: "
                                        + hash,
                                "hello")))
                .isEqualTo(200);
        assertThat(get("?attachments=true&statementId=" + id).body())
                .contains("Content-Type: application/octet-stream")
                .doesNotContain("\0");
    }

    @Test
    @Case("E95")
    void placesThatWereNeverGivenOutAndEndlessParametersAreRefused() throws IOException {
        assertThat(get("?after=2026-03-02T09:15:00Z_%00").status()).isEqualTo(400);
        assertThat(get("?after=2026-03-02T09:15:00Z_" + "0".repeat(65)).status())
                .isEqualTo(400);
        StringBuilder form = new StringBuilder("limit=1");
        for (int i = 0; i < 50_000; i++) {
            form.append("&p").append(i).append('=');
        }
        assertThat(call("POST", "?method=GET", form.toString(), "Content-Type: application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "RS256, application/octet-stream, true, 200",
        "RS384, application/octet-stream, true, 200",
        "RS512, application/octet-stream, true, 200",
        "HS256, application/octet-stream, true, 400",
        "RS256, text/plain, true, 400",
        "RS256, application/octet-stream, false, 400"
    })
    @Case("E94")
    void signaturesAreChecked(String algorithm, String type, boolean same, int status) throws Exception {
        String id = id();
        String signature = signed(algorithm, same ? statement(id) : "{broken");
        String hash = Tokens.digest(signature);
        String statement = statement(id, "https://example.edu/verbs/did", """
                , "attachments": [{"usageType": "http://adlnet.gov/expapi/attachments/signature",
                "display": {"en": "Signature"}, "contentType": "%s", "length": 5, "sha2": "%s"}]""".formatted(type, hash));

        assertThat(multipart(part("Content-Type: application/json", statement), file(hash, signature)))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"0.9, 200", "1.0, 400"})
    @Case("E94")
    void theWholeStatementIsWhatWasSigned(String score, int status) throws Exception {
        String statement = statement(id(), "https://example.edu/verbs/did", """
                , "result": {"score": {"scaled": 0.9}}""");
        String signature = signed("RS256", statement);
        String hash = Tokens.digest(signature);
        String sent = statement.replace("0.9", score).strip();

        assertThat(multipart(
                        part(
                                "Content-Type: application/json",
                                sent.substring(0, sent.length() - 1) + """
                                        , "attachments": [{"usageType": "http://adlnet.gov/expapi/attachments/signature",
                                        "display": {"en": "Signature"}, "contentType": "application/octet-stream",
                                        "length": 5, "sha2": "%s"}]}""".formatted(hash)),
                        file(hash, signature)))
                .isEqualTo(status);
    }

    private static String signed(String algorithm, String payload) throws Exception {
        var jws = new com.nimbusds.jose.JWSObject(
                new com.nimbusds.jose.JWSHeader(com.nimbusds.jose.JWSAlgorithm.parse(algorithm)),
                new com.nimbusds.jose.Payload(payload));
        jws.sign(
                algorithm.startsWith("HS")
                        ? new com.nimbusds.jose.crypto.MACSigner(new byte[64])
                        : new com.nimbusds.jose.crypto.RSASSASigner(
                                new com.nimbusds.jose.jwk.gen.RSAKeyGenerator(2048).generate()));
        return jws.serialize();
    }

    @Test
    void whatAStrictFeedTakesCountsAsUsual() throws IOException {
        world.badgeForScore("mission", "1", "xapi:https://example.edu/mission/7");
        var noor = world.student(
                "Noor",
                "noor@example.edu",
                new org.cairn.lti.Identifier(org.cairn.lti.IdentifierKind.IRI, "https://id.example.edu/noor"));
        String statement = statement(id(), "http://adlnet.gov/expapi/verbs/passed", """
                , "result": {"score": {"scaled": 0.9}, "success": true}""")
                .replace("\"mbox\": \"mailto:noor@example.edu\"", "\"openid\": \"https://id.example.edu/noor\"");

        assertThat(post(statement)).isEqualTo(200);

        assertThat(world.holds(noor)).containsOnlyKeys("mission");
    }

    @Test
    void whatIsNotThereIsSaidToBeSo() throws IOException {
        for (String resource : List.of("", "/x", "/agents/x")) {
            String target = way.path() + resource;
            assertThat(world.send("GET", target, new byte[0], VERSION, way.basic())
                            .status())
                    .isEqualTo(404);
            RawHttp.Answer bare = world.send("GET", target, new byte[0], way.basic());
            assertThat(bare.status()).isEqualTo(400);
            assertThat(bare.header("content-type")).startsWith("application/problem+json");
        }
    }

    @Test
    void theVersionIsAskedForBeforeTheSecret() throws IOException {
        RawHttp.Answer answer = world.send("GET", way.path() + "/statements", new byte[0]);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("x-experience-api-consistent-through")).isNotBlank();
        assertThat(world.send("GET", way.path() + "/statements", new byte[0], VERSION)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aHeadIsAnsweredWithoutABody() throws Exception {
        String id = id();
        post(statement(id));
        var request = java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create("http://127.0.0.1:" + here + way.path() + "/statements?statementId=" + id))
                .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody())
                .header("Authorization", way.basic().substring("Authorization: ".length()))
                .header("X-Experience-API-Version", "1.0.3")
                .build();
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var answer = client.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValueAsLong("Content-Length").orElse(0))
                    .isPositive();
        }
    }

    @Test
    void lenientFeedsDoNotMind() throws IOException {
        way = world.feed("xapi", "");
        assertThat(world.post(way, "/statements", statement("not-an-id", "did", ", \"extra\": null"))
                        .status())
                .isEqualTo(200);
    }
}
