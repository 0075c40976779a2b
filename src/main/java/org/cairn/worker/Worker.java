package org.cairn.worker;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.cairn.vault.Untold;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A thread that works in rounds from the application's start to its end, and rests between them until it is woken. It is
 * never interrupted: an interrupt in the middle of a write would close the embedded database's file under it.
 */
public abstract class Worker implements SmartLifecycle {

    /** So long the application waits at its end for work at hand. */
    protected static final Duration LAST_CALL = Duration.ofSeconds(20);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final String name;
    private final Semaphore calls = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private boolean failing;

    protected Worker(String name) {
        this.name = name;
    }

    /** Does what there is to do; returns how long to rest then, if nobody wakes it. */
    protected abstract Duration round() throws InterruptedException;

    /** Ends what the last round left, on the worker's thread. */
    protected void end() throws InterruptedException {}

    /** Under which its thread runs, and what the log calls it. */
    final String name() {
        return name;
    }

    /** Says that there is something to do. However often it is called during a rest or a round, one round answers. */
    public final void wake() {
        if (calls.availablePermits() == 0) {
            calls.release();
        }
    }

    @Override
    public synchronized void start() {
        Thread started = Thread.ofPlatform().name(name).daemon().unstarted(this::work);
        // first known, then started: it ends as soon as it sees that it is not the one
        thread = started;
        started.start();
    }

    @Override
    public synchronized void stop() {
        Thread stopping = thread;
        thread = null;
        wake();
        try {
            if (stopping != null) {
                stopping.join(LAST_CALL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final boolean isRunning() {
        return thread != null;
    }

    private void work() {
        try {
            while (thread != null && Thread.currentThread().equals(thread)) {
                rest(roundOrLog());
            }
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread = null;
        }
    }

    /** An error, too, must not end the worker in silence. */
    private Duration roundOrLog() throws InterruptedException {
        try {
            Duration rest = round();
            failing = false;
            return rest;
        } catch (RuntimeException | Error e) {
            log(e);
            return AFTER_FAILURE;
        }
    }

    /** Told at length once: while a database is away for an hour, a log must not fill the disk. */
    private void log(Throwable e) {
        if (failing) {
            LOG.warn("Another round of {} failed ({})", name, e.getClass().getSimpleName());
        } else {
            LOG.error("A round of {} failed; what it left waits for the next one", name, Untold.of(e));
        }
        failing = true;
    }

    private void rest(Duration most) throws InterruptedException {
        if (calls.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            calls.drainPermits();
        }
    }
}
