package org.cairn.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTests {

    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private volatile boolean fails;

    private final Worker worker = new Worker("test-worker") {
        @Override
        protected Duration round() {
            rounds.incrementAndGet();
            if (fails) {
                throw new AssertionError("a round that fails");
            }
            return Duration.ofHours(1);
        }

        @Override
        protected void end() {
            ends.incrementAndGet();
        }
    };

    @AfterEach
    void stop() {
        worker.stop();
    }

    @Test
    void restsUntilItIsWoken() {
        worker.start();
        await().until(() -> rounds.get() == 1);

        worker.wake();

        await().until(() -> rounds.get() == 2);
    }

    @Test
    void anErrorDoesNotEndIt() {
        fails = true;
        worker.start();
        await().until(() -> rounds.get() >= 1);

        fails = false;
        int before = rounds.get();
        worker.wake();

        await().until(() -> rounds.get() > before);
        assertThat(worker.isRunning()).isTrue();
    }

    @Test
    void stopsAtOnceAndMayStartAgain() {
        worker.start();
        await().until(() -> rounds.get() == 1);

        worker.stop();
        assertThat(worker.isRunning()).isFalse();
        assertThat(ends).hasValue(1);

        worker.start();
        await().until(() -> rounds.get() == 2);
        assertThat(worker.isRunning()).isTrue();
    }
}
