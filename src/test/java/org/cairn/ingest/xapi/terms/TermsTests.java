package org.cairn.ingest.xapi.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cairn.ingest.reading.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What statements can be found by. */
class TermsTests {

    private static String group(int nested) {
        String group = "{\"mbox\":\"mailto:last@example.edu\"}";
        for (int i = 0; i < nested; i++) {
            group = "{\"mbox\":\"mailto:group%d@example.edu\",\"member\":[%s]}".formatted(i, group);
        }
        return group;
    }

    private static JsonNode statement(int nested, String innermost) throws Exception {
        String statement = "{\"actor\":%s}".formatted(innermost);
        for (int i = 0; i < nested; i++) {
            statement = statement.substring(0, 1) + "\"objectType\":\"SubStatement\"," + statement.substring(1);
            statement = "{\"actor\":{\"mbox\":\"mailto:a%d@example.edu\"},\"object\":%s}".formatted(i, statement);
        }
        return StrictJson.read(statement);
    }

    private static List<String> named(JsonNode statement, boolean related) {
        return Terms.agents(statement, related).stream()
                .map(agent -> agent.path("mbox").asString(""))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    @Test
    void aGroupIsMeantByWhoeverMeansAMember() throws Exception {
        JsonNode statement = statement(1, group(1));

        assertThat(named(statement, false)).containsExactly("mailto:a0@example.edu");
        assertThat(named(statement, true))
                .containsExactly("mailto:a0@example.edu", "mailto:group0@example.edu", "mailto:last@example.edu");
    }

    @ParameterizedTest
    @CsvSource({"10, 8", "40, 25"})
    void eachAgentIsNamedOnceHoweverDeepStatementsAndGroupsNest(int statements, int groups) throws Exception {
        assertThat(named(statement(statements, group(groups)), true))
                .hasSize(statements + 2)
                .doesNotHaveDuplicates();
    }
}
