package org.cairn.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GroupSyncTests {

    private final GroupSync group = new GroupSync();

    @Test
    void allWhoAskDuringASyncShareTheNextOne() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger asking = new AtomicInteger();
        AtomicInteger later = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(() -> group.await(() -> {
                begun.countDown();
                uninterruptibly(go);
            }));
            begun.await();
            var others = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> {
                        asking.incrementAndGet();
                        group.await(later::incrementAndGet);
                    }))
                    .toList();
            Awaitility.await().until(() -> asking.get() == 50);
            assertThat(others).noneMatch(Future::isDone);
            go.countDown();
            first.get();
            for (Future<?> other : others) {
                other.get();
            }
        }
        // a thread may have been about to ask when the first sync ended, hence a few more than one
        assertThat(later.get()).isBetween(1, 25);
    }

    @Test
    void aFailedSyncServesNobody() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger synced = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(() -> group.await(() -> {
                begun.countDown();
                uninterruptibly(go);
                throw new IllegalStateException("disk full");
            }));
            begun.await();
            Future<?> second = threads.submit(() -> group.await(synced::incrementAndGet));
            go.countDown();
            assertThatThrownBy(first::get).hasRootCauseMessage("disk full");
            second.get();
        }
        assertThat(synced).hasValue(1);
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
