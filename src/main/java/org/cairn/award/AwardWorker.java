package org.cairn.award;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.cairn.evidence.LookAgain;
import org.cairn.lti.Institution;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.Platforms;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** This node's worker: looks at marked learners soon after they were marked here, and within a second elsewhere. */
@Component
class AwardWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AwardWorker.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration BETWEEN_GRACE_CHECKS = Duration.ofMinutes(1);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final Looks looks;
    private final Platforms platforms;
    private final Clock clock;
    private final Semaphore wake = new Semaphore(0);
    private final Map<InstitutionId, Pause> pauses = new HashMap<>();
    private Instant nextGraceCheck = Instant.MIN;
    private volatile @Nullable Thread thread;

    AwardWorker(Looks looks, Platforms platforms, LookAgain lookAgain, Clock clock) {
        this.looks = looks;
        this.platforms = platforms;
        this.clock = clock;
        lookAgain.onMarked(wake::release);
    }

    private record Pause(int failures, long untilNanos) {}

    @Override
    public void start() {
        Thread started = Thread.ofPlatform().name("award-worker").daemon().unstarted(this::work);
        thread = started;
        started.start();
    }

    /** Lets the batch at hand end: an interrupt would close the embedded database's file under it. */
    @Override
    public void stop() {
        Thread stopping = thread;
        thread = null;
        wake.release();
        try {
            if (stopping != null) {
                stopping.join(Duration.ofSeconds(20));
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
                if (!round()) {
                    rest(POLL.toMillis());
                }
            } catch (RuntimeException | Error e) { // an Error must not end the worker in silence
                LOG.error("A round of looks failed; the learners wait for the next one", e);
                rest(POLL.toMillis());
            }
        }
    }

    private void rest(long millis) {
        try {
            if (wake.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread = null;
        }
    }

    /** One batch for every institution, so that a busy one does not keep the others waiting; true if any was full. */
    private boolean round() {
        boolean graceToo = !clock.instant().isBefore(nextGraceCheck);
        if (graceToo) {
            nextGraceCheck = clock.instant().plus(BETWEEN_GRACE_CHECKS);
        }
        boolean busy = false;
        for (Institution institution : platforms.institutions()) {
            busy |= serve(institution.id(), graceToo);
        }
        return busy;
    }

    private boolean serve(InstitutionId institution, boolean graceToo) {
        Pause pause = pauses.get(institution);
        if (pause != null && System.nanoTime() - pause.untilNanos() < 0) {
            return false;
        }
        try {
            if (graceToo) {
                looks.lookAtOverdue(institution);
            }
            boolean busy = looks.lookAtSome(institution) > 0;
            pauses.remove(institution);
            return busy;
        } catch (RuntimeException e) {
            pauses.put(institution, longer(institution, pause, e));
            return pause == null;
        }
    }

    private static Pause longer(InstitutionId institution, @Nullable Pause before, RuntimeException e) {
        int failures = before == null ? 1 : before.failures() + 1;
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 12));
        long millis = ThreadLocalRandom.current().nextLong(most / 2, most + 1);
        if (failures > 3 || !Looks.mayPass(e)) {
            LOG.warn(
                    "Institution {}: looking again failed {} times, next try in {} ms",
                    institution.value(),
                    failures,
                    millis,
                    e);
        }
        return new Pause(failures, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
