package org.cairn.lti.grades;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.cairn.lti.Institution;
import org.cairn.lti.Platform;
import org.cairn.lti.PlatformId;
import org.cairn.lti.Platforms;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** This node's worker: looks for work, and serves every platform on a thread of its own, so that none waits for another. */
@Component
class GradeWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(GradeWorker.class);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration LAST_CALL = Duration.ofSeconds(20);

    private final GradeWork work;
    private final JdbcColumns columns;
    private final Platforms platforms;
    private final Clock clock;
    private final Semaphore wake = new Semaphore(0);
    private final Set<PlatformId> served = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread thread;

    GradeWorker(GradeWork work, JdbcColumns columns, Platforms platforms, Bell bell, Clock clock) {
        this.work = work;
        this.columns = columns;
        this.platforms = platforms;
        this.clock = clock;
        bell.onRing(wake::release);
    }

    @Override
    public void start() {
        Thread started = Thread.ofPlatform().name("grade-worker").daemon().unstarted(this::work);
        thread = started;
        started.start();
    }

    /** Lets the calls at hand end: an interrupt would close the embedded database's file under them. */
    @Override
    public void stop() {
        Thread stopping = thread;
        thread = null;
        wake.release();
        try {
            if (stopping != null) {
                stopping.join(LAST_CALL);
            }
            for (Thread serving : Set.copyOf(threads)) {
                serving.join(LAST_CALL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void work() {
        while (thread == Thread.currentThread()) {
            try {
                for (Institution institution : platforms.institutions()) {
                    columns.busy(institution.id(), clock.instant()).forEach(this::serve);
                }
            } catch (RuntimeException | Error e) { // an Error must not end the worker in silence
                LOG.error("Looking for grades to write failed; they wait for the next round", e);
            }
            rest();
        }
    }

    private void rest() {
        try {
            if (wake.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread = null;
        }
    }

    private void serve(PlatformId id) {
        if (thread == Thread.currentThread() && served.add(id)) {
            Thread serving = Thread.ofVirtual().name("grades").unstarted(() -> serveOrLog(id));
            threads.add(serving);
            serving.start();
        }
    }

    private void serveOrLog(PlatformId id) {
        boolean more = false;
        try {
            more = platforms.find(id).filter(Platform::active).stream()
                    .anyMatch(platform -> work.serve(platform, this::isRunning) > 0);
        } catch (RuntimeException | Error e) {
            LOG.error("Writing grades to platform {} failed; it is tried again", id.value(), e);
        } finally {
            served.remove(id);
            threads.remove(Thread.currentThread());
        }
        if (more) {
            wake.release();
        }
    }
}
