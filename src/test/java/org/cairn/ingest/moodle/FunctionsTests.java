package org.cairn.ingest.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class FunctionsTests {

    @Test
    void administratorsAreToldExactlyTheFunctionsThatAreAsked() throws IOException {
        Properties words = new Properties();
        try (Reader file = new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("/messages-pulls.properties")),
                StandardCharsets.UTF_8)) {
            words.load(file);
        }

        assertThat(words.getProperty("pull.how.functions").split(" ")).containsExactlyElementsOf(Functions.ALL);
    }

    @Test
    void theGuideForAdministratorsNamesEachOfThem() throws IOException {
        String guide = Files.readString(Path.of("docs/admin/moodle.md"));

        assertThat(Functions.ALL).allSatisfy(function -> assertThat(guide).contains("| `" + function + "` |"));
    }
}
