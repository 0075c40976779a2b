package org.cairn.ingest.endpoint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.ingest.Feed;
import org.cairn.worker.Worker;
import org.springframework.stereotype.Component;

/**
 * Counts what is refused, by feed and reason, and writes the counts down every few seconds: a flood of bad requests costs
 * the database one row per reason. Only feeds that exist are counted, so that nobody can make up rows.
 */
@Component
class Refusals extends Worker {

    static final int MOST_KINDS = 5_000;

    private static final Duration EVERY = Duration.ofSeconds(3);
    private static final Duration HOUSEKEEPING = Duration.ofHours(1);

    private final JdbcRefusals rows;
    private final Clock clock;
    private final Map<Kind, Count> counts = new HashMap<>();
    private Instant tidyAt = Instant.EPOCH;

    Refusals(JdbcRefusals rows, Clock clock) {
        super("cairn-refusals");
        this.rows = rows;
        this.clock = clock;
    }

    /** What is counted together. */
    record Kind(Feed feed, String code) {}

    /** How often, and when first and last. */
    record Count(long number, Instant first, Instant last) {
        private Count and(Count later) {
            return new Count(number + later.number, first, later.last);
        }
    }

    void note(Feed feed, Problem problem) {
        Instant now = clock.instant();
        synchronized (counts) {
            Kind kind = new Kind(feed, problem.code());
            if (counts.size() < MOST_KINDS || counts.containsKey(kind)) {
                counts.merge(kind, new Count(1, now, now), Count::and);
            }
        }
    }

    /** Stops after the web server has. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    protected Duration round() {
        flush();
        Instant now = clock.instant();
        if (!now.isBefore(tidyAt)) {
            rows.forgetQuarters(now);
            tidyAt = now.plus(HOUSEKEEPING);
        }
        return EVERY;
    }

    @Override
    protected void end() {
        flush();
    }

    /** Writes down what was counted; what could not be written stays counted. */
    void flush() {
        List<Map.Entry<Kind, Count>> taken;
        synchronized (counts) {
            taken = new ArrayList<>(counts.entrySet());
            counts.clear();
        }
        int written = 0;
        try {
            for (Map.Entry<Kind, Count> one : taken) {
                rows.add(one.getKey(), one.getValue());
                written++;
            }
        } finally {
            putBack(taken.subList(written, taken.size()));
        }
    }

    private void putBack(List<Map.Entry<Kind, Count>> unwritten) {
        synchronized (counts) {
            unwritten.forEach(
                    one -> counts.merge(one.getKey(), one.getValue(), (later, earlier) -> earlier.and(later)));
        }
    }
}
