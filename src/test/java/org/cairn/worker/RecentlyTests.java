package org.cairn.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.cairn.MutableClock;
import org.junit.jupiter.api.Test;

class RecentlyTests {

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final Recently<Object> recently = new Recently<>(clock, Duration.ofMinutes(1));

    @Test
    void isNewsOnceAndAgainWhenTheTimeIsOver() {
        assertThat(recently.isNews("a")).isTrue();
        assertThat(recently.isNews("a")).isFalse();
        assertThat(recently.isNews("b")).isTrue();

        clock.advance(Duration.ofSeconds(59));
        assertThat(recently.isNews("a")).isFalse();

        clock.advance(Duration.ofSeconds(1));
        assertThat(recently.isNews("a")).isTrue();
    }

    @Test
    void whatWasRememberedIsNoNewsUntilItIsForgotten() {
        recently.remember("a");

        assertThat(recently.did("a")).isTrue();
        assertThat(recently.isNews("a")).isFalse();

        recently.forget("a");
        assertThat(recently.did("a")).isFalse();
        assertThat(recently.isNews("a")).isTrue();
    }

    @Test
    void aClockThatWasPutBackKeepsNothingFromBeingDone() {
        recently.remember("a");
        clock.advance(Duration.ofHours(-1));

        assertThat(recently.did("a")).isFalse();
    }

    @Test
    void aFloodOfNewsDoesNotGrowWithoutBound() {
        recently.remember("first");
        for (int i = 0; i < Recently.MOST; i++) {
            recently.remember(i);
        }

        assertThat(recently.did("first")).isFalse();
        assertThat(recently.did(Recently.MOST - 1)).isTrue();
    }
}
