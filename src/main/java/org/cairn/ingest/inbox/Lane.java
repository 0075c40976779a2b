package org.cairn.ingest.inbox;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.cairn.lti.Institution;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.Platforms;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * This node's one thread that works off inboxes: woken when something came in here, and looking every second for what
 * came in on other nodes. One is enough, for it takes messages by the hundred.
 */
@Component
class Lane implements SmartLifecycle {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Work work;
    private final Platforms platforms;
    private final Wake wake;
    private volatile boolean running;
    private @Nullable Thread thread;

    Lane(Work work, Platforms platforms, Wake wake) {
        this.work = work;
        this.platforms = platforms;
        this.wake = wake;
    }

    @Override
    public synchronized void start() {
        running = true;
        Thread lane = Thread.ofPlatform().name("cairn-ingest").unstarted(this::run);
        // first known, then started: it ends as soon as it sees that there is none
        thread = lane;
        lane.start();
    }

    @Override
    public synchronized void stop() {
        running = false;
        Thread last = thread;
        thread = null;
        if (last != null) {
            wake.up();
            try {
                last.join(TimeUnit.SECONDS.toMillis(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        while (running) {
            Duration pause = POLL;
            try {
                for (Institution institution : platforms.institutions()) {
                    if (work(institution.id()) >= Work.MOST_AT_ONCE) {
                        pause = Duration.ZERO;
                    }
                }
            } catch (RuntimeException | Error e) { // an Error must not end the lane in silence
                LOG.error("Events wait: {}", e.getClass().getSimpleName(), e);
                pause = AFTER_FAILURE;
            }
            try {
                wake.await(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private int work(InstitutionId institution) {
        if (!running) {
            return 0;
        }
        int done = work.workOff(institution);
        work.lookForPeople(institution);
        return done;
    }
}
