package org.cairn.ingest.xapi.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every rule of xAPI 1.0.3 for statements, each broken by one change to a statement that keeps them all. */
@Case("E94")
class StatementCheckTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String WHOLE = """
            {
              "id": "6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0001",
              "actor": {"objectType": "Agent", "name": "Noor", "mbox": "mailto:noor@example.edu"},
              "verb": {"id": "http://adlnet.gov/expapi/verbs/completed", "display": {"en-GB": "completed"}},
              "object": {
                "objectType": "Activity", "id": "https://example.edu/mission/7",
                "definition": {
                  "name": {"en": "Mission"}, "description": {"de-CH-1996": "Auftrag"},
                  "type": "https://example.edu/types/mission", "moreInfo": "https://example.edu/about",
                  "interactionType": "choice", "correctResponsesPattern": ["a"],
                  "choices": [{"id": "a", "description": {"en": "Ay"}}, {"id": "b"}],
                  "extensions": {"https://example.edu/x": null}
                }
              },
              "result": {
                "score": {"scaled": 0.5, "raw": 75, "min": 0, "max": 100.0}, "success": true, "completion": false,
                "response": "a", "duration": "PT1H2M3.45S", "extensions": {"https://example.edu/y": {}}
              },
              "context": {
                "registration": "6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0002",
                "instructor": {"mbox_sha1sum": "0123456789abcdef0123456789ABCDEF01234567"},
                "team": {"objectType": "Group", "member": [{"openid": "https://id.example.edu/ida"}]},
                "contextActivities": {"parent": [{"id": "https://example.edu/a"}], "other": {"id": "https://example.edu/b"}},
                "revision": "2", "platform": "Simulator", "language": "en-GB",
                "statement": {"objectType": "StatementRef", "id": "6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0003"},
                "extensions": {"https://example.edu/z": ""}
              },
              "timestamp": "2026-03-02T09:15:00.123456Z",
              "stored": "2026-03-02T09:15:01Z",
              "authority": {"account": {"homePage": "https://example.edu", "name": "lms"}},
              "version": "1.0.3",
              "attachments": [{
                "usageType": "https://example.edu/usage", "display": {"en": "File"}, "description": {"en": "A file"},
                "contentType": "text/plain; charset=utf-8", "length": 27,
                "sha2": "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a",
                "fileUrl": "https://example.edu/file"
              }]
            }""";

    /** What takes the object's place in a statement about a statement. */
    private static final String SUB = """
            {"objectType": "SubStatement", "actor": {"mbox": "mailto:ida@example.edu"}, "verb": {"id": "https://example.edu/did"},
             "object": {"id": "https://example.edu/c"}, "timestamp": "2026-03-02T09:15:00+01:00"}""";

    private static final String[] REFUSED = {
        // formatting (2.2)
        "actor - ",
        "verb - ",
        "object - ",
        "result null",
        "actor.name null",
        "verb.display.en-GB null",
        "context.registration null",
        "object.definition.moreInfo null",
        "attachments.0.fileUrl null",
        "unknown 1",
        "Result {}",
        "actor.Name \"x\"",
        "verb.name \"x\"",
        "object.definition.colour \"x\"",
        "result.grade 1",
        "result.score.Raw 1",
        "context.parent {}",
        "attachments.0.url \"https://example.edu\"",
        "result.success \"true\"",
        "result.completion \"false\"",
        "result.score.raw \"75\"",
        "result.score.max \"100\"",
        "result.response 1",
        "verb.display \"completed\"",
        "actor []",
        "verb \"https://example.edu\"",
        "object 3",
        // id (2.4.1)
        "id 12345",
        "id {\"key\":\"x\"}",
        "id \"\"",
        "id \"6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f00011\"",
        "id \"Mf1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0001\"",
        "id \"6f1d4c3a0a504f8d9a3e6f2c3f1f0001\"",
        // actor (2.4.2)
        "actor.objectType \"agent\"",
        "actor.objectType \"Person\"",
        "actor.objectType 1",
        "actor.mbox - ",
        "actor.openid \"https://id.example.edu/noor\"",
        "actor.mbox \"noor@example.edu\"",
        "actor.mbox \"mailto:\"",
        "actor.mbox \"mailto:noor\"",
        "actor.name 5",
        "actor.member []",
        "actor {\"mbox_sha1sum\":\"xyz\"}",
        "actor {\"openid\":\"noor\"}",
        "actor {\"account\":{\"name\":\"7\"}}",
        "actor {\"account\":{\"homePage\":\"https://example.edu\"}}",
        "actor {\"account\":{\"homePage\":\"example\",\"name\":\"7\"}}",
        "actor {\"account\":{\"homePage\":\"https://example.edu\",\"name\":7}}",
        "actor {\"account\":\"7\"}",
        "actor {\"objectType\":\"Group\"}",
        "actor {\"objectType\":\"Group\",\"member\":{}}",
        "actor {\"objectType\":\"Group\",\"member\":[{\"objectType\":\"Group\",\"member\":[]}]}",
        "actor {\"objectType\":\"Group\",\"member\":[{\"name\":\"x\"}]}",
        "actor {\"objectType\":\"Group\",\"mbox\":\"mailto:a@b.c\",\"openid\":\"https://id.example.edu/a\"}",
        "actor {\"objectType\":\"Group\",\"mbox\":\"mailto:a@b.c\",\"member\":[\"x\"]}",
        "context.instructor {\"name\":\"x\"}",
        "context.team {\"mbox\":\"mailto:a@b.c\"}",
        "context.team {\"objectType\":\"Agent\",\"mbox\":\"mailto:a@b.c\"}",
        // verb (2.4.3)
        "verb.id - ",
        "verb.id \"should fail\"",
        "verb.id \"completed\"",
        "verb.id 1",
        "verb.display.a12345678 \"x\"",
        "verb.display.de-419-DE \"x\"",
        // activity (2.4.4.1)
        "object.id - ",
        "object.id \"mission\"",
        "object.id 7",
        "object.objectType \"activity\"",
        "object.definition []",
        "object.definition.name \"Mission\"",
        "object.definition.name.a12345678 \"x\"",
        "object.definition.description 1",
        "object.definition.type \"mission\"",
        "object.definition.moreInfo \"more\"",
        "object.definition.extensions.x 1",
        "object.definition.extensions []",
        "object.definition.interactionType \"Choice\"",
        "object.definition.interactionType \"essay\"",
        "object.definition.interactionType - ",
        "object.definition.correctResponsesPattern \"a\"",
        "object.definition.correctResponsesPattern [1]",
        "object.definition.choices {}",
        "object.definition.choices [{\"id\":\"a\"},{\"id\":\"a\"}]",
        "object.definition.choices [{\"description\":{\"en\":\"x\"}}]",
        "object.definition.choices [{\"id\":1}]",
        "object.definition.scale [{\"id\":\"a\",\"description\":\"x\"}]",
        // other objects (2.4.4.2, 2.4.4.3)
        "object {\"mbox\":\"mailto:a@b.c\"}",
        "object {\"objectType\":\"Agent\"}",
        "object {\"objectType\":\"Group\"}",
        "object {\"objectType\":\"Statement\",\"id\":\"6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0009\"}",
        "object {\"objectType\":\"StatementRef\"}",
        "object {\"objectType\":\"StatementRef\",\"id\":\"x\"}",
        "object {\"objectType\":\"statementref\",\"id\":\"6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0009\"}",
        // result (2.4.5)
        "result.score 75",
        "result.score.scaled 1.1",
        "result.score.scaled -1.01",
        "result.score.min 100",
        "result.score.raw 101",
        "result.score.raw -1",
        "result.duration \"P4W1D\"",
        "result.duration \"P\"",
        "result.duration \"PT\"",
        "result.duration \"PA1H0M0S\"",
        "result.duration 12345",
        "result.duration \"should fail\"",
        "result.extensions {\"x\":1}",
        "result []",
        // context (2.4.6)
        "context.registration \"x\"",
        "context.contextActivities.parents []",
        "context.contextActivities.parent \"x\"",
        "context.contextActivities.parent [\"x\"]",
        "context.contextActivities.other {\"id\":\"x\"}",
        "context.contextActivities.other {\"objectType\":\"Agent\",\"mbox\":\"mailto:a@b.c\"}",
        "context.contextActivities []",
        "context.revision 2",
        "context.platform 1",
        "context.language \"a12345678\"",
        "context.language 1",
        "context.statement {\"id\":\"6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0003\"}",
        "context.statement {\"objectType\":\"StatementRef\",\"id\":\"x\"}",
        "context.extensions.x 1",
        "object {\"objectType\":\"Agent\",\"mbox\":\"mailto:a@b.c\"}",
        // timestamp (2.4.7, 4.5), stored
        "timestamp \"01/011/2015\"",
        "timestamp \"should fail\"",
        "timestamp 5",
        "timestamp \"2026-13-01T00:00:00Z\"",
        "timestamp \"2026-02-30T00:00:00Z\"",
        "timestamp \"2008-09-15T15:53:00.601-00\"",
        "timestamp \"2008-09-15T15:53:00.601-0000\"",
        "timestamp \"2008-09-15T15:53:00.601-00:00\"",
        "timestamp \"2008-09-15T25:00:00Z\"",
        "stored \"yesterday\"",
        // authority (2.4.9), version (2.4.10)
        "authority {\"name\":\"x\"}",
        "authority {\"objectType\":\"Group\",\"member\":[{\"mbox\":\"mailto:a@b.c\"}]}",
        "authority {\"objectType\":\"Group\",\"mbox\":\"mailto:a@b.c\"}",
        "version \"0.9.9\"",
        "version \"1.1.0\"",
        "version 1",
        "version \"1\"",
        "version \"2.0.0\"",
        // attachments (2.4.11)
        "attachments {}",
        "attachments [1]",
        "attachments [\"x\"]",
        "attachments.0.usageType \"x\"",
        "attachments.0.usageType - ",
        "attachments.0.display - ",
        "attachments.0.display \"x\"",
        "attachments.0.display.de-419-DE \"x\"",
        "attachments.0.description \"x\"",
        "attachments.0.contentType - ",
        "attachments.0.contentType \"should fail\"",
        "attachments.0.contentType 1",
        "attachments.0.length - ",
        "attachments.0.length \"27\"",
        "attachments.0.length 2.5",
        "attachments.0.length -1",
        "attachments.0.sha2 - ",
        "attachments.0.sha2 12345",
        "attachments.0.sha2 \"x\"",
        "attachments.0.fileUrl \"x\"",
        // voiding (2.3.2)
        "verb.id \"http://adlnet.gov/expapi/verbs/voided\"",
    };

    private static final String[] REFUSED_WITHIN = {
        "id \"6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0009\"",
        "stored \"2026-03-02T09:15:00Z\"",
        "version \"1.0.0\"",
        "authority {\"mbox\":\"mailto:a@b.c\"}",
        "actor - ",
        "verb - ",
        "object - ",
        "actor.mbox \"x\"",
        "verb.id \"x\"",
        "object.id \"x\"",
        "timestamp \"2008-09-15T15:53:00.601-00:00\"",
        "result {\"success\":\"x\"}",
        "context {\"language\":\"a12345678\"}",
        "object {\"objectType\":\"SubStatement\",\"actor\":{\"mbox\":\"mailto:a@b.c\"},"
                + "\"verb\":{\"id\":\"https://example.edu/did\"},\"object\":{\"id\":\"https://example.edu/c\"}}",
        "verb.id \"http://adlnet.gov/expapi/verbs/voided\"",
    };

    private static final String[] TAKEN = {
        "id - ",
        "result - ",
        "context - ",
        "timestamp - ",
        "stored - ",
        "authority - ",
        "version - ",
        "attachments - ",
        "object.definition.extensions.https://example~1edu/n null",
        "result.extensions.https://example~1edu/n \"\"",
        "context.extensions.https://example~1edu/n {}",
        "context.extensions {}",
        "object.definition {}",
        "result {}",
        "timestamp \"2126-01-01T00:00:00Z\"",
        "timestamp \"20260302T091500Z\"",
        "timestamp \"2026-03-02T09:15:00+0530\"",
        "timestamp \"2026-03-02T09:15:00-05\"",
        "timestamp \"2026-03-02T09:15\"",
        "timestamp \"2026-03-02\"",
        "result.duration \"PT1H0M0.1S\"",
        "result.duration \"P3Y1M29DT4H35M59.14S\"",
        "result.duration \"P4W\"",
        "result.duration \"P3Y\"",
        "result.duration \"PT16559.14159S\"",
        "version \"1.0\"",
        "version \"1.0.9\"",
        "verb.display {}",
        "verb.display.zh-Hant-TW \"x\"",
        "verb.display.i-klingon \"x\"",
        "verb.display.und \"x\"",
        "actor {\"objectType\":\"Group\",\"mbox\":\"mailto:a@b.c\"}",
        "actor {\"objectType\":\"Group\",\"member\":[{\"mbox\":\"mailto:a@b.c\"}]}",
        "actor {\"openid\":\"https://id.example.edu/noor\"}",
        "result.score {\"raw\":1e3}",
        "result.score.raw 0.1212343400001",
        "object.definition.interactionType \"other\"",
        "authority {\"objectType\":\"Group\",\"member\":[{\"mbox\":\"mailto:a@b.c\"},{\"mbox\":\"mailto:b@b.c\"}]}",
        "context.contextActivities {}",
        "context.contextActivities.category []",
    };

    static Stream<String> refused() {
        return Stream.of(REFUSED);
    }

    static Stream<String> refusedWithin() {
        return Stream.of(REFUSED_WITHIN);
    }

    static Stream<String> taken() {
        return Stream.of(TAKEN);
    }

    @ParameterizedTest
    @MethodSource
    void refused(String change) {
        JsonNode statement = changed(WHOLE, change);

        assertThatThrownBy(() -> StatementCheck.check(statement))
                .isInstanceOf(Flaw.class)
                .hasMessageStartingWith("statement");
    }

    @ParameterizedTest
    @MethodSource
    void refusedWithin(String change) {
        JsonNode statement = about(changed(SUB, change));

        assertThatThrownBy(() -> StatementCheck.check(statement)).isInstanceOf(Flaw.class);
    }

    @ParameterizedTest
    @MethodSource
    void taken(String change) throws Flaw {
        StatementCheck.check(changed(WHOLE, change));
    }

    @Test
    void theStatementsThatAreBrokenAreWhole() throws Flaw {
        StatementCheck.check(JSON.readTree(WHOLE));
        StatementCheck.check(about(JSON.readTree(SUB)));
        StatementCheck.check(changed(
                changed(
                                changed(WHOLE, "verb.id \"http://adlnet.gov/expapi/verbs/voided\"")
                                        .toString(),
                                "context - ")
                        .toString(),
                "object {\"objectType\":\"StatementRef\",\"id\":\"6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0009\"}"));
    }

    @Test
    void whatIsWrongIsNamedButNotQuoted() {
        assertThatThrownBy(() -> StatementCheck.check(changed(WHOLE, "actor.mbox \"secret person\"")))
                .hasMessage("statement.actor.mbox is not a mailto IRI.");
    }

    private static JsonNode about(JsonNode object) {
        ObjectNode statement = (ObjectNode) JSON.readTree(WHOLE);
        statement.set("object", object);
        ((ObjectNode) statement.path("context")).remove(List.of("revision", "platform"));
        return statement;
    }

    /** One change: a path, a space, and the JSON that stands there then, or a dash for nothing; {@code ~1} is a dot. */
    private static JsonNode changed(String json, String change) {
        JsonNode whole = JSON.readTree(json);
        String[] parts = change.split(" ", 2);
        List<String> path = new ArrayList<>(List.of(parts[0].split("\\.")));
        String last = path.removeLast().replace("~1", ".");
        JsonNode holder = whole;
        for (String step : path) {
            holder = step.matches("\\d") ? holder.path(Integer.parseInt(step)) : holder.path(step);
        }
        assertThat(holder.isObject()).as(change).isTrue();
        if (parts[1].strip().equals("-")) {
            ((ObjectNode) holder).remove(last);
        } else {
            ((ObjectNode) holder).set(last, JSON.readTree(parts[1]));
        }
        return whole;
    }
}
