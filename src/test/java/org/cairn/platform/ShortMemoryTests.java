package org.cairn.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.junit.jupiter.api.Test;

class ShortMemoryTests {

    private final MutableClock clock = new MutableClock(Instant.EPOCH);
    private final ShortMemory<String, Integer> memory = new ShortMemory<>(clock, Duration.ofSeconds(5), 10);
    private final AtomicInteger asked = new AtomicInteger();

    private int ask() {
        return memory.get("key", key -> asked.incrementAndGet());
    }

    @Test
    void asksAgainAfterItsTimeOrAChange() {
        assertThat(ask()).isEqualTo(1);
        clock.advance(Duration.ofMillis(4_999));
        assertThat(ask()).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(ask()).isEqualTo(2);
        memory.forget();
        assertThat(ask()).isEqualTo(3);
    }

    @Test
    @Case("F21")
    void isNotKeptLongerWhenTheClockIsPutBack() {
        assertThat(ask()).isEqualTo(1);
        clock.advance(Duration.ofHours(-1));
        assertThat(ask()).isEqualTo(2);
        assertThat(ask()).isEqualTo(2);
    }

    @Test
    void anAnswerFromBeforeAChangeIsNotRemembered() {
        memory.get("key", key -> {
            memory.forget();
            return 0;
        });
        assertThat(ask()).isEqualTo(1);
    }

    @Test
    void remembersABoundedNumber() {
        for (int i = 0; i < 1_000; i++) {
            memory.get("key" + i, key -> 0);
            assertThat(memory.size()).isLessThanOrEqualTo(10);
        }
    }
}
