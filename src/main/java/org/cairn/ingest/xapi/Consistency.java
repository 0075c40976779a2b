package org.cairn.ingest.xapi;

import java.time.Duration;
import java.time.Instant;
import org.cairn.ingest.endpoint.Visit;
import org.cairn.ingest.inbox.KeptMessages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says up to when whatever was stored is there for the asking (xAPI 1.0.3, Communication 2.1.3). */
@Component
class Consistency {

    private static final long LATELY = Duration.ofSeconds(1).toNanos();

    private final KeptMessages messages;
    private volatile @Nullable Known known;

    Consistency(KeptMessages messages) {
        this.messages = messages;
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

    /** Says what is so at this moment, to somebody who asks. */
    Instant sayNow(Visit visit) {
        Instant through = now().through();
        say(visit, through);
        return through;
    }

    private Known now() {
        Known now = new Known(messages.completeUntil(), System.nanoTime());
        known = now;
        return now;
    }

    private static void say(Visit visit, Instant through) {
        visit.response().setHeader("X-Experience-API-Consistent-Through", Shown.time(through));
    }
}
