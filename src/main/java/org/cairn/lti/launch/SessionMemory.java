package org.cairn.lti.launch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that this node read a moment ago, so that a page and its parts cost one read together. Another node's change
 * is seen after {@link #KEPT} at the latest.
 */
class SessionMemory {

    static final Duration KEPT = Duration.ofSeconds(5);

    private static final int MOST = 20_000;

    private record Kept(Session session, Instant until) {}

    private final Map<String, Kept> sessions = new ConcurrentHashMap<>();
    private final Clock clock;

    SessionMemory(Clock clock) {
        this.clock = clock;
    }

    @Nullable
    Session get(String handle) {
        Kept kept = sessions.get(handle);
        return kept != null && clock.instant().isBefore(kept.until()) ? kept.session() : null;
    }

    void put(Session session) {
        Instant now = clock.instant();
        if (sessions.size() >= MOST) {
            sessions.values().removeIf(kept -> !now.isBefore(kept.until()));
        }
        if (sessions.size() < MOST) {
            sessions.put(session.handle(), new Kept(session, now.plus(KEPT)));
        }
    }

    void forget(String handle) {
        sessions.remove(handle);
    }
}
