package org.cairn.lti.launch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers for a minute what this node has done, so that launch after launch does not ask the database again. */
class Recently {

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST = 50_000;

    private final Map<Object, Instant> done = new ConcurrentHashMap<>();
    private final Clock clock;

    Recently(Clock clock) {
        this.clock = clock;
    }

    boolean did(Object what) {
        Instant until = done.get(what);
        return until != null && clock.instant().isBefore(until);
    }

    void remember(Object what) {
        Instant now = clock.instant();
        if (done.size() >= MOST) {
            done.values().removeIf(until -> !now.isBefore(until));
        }
        if (done.size() < MOST) {
            done.put(what, now.plus(KEPT));
        }
    }
}
