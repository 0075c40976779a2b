package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cairn.Case;
import org.cairn.drive.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a feed that follows xAPI 1.0.3 to the letter finds, and in which form. */
class XapiStrictSearchTests extends StrictFeed {

    private static String voiding(String id, String target) {
        return """
                {"id": "%s", "actor": {"mbox": "mailto:admin@example.edu"},
                 "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
                 "object": {"objectType": "StatementRef", "id": "%s"}}""".formatted(id, target);
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
    void allPagesEndWhereTheFirstDidAndSayTheSameTime() throws IOException {
        post(statement(id()));
        post(statement(id()));
        RawHttp.Answer first = get("?limit=1");
        String through = first.header("x-experience-api-consistent-through");
        String since = id();
        post(statement(since));

        RawHttp.Answer second =
                world.send("GET", json(first).path("more").stringValue(), new byte[0], way.basic(), VERSION);

        assertThat(json(second).path("statements")).hasSize(1);
        assertThat(second.header("x-experience-api-consistent-through")).isEqualTo(through);
        assertThat(found("?since=" + encoded(through))).containsExactly(since);
    }

    @Test
    void aListInTheirOrderEndsWhereItsFirstPageSaidItWould() throws IOException {
        post(statement(id()));
        post(statement(id()));
        RawHttp.Answer first = get("?limit=1&ascending=true");
        post(statement(id()));

        RawHttp.Answer second =
                world.send("GET", json(first).path("more").stringValue(), new byte[0], way.basic(), VERSION);

        assertThat(json(second).path("statements")).hasSize(1);
        assertThat(json(second).path("more").stringValue()).isEmpty();
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
    @Case("E95")
    void placesThatWereNeverGivenOutAndEndlessParametersAreRefused() throws IOException {
        assertThat(get("?after=2026-03-02T09:15:00Z_%00").status()).isEqualTo(400);
        assertThat(get("?after=2026-03-02T09:15:00Z_" + "0".repeat(65)).status())
                .isEqualTo(400);
        assertThat(get("?after=2026-03-02T09:15:00Z_00_x").status()).isEqualTo(400);
        assertThat(get("?after=2026-03-02T09:15:00Z_00_2026-03-02T09:15:00Z_").status())
                .isEqualTo(400);
        StringBuilder form = new StringBuilder("limit=1");
        for (int i = 0; i < 50_000; i++) {
            form.append("&p").append(i).append('=');
        }
        assertThat(call("POST", "?method=GET", form.toString(), "Content-Type: application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(400);
    }
}
