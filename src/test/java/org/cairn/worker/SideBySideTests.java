package org.cairn.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SideBySideTests {

    private final SideBySide<String> threads = new SideBySide<>("test");
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch slow = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        slow.countDown();
    }

    private void serveSlowly(String one) {
        threads.serve(one, () -> {
            awaitSlow();
            done.add(one);
        });
    }

    private void awaitSlow() {
        try {
            slow.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aSlowOneKeepsNoOtherWaitingAndIsServedOnceAtATime() throws Exception {
        serveSlowly("slow");
        threads.serve("slow", () -> done.add("slow a second time"));
        threads.serve("quick", () -> done.add("quick"));

        await().untilAsserted(() -> assertThat(done).containsExactly("quick"));
        slow.countDown();
        threads.await(Duration.ofSeconds(30));

        assertThat(done).containsExactly("quick", "slow");
    }

    @Test
    void oneWhoseWorkFailedIsServedAgain() throws Exception {
        threads.serve("one", () -> {
            throw new AssertionError("work that fails");
        });
        threads.await(Duration.ofSeconds(30));

        threads.serve("one", () -> done.add("one"));
        threads.await(Duration.ofSeconds(30));

        assertThat(done).containsExactly("one");
    }

    @Test
    void nobodyIsWaitedForLongerThanAllowed() throws Exception {
        serveSlowly("slow");

        threads.await(Duration.ofMillis(1));

        assertThat(done).isEmpty();
    }
}
