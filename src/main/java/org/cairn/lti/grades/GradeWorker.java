package org.cairn.lti.grades;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.cairn.platform.Institution;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.cairn.worker.FairWorker;
import org.cairn.worker.SideBySide;
import org.springframework.stereotype.Component;

/** This node's worker: looks for work, and serves every platform on a thread of its own, so that none waits for another. */
@Component
class GradeWorker extends FairWorker<Institution> {

    private static final Duration POLL = Duration.ofSeconds(2);

    private final GradeWork work;
    private final JdbcColumns columns;
    private final Platforms platforms;
    private final Clock clock;
    private final SideBySide<PlatformId> calls = new SideBySide<>("grades");

    GradeWorker(GradeWork work, JdbcColumns columns, Platforms platforms, GradeBell bell, Clock clock) {
        super("grade-worker", POLL, platforms::institutions);
        this.work = work;
        this.columns = columns;
        this.platforms = platforms;
        this.clock = clock;
        bell.onRing(this::wake);
    }

    @Override
    protected boolean serve(Institution institution) {
        for (PlatformId platform : columns.busy(institution.id(), clock.instant())) {
            calls.serve(platform, () -> serve(platform));
        }
        return false;
    }

    /** As long as there is more to do, and the platform was neither paused nor removed meanwhile. */
    private void serve(PlatformId id) {
        Optional<Platform> platform = active(id);
        while (isRunning() && platform.isPresent() && work.serve(platform.get(), this::isRunning) > 0) {
            platform = active(id);
        }
    }

    private Optional<Platform> active(PlatformId id) {
        return platforms.find(id).filter(Platform::active);
    }

    /** Lets the calls at hand end. */
    @Override
    protected void end() throws InterruptedException {
        calls.await(LAST_CALL);
    }
}
