package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OneLanguageTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "de, en-GB, en-US | en-US                     | en-US",
                "de, en-US        | en                        | en-US",
                "de, en           | en-US                     | en",
                "de, en-US, fr    | fr;q=0.5, en;q=0.8        | en-US",
                "de, en-US        | en-US,en;q=0.9,*;q=0.5    | en-US",
                "de, en-US        | *                         | de",
                "de, en-US        | de;q=0, en                | en-US",
                "de, en-US        | fr                        | de",
                "de, en-US        | not a language!           | de",
                "de, en-US        | -                         | de",
                "de, EN-us        | en                        | EN-us"
            })
    void theAskersBestLanguageStays(String languages, String wanted, String found) {
        ObjectNode statement = JsonMapper.builder().build().createObjectNode();
        ObjectNode names = statement.putObject("definition").putObject("name");
        for (String language : languages.split(",")) {
            names.put(language.strip(), "x");
        }

        assertThat(new OneLanguage(wanted)
                        .of(statement)
                        .path("definition")
                        .path("name")
                        .propertyNames())
                .containsExactly(found);
    }
}
