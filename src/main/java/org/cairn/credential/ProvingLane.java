package org.cairn.credential;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.cairn.award.Awards;
import org.cairn.lti.Institution;
import org.cairn.lti.Platforms;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** One thread of low priority that signs what was awarded: soon after it was on this node, by polling for the rest. */
@Component
class ProvingLane implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ProvingLane.class);
    private static final int BATCH = 50;
    private static final long POLL_SECONDS = 2;
    private static final long STOP_SECONDS = 20;

    private final Proving proving;
    private final Platforms platforms;
    private final Semaphore wakes = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private volatile boolean running;

    ProvingLane(Proving proving, Awards awards, Platforms platforms) {
        this.proving = proving;
        this.platforms = platforms;
        awards.onChanged(wakes::release);
    }

    @Override
    public void start() {
        running = true;
        Thread lane = new Thread(this::run, "proving");
        lane.setDaemon(true);
        lane.setPriority(Thread.MIN_PRIORITY);
        thread = lane;
        lane.start();
    }

    /** The thread is never interrupted: an interrupt in the middle of a write would close the embedded database. */
    @Override
    public void stop() {
        running = false;
        wakes.release();
        Thread lane = thread;
        if (lane != null) {
            try {
                lane.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                round();
                if (wakes.tryAcquire(POLL_SECONDS, TimeUnit.SECONDS)) {
                    wakes.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Goes round the institutions a batch at a time, so that a large one does not keep the others waiting. */
    private void round() {
        boolean more = true;
        while (running && more) {
            more = false;
            try {
                for (Institution institution : platforms.institutions()) {
                    more |= running && proving.prove(institution.id(), BATCH) > 0;
                }
            } catch (RuntimeException e) {
                LOG.warn("signing stopped for now and is tried again", e);
                return;
            }
        }
    }
}
