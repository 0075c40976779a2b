package org.cairn.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Counts how often something is done in a second by several at once. */
final class Rate {

    private Rate() {}

    /** Lets so many workers, each made by {@code worker}, repeat their work for so long; returns repetitions per second. */
    static double during(int workers, Duration duration, Callable<Callable<?>> worker) throws Exception {
        AtomicLong done = new AtomicLong();
        AtomicReference<Exception> failure = new AtomicReference<>();
        long begin = System.nanoTime();
        long end = begin + duration.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            Callable<?> work = worker.call();
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (System.nanoTime() < end && failure.get() == null) {
                        work.call();
                        done.incrementAndGet();
                    }
                } catch (Exception e) {
                    failure.compareAndSet(null, e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        return done.get() * 1e9 / (System.nanoTime() - begin);
    }
}
