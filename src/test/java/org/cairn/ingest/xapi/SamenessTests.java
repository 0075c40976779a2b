package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SamenessTests {

    private static final String STATEMENT = """
            {"id": "6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0001", "timestamp": "2026-03-02T09:15:00Z",
             "actor": {"objectType": "Group", "member": [{"mbox": "mailto:a@b.c"}, {"mbox": "mailto:d@e.f"}]},
             "verb": {"id": "https://example.edu/did", "display": {"en": "did"}},
             "object": {"id": "https://example.edu/a", "definition": {"name": {"en": "A"}}},
             "result": {"score": {"raw": 50}, "duration": "PT60S", "extensions": {"https://example.edu/x": {"display": 1}}},
             "context": {"contextActivities": {"parent": {"id": "https://example.edu/b"}}}}""";

    private static boolean same(String from, String to) {
        JsonNode one = JsonMapper.builder().build().readTree(STATEMENT);
        String changed = STATEMENT.replace(from, to);
        assertThat(changed).isNotEqualTo(STATEMENT);
        JsonNode other = JsonMapper.builder().build().readTree(changed);
        return Sameness.of(one, other) && Sameness.of(other, one);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "09:15:00Z | 10:15:00.000+01:00",
                "\"timestamp\": \"2026-03-02T09:15:00Z\", | \"stored\": \"2026-03-02T09:15:07Z\",",
                "\"id\": \"6f1d4c3a-0a50-4f8d-9a3e-6f2c3f1f0001\" | \"authority\": {\"mbox\": \"mailto:lrs@b.c\"}, \"version\": \"1.0.0\"",
                "{\"mbox\": \"mailto:a@b.c\"}, {\"mbox\": \"mailto:d@e.f\"} | {\"mbox\": \"mailto:d@e.f\"}, {\"mbox\": \"mailto:a@b.c\"}",
                "\"display\": {\"en\": \"did\"} | \"display\": {\"de\": \"tat\"}",
                "\"definition\": {\"name\": {\"en\": \"A\"}} | \"definition\": {\"name\": {\"en\": \"The A\"}}",
                "{\"id\": \"https://example.edu/b\"} | [{\"id\": \"https://example.edu/b\", \"definition\": {}}]",
                "\"raw\": 50 | \"raw\": 50.0",
                "\"context\": | \"attachments\": [], \"context\":"
            })
    void whatAReceiverMaySayOtherwiseIsNoDifference(String from, String to) {
        assertThat(same(from, to)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "09:15:00Z | 09:15:00+01:00",
                "a@b.c | x@b.c",
                "example.edu/did | example.edu/saw",
                "example.edu/a | example.edu/z",
                "\"raw\": 50 | \"raw\": 100",
                "PT60S | PT1M",
                "\"display\": 1 | \"display\": 2",
                "example.edu/b | example.edu/z"
            })
    void everythingElseIs(String from, String to) {
        assertThat(same(from, to)).isFalse();
    }
}
