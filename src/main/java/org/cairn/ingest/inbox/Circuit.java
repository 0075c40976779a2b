package org.cairn.ingest.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cairn.worker.Bell;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Knows whether the database takes messages, so that not everybody has to find out by waiting. */
@Component
public class Circuit {

    private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);

    private final Clock clock;
    private final Bell closing = new Bell();
    private volatile @Nullable Instant awaySince;

    Circuit(Clock clock) {
        this.clock = clock;
    }

    /** Says whether the database takes nothing at the moment. */
    public boolean isOpen() {
        return awaySince != null;
    }

    Optional<Instant> awaySince() {
        return Optional.ofNullable(awaySince);
    }

    void onClosing(Runnable listener) {
        closing.onRing(listener);
    }

    /** The database did not take messages; its own words are not repeated, for they may hold what people wrote. */
    synchronized void trip(String why) {
        if (awaySince == null) {
            awaySince = clock.instant();
            LOG.error("The database takes no messages ({}); they are kept on disk until it does", why);
        }
    }

    synchronized void close() {
        Instant since = awaySince;
        if (since != null) {
            awaySince = null;
            LOG.warn(
                    "The database takes messages again, after {} s",
                    Duration.between(since, clock.instant()).toSeconds());
            closing.ring();
        }
    }
}
