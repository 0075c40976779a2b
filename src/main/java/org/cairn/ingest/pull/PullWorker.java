package org.cairn.ingest.pull;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.lti.Institution;
import org.cairn.lti.Platforms;
import org.cairn.worker.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sees to it that what is due is asked for: every platform on a thread of its own, so that nobody waits for a slow one.
 */
@Component
class PullWorker extends Worker {

    private static final Logger LOG = LoggerFactory.getLogger(PullWorker.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Platforms platforms;
    private final JdbcConnections connections;
    private final Turns turns;
    private final Clock clock;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    PullWorker(Platforms platforms, JdbcConnections connections, Turns turns, PullBell bell, Clock clock) {
        super("cairn-pull");
        this.platforms = platforms;
        this.connections = connections;
        this.turns = turns;
        this.clock = clock;
        bell.onRing(this::wake);
    }

    @Override
    protected Duration round() {
        turns.stayAlive();
        for (Institution institution : platforms.institutions()) {
            for (StoredConnection connection : connections.due(institution.id(), clock.instant())) {
                if (isRunning() && busy.add(connection.feed())) {
                    Thread.ofVirtual().name("pull").start(() -> serveOrLog(connection));
                }
            }
        }
        return POLL;
    }

    private void serveOrLog(StoredConnection connection) {
        try {
            turns.serve(connection, this::isRunning);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Platform {} could not be asked: {}",
                    connection.platform().value(),
                    e.getClass().getName());
        } finally {
            busy.remove(connection.feed());
        }
    }

    /** Readings stop at the next thing they would keep; the inbox, which they need, stops later. */
    @Override
    protected void end() {
        long until = System.nanoTime() + LAST_CALL.dividedBy(2).toNanos();
        while (!busy.isEmpty() && System.nanoTime() < until) {
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(20).toNanos());
        }
    }
}
