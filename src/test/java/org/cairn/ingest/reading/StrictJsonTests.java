package org.cairn.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cairn.Case;
import org.junit.jupiter.api.Test;

class StrictJsonTests {

    @Test
    @Case("E95")
    void millionsOfEmptyThingsAreNotMadeOfAFewMegabytes() {
        for (String small : new String[] {"{},", "[],", "1,", "\"\","}) {
            String many = "[" + small.repeat((int) StrictJson.MOST_TOKENS) + "0]";
            assertThatThrownBy(() -> StrictJson.read(many))
                    .as(small)
                    .isInstanceOf(StrictJson.Unreadable.class)
                    .hasMessageContaining("too many values");
            assertThatThrownBy(() -> StrictJson.readAll(many)).isInstanceOf(StrictJson.Unreadable.class);
        }
    }

    @Test
    void tenThousandEventsAreRead() throws Exception {
        String event = "{\"a\":%s},".formatted("[1,2,3,4,5,6,7,8,9,10]".repeat(1));
        assertThat(StrictJson.read("[" + event.repeat(10_000) + "{}]").size()).isEqualTo(10_001);
    }
}
