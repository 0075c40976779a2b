package org.cairn.lti.grades;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.lti.Institution;
import org.cairn.lti.Platform;
import org.cairn.lti.PlatformId;
import org.cairn.lti.Platforms;
import org.cairn.vault.Untold;
import org.cairn.worker.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** This node's worker: looks for work, and serves every platform on a thread of its own, so that none waits for another. */
@Component
class GradeWorker extends Worker {

    private static final Logger LOG = LoggerFactory.getLogger(GradeWorker.class);
    private static final Duration POLL = Duration.ofSeconds(2);

    private final GradeWork work;
    private final JdbcColumns columns;
    private final Platforms platforms;
    private final Clock clock;
    private final Set<PlatformId> served = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    GradeWorker(GradeWork work, JdbcColumns columns, Platforms platforms, GradeBell bell, Clock clock) {
        super("grade-worker");
        this.work = work;
        this.columns = columns;
        this.platforms = platforms;
        this.clock = clock;
        bell.onRing(this::wake);
    }

    /** Lets the calls at hand end, too. */
    @Override
    public void stop() {
        super.stop();
        try {
            for (Thread serving : Set.copyOf(threads)) {
                serving.join(LAST_CALL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected Duration round() {
        for (Institution institution : platforms.institutions()) {
            columns.busy(institution.id(), clock.instant()).forEach(this::serve);
        }
        return POLL;
    }

    private void serve(PlatformId id) {
        if (isRunning() && served.add(id)) {
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
            LOG.error("Writing grades to platform {} failed; it is tried again", id.value(), Untold.of(e));
        } finally {
            served.remove(id);
            threads.remove(Thread.currentThread());
        }
        if (more) {
            wake();
        }
    }
}
