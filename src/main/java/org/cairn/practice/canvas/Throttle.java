package org.cairn.practice.canvas;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Canvas's leaky bucket: every call pours something in, time lets it drain, and what would run over is refused. */
final class Throttle {

    /** Dearer than real calls, so that asking much shows what comes of it. */
    static final double COST = 12;

    private static final double ROOM = 600;
    private static final double DRAINED_PER_SECOND = 10;

    private final Clock clock;
    private double level;
    private Instant at;

    Throttle(Clock clock) {
        this.clock = clock;
        this.at = clock.instant();
    }

    /** How much is left after this call; less than nothing where there is no room for it. */
    synchronized double pour() {
        Instant now = clock.instant();
        double seconds = Math.max(0, Duration.between(at, now).toMillis()) / 1000.0;
        level = Math.max(0, level - seconds * DRAINED_PER_SECOND);
        at = now;
        if (level + COST > ROOM) {
            return ROOM - level - COST;
        }
        level += COST;
        return ROOM - level;
    }
}
