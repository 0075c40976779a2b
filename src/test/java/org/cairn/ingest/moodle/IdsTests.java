package org.cairn.ingest.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdsTests {

    @Test
    void whatCannotBeCountedIsNoId() {
        for (String odd : new String[] {"", "0", "-1", "07", "1.0", "7\n", "9".repeat(19), "٣"}) {
            assertThat(Ids.isOne(odd)).as(odd).isFalse();
        }
        String largest = "9".repeat(18);
        assertThat(Ids.isOne(largest)).isTrue();
        assertThat(new Place(false, "7", false).isBefore(largest)).isTrue();
    }
}
