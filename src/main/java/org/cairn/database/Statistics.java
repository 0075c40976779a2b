package org.cairn.database;

import java.time.Duration;
import org.cairn.worker.Worker;
import org.springframework.stereotype.Component;

/**
 * Keeps what PostgreSQL plans from true while tables grow from nothing. Its own worker looks once a minute; until then
 * it holds a table for empty and reads a whole institution to find one person, and the first term's events, which come
 * by the thousand, wait for it.
 */
@Component
class Statistics extends Worker {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);
    private static final Duration NEVER_NEEDED = Duration.ofDays(1);

    private final JdbcStatistics tables;

    Statistics(JdbcStatistics tables) {
        super("cairn-statistics");
        this.tables = tables;
    }

    @Override
    protected Duration round() {
        if (!tables.arePlannedFrom()) {
            return NEVER_NEEDED;
        }
        tables.outgrown().forEach(tables::renew);
        return BETWEEN_LOOKS;
    }
}
