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
        Instant now = clock.instant();
        // not after a clock was put back either: a session that ended must not go on for an hour
        return kept != null
                        && now.isBefore(kept.until())
                        && !now.isBefore(kept.until().minus(KEPT))
                ? kept.session()
                : null;
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

    /** Whose an account is has changed. */
    void forgetAll() {
        sessions.clear();
    }

    void forget(String handle) {
        sessions.remove(handle);
    }
}
