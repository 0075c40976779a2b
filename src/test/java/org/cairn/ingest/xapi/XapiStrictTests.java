package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.cairn.Case;
import org.cairn.drive.RawHttp;
import org.cairn.vault.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A feed that follows xAPI 1.0.3 to the letter. */
class XapiStrictTests extends StrictFeed {

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
                new org.cairn.people.Identifier(org.cairn.people.IdentifierKind.IRI, "https://id.example.edu/noor"));
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

    @Test
    void whatAStrictFeedTakesCountsAsUsual() throws IOException {
        world.badgeForScore("mission", "1", "xapi:https://example.edu/mission/7");
        var noor = world.student(
                "Noor",
                "noor@example.edu",
                new org.cairn.people.Identifier(org.cairn.people.IdentifierKind.IRI, "https://id.example.edu/noor"));
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
    void aHeadIsAnsweredAsAGetIsWithoutItsBody() throws Exception {
        String id = id();
        post(statement(id));
        String agent = "agent=" + encoded("{\"mbox\":\"mailto:noor@example.edu\"}");
        String activity = "activityId=" + encoded("https://example.edu/mission/7");
        for (String resource : List.of(
                "/statements?statementId=" + id,
                "/statements",
                "/statements?attachments=true",
                "/about",
                "/agents?" + agent,
                "/activities?" + activity,
                "/agents/profile?" + agent,
                "/activities/profile?" + activity,
                "/activities/state?" + activity + "&" + agent)) {
            var request = java.net.http.HttpRequest.newBuilder(
                            java.net.URI.create("http://127.0.0.1:" + here + way.path() + resource))
                    .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody())
                    .header("Authorization", way.basic().substring("Authorization: ".length()))
                    .header("X-Experience-API-Version", "1.0.3")
                    .build();
            try (var client = java.net.http.HttpClient.newHttpClient()) {
                var answer = client.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(resource).isEqualTo(200);
                assertThat(answer.body()).isEmpty();
                assertThat(answer.headers().firstValue("Content-Type"))
                        .as(resource)
                        .isPresent();
            }
        }
    }

    @Test
    void theTypeOfStatementsMayNameItsEncoding() throws IOException {
        assertThat(call("POST", "", statement(id()), "Content-Type: application/json; charset=utf-8")
                        .status())
                .isEqualTo(200);
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
            assertThat(call("POST", "", statement(id()), "Content-Type: " + type)
                            .status())
                    .as(type)
                    .isEqualTo(400);
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
