package org.cairn.ingest.pull;

import java.time.Clock;
import java.time.Duration;
import org.cairn.platform.Institution;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.cairn.worker.FairWorker;
import org.cairn.worker.SideBySide;
import org.springframework.stereotype.Component;

/**
 * Sees to it that what is due is asked for: every platform on a thread of its own, so that nobody waits for a slow one.
 */
@Component
class PullWorker extends FairWorker<Institution> {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final JdbcConnections connections;
    private final Turns turns;
    private final Clock clock;
    private final SideBySide<PlatformId> readings = new SideBySide<>("pull");

    PullWorker(Platforms platforms, JdbcConnections connections, Turns turns, PullBell bell, Clock clock) {
        super("cairn-pull", POLL, platforms::institutions);
        this.connections = connections;
        this.turns = turns;
        this.clock = clock;
        bell.onRing(this::wake);
    }

    @Override
    protected Duration round() {
        turns.stayAlive();
        return super.round();
    }

    @Override
    protected boolean serve(Institution institution) {
        for (StoredConnection connection : connections.due(institution.id(), clock.instant())) {
            readings.serve(connection.platform(), () -> turns.serve(connection, this::isRunning));
        }
        return false;
    }

    /** Readings stop at the next thing they would keep; the inbox, which they need, stops later. */
    @Override
    protected void end() throws InterruptedException {
        readings.await(LAST_CALL.dividedBy(2));
    }
}
