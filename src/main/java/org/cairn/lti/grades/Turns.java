package org.cairn.lti.grades;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * This node's turns at platforms. A turn outlasts any one call, and every call makes it last anew, so that however long
 * a list of results takes to read, no other node begins meanwhile.
 */
@Component
class Turns {

    /** Longer than any call takes, with its tokens and with waiting for other calls of this node. */
    private static final Duration LASTS = Duration.ofMinutes(3);
    /** Not with every call: what is left of a turn until then is enough for one. */
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(30);

    private final JdbcTurns turns;
    private final Clock clock;
    private final UUID node = UUID.randomUUID();
    private final Map<PlatformId, Instant> renewed = new ConcurrentHashMap<>();

    Turns(JdbcTurns turns, Clock clock) {
        this.turns = turns;
        this.clock = clock;
    }

    /** Takes the turn, or keeps it; empty while another node has it. */
    Optional<JdbcTurns.Turn> take(PlatformId platform) {
        Instant now = now();
        Optional<JdbcTurns.Turn> turn =
                turns.take(platform, node, now, now.plus(LASTS), now.plus(LASTS.multipliedBy(2)));
        turn.ifPresent(taken -> renewed.put(platform, now));
        return turn;
    }

    /** Keeps the turn for another call; false when this node was away for so long that another has it now. */
    boolean keeps(PlatformId platform) {
        Instant now = now();
        Instant last = renewed.get(platform);
        if (last != null && !now.isBefore(last) && now.isBefore(last.plus(RENEWED_AFTER))) {
            return true;
        }
        boolean kept = turns.keep(platform, node, now.plus(LASTS));
        if (kept) {
            renewed.put(platform, now);
        }
        return kept;
    }

    /** Notes how calls went. */
    void note(PlatformId platform, int failures, @Nullable Instant closedUntil) {
        turns.note(platform, failures, closedUntil);
    }

    void release(PlatformId platform) {
        renewed.remove(platform);
        turns.release(platform, node, now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
