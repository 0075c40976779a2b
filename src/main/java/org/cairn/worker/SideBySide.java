package org.cairn.worker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.vault.Untold;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves many at the same time, each on a thread of its own and none on two, so that nobody waits for a slow one. */
public final class SideBySide<T> {

    private static final Logger LOG = LoggerFactory.getLogger(SideBySide.class);

    private final String name;
    private final Map<T, Thread> served = new ConcurrentHashMap<>();

    public SideBySide(String name) {
        this.name = name;
    }

    /** Begins to serve one, unless that is under way; what fails is told in the log. */
    public void serve(T one, Runnable work) {
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> work(one, work));
        if (served.putIfAbsent(one, thread) == null) {
            thread.start();
        }
    }

    private void work(T one, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed for {}; it is tried again", name, one, Untold.of(e));
        } finally {
            served.remove(one);
        }
    }

    /** Waits until all that are under way have ended, but no longer than this in all. */
    public void await(Duration most) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        for (Thread thread : served.values()) {
            thread.join(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
        }
    }
}
