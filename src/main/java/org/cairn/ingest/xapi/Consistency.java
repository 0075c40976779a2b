package org.cairn.ingest.xapi;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;
import org.cairn.ingest.endpoint.Visit;
import org.cairn.ingest.inbox.KeptMessages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says up to when whatever was stored is there for the asking (xAPI 1.0.3, Communication 2.1.3). It says so in whole
 * milliseconds, and of each means the end: one that is not over is not named, so that whoever asks for what came since
 * misses nothing of it.
 */
@Component
class Consistency {

    private static final long LATELY = Duration.ofSeconds(1).toNanos();
    private static final int NANOS_OF_MILLI = 1_000_000;
    private static final int MOST_WAITS = 5;

    private final KeptMessages messages;
    private final Clock clock;
    private volatile @Nullable Known known;

    Consistency(KeptMessages messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    private record Known(Instant through, long at) {}

    /** Says what was so a moment ago, and is true still: whoever sends waits for no more than that. */
    void say(Visit visit) {
        Known lately = known;
        if (lately == null || System.nanoTime() - lately.at() > LATELY) {
            lately = now();
        }
        say(visit, lately.through());
    }

    /**
     * Says what is so at this moment, to somebody who asks: perhaps for what they sent a moment ago. Answers up to when this
     * node has stored everything, which is later than what it says where another may have something underway.
     */
    Instant sayNow(Visit visit) {
        awaitNextMilli();
        Instant through = now().through();
        say(visit, through);
        return through;
    }

    private void awaitNextMilli() {
        long asked = clock.millis();
        for (int i = 0; i < MOST_WAITS && clock.millis() == asked; i++) {
            LockSupport.parkNanos(NANOS_OF_MILLI - clock.instant().getNano() % NANOS_OF_MILLI);
        }
    }

    private Known now() {
        Instant through =
                messages.completeUntil().truncatedTo(ChronoUnit.MILLIS).minus(1, ChronoUnit.MICROS);
        Known now = new Known(through, System.nanoTime());
        known = now;
        return now;
    }

    /** Says what was said when this was the answer, whatever came since. */
    void say(Visit visit, Instant through) {
        visit.response()
                .setHeader("X-Experience-API-Consistent-Through", Shown.time(through.minus(messages.lagOfOthers())));
    }
}
