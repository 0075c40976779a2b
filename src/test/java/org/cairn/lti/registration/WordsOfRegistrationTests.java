package org.cairn.lti.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.cairn.platform.Family;
import org.junit.jupiter.api.Test;

class WordsOfRegistrationTests {

    private final ResourceBundle words = ResourceBundle.getBundle("messages-registration", Locale.ROOT);

    @Test
    void everyFailureIsWorded() {
        assertThat(Arrays.stream(Failure.values())
                        .flatMap(failure ->
                                Stream.of("title", "what", "lost", "do").map(part -> failure.code() + "." + part)))
                .allMatch(words::containsKey);
    }

    @Test
    void everyPlatformHasItsSteps() {
        for (Family family : Family.values()) {
            String code = family.name().toLowerCase(Locale.ROOT);
            assertThat(Steps.paste(family)).isNotEmpty().allMatch(words::containsKey);
            assertThat(Steps.afterwards(family)).isNotEmpty().allMatch(words::containsKey);
            assertThat(words.containsKey("registration.paste.%s.%d"
                            .formatted(code, Steps.paste(family).size() + 1)))
                    .isFalse();
            assertThat(words.containsKey("registration.next.%s.%d"
                            .formatted(code, Steps.afterwards(family).size() + 1)))
                    .isFalse();
            assertThat(words.getString("registration.close." + code)).isNotBlank();
        }
    }
}
