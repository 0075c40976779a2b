package org.cairn.ingest.endpoint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Counts bad signatures per feed and sender. Whoever sends too many is refused unchecked for a while, so that a flood
 * costs little; other senders of the same feed are not.
 */
@Component
class BadSignatures {

    static final int MOST = 20;
    static final Duration WINDOW = Duration.ofSeconds(10);

    private static final int MOST_SENDERS = 10_000;

    private final Map<Sender, Count> counts = new ConcurrentHashMap<>();
    private final Clock clock;

    BadSignatures(Clock clock) {
        this.clock = clock;
    }

    boolean tooMany(String feed, String address) {
        Count count = counts.get(new Sender(feed, address));
        return count != null && count.number() >= MOST && clock.instant().isBefore(count.until());
    }

    void add(String feed, String address) {
        Instant now = clock.instant();
        if (counts.size() >= MOST_SENDERS) {
            counts.values().removeIf(count -> !now.isBefore(count.until()));
            if (counts.size() >= MOST_SENDERS) {
                counts.clear();
            }
        }
        counts.compute(
                new Sender(feed, address),
                (sender, count) -> count == null || !now.isBefore(count.until())
                        ? new Count(1, now.plus(WINDOW))
                        : new Count(count.number() + 1, count.until()));
    }

    private record Sender(String feed, String address) {}

    private record Count(int number, Instant until) {}
}
