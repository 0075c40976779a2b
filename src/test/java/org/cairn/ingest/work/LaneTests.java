package org.cairn.ingest.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LaneTests {

    private static final Duration TOOK = Duration.ofMillis(100);

    @Test
    void restsWhileMoreComesInThanIsWorkedOff() {
        assertThat(Lane.rest(800, 500, TOOK)).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void goesOnAtOnceWhileItKeepsUp() {
        assertThat(Lane.rest(500, 500, TOOK)).isZero();
        assertThat(Lane.rest(0, 500, TOOK)).isZero();
    }

    @Test
    void goesOnAtOnceWhenItFoundNothingToDo() {
        assertThat(Lane.rest(1, 0, TOOK)).isZero();
    }

    @Test
    void neverRestsLong() {
        assertThat(Lane.rest(100_000, 500, Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(1));
    }
}
