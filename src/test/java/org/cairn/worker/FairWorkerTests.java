package org.cairn.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairWorkerTests {

    private final List<String> served = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> work = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private volatile List<String> all = List.of("first", "second");

    private final FairWorker<String> worker = new FairWorker<>("test-worker", Duration.ofHours(1), () -> all) {
        @Override
        protected boolean serve(String one) {
            served.add(one);
            if (failing.contains(one)) {
                throw new AssertionError("work that fails");
            }
            return work.merge(one, -1, Integer::sum) > 0;
        }
    };

    @AfterEach
    void stop() {
        worker.stop();
    }

    @Test
    void aBusyOneDoesNotKeepTheOthersWaiting() {
        work.putAll(Map.of("first", 3, "second", 1));

        worker.start();

        await().untilAsserted(() ->
                assertThat(served).containsExactly("first", "second", "first", "second", "first", "second"));
    }

    @Test
    void oneWhoseWorkFailsKeepsNobodyWaitingAndIsTriedAgain() {
        work.putAll(Map.of("first", 1, "second", 1));
        failing.add("first");
        worker.start();
        await().until(() -> served.contains("second"));

        await().until(() -> served.stream().filter("first"::equals).count() > 4);
        failing.clear();

        await().until(() -> work.get("first") == 0);
        assertThat(work.get("second")).isNotPositive();
    }

    @Test
    void whoeverIsNewIsServedWhenItIsWoken() {
        work.putAll(Map.of("first", 1, "second", 1, "third", 1));
        worker.start();
        await().until(() -> served.size() == 2);

        all = List.of("first", "second", "third");
        worker.wake();

        await().until(() -> served.contains("third"));
    }
}
