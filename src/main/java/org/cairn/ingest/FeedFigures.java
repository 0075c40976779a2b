package org.cairn.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one feed is doing.
 *
 * @param received messages stored, repeats not counted
 * @param waiting stored messages not yet turned into evidence
 * @param quarantinedToday those of the quarantined that came within the last day
 * @param conflicts messages that came again under their id with another meaning
 * @param conflictsToday those of them that did so within the last day
 * @param atLeast true where so much lies that not all of it was counted
 * @param lag age of the oldest waiting message; zero when none waits
 * @param receivedToday messages stored within the last day
 * @param longestPause the longest pause between messages within the last weeks; null where too little came to tell
 * @param refused what was refused, by reason
 */
public record FeedFigures(
        Feed feed,
        Feeds.State state,
        long received,
        long duplicates,
        long waiting,
        long parked,
        long quarantined,
        long quarantinedToday,
        long ignored,
        long conflicts,
        long conflictsToday,
        boolean atLeast,
        Duration lag,
        @Nullable Instant lastReceivedAt,
        long receivedToday,
        @Nullable Duration longestPause,
        List<Refused> refused) {

    /**
     * Requests that were refused for one reason.
     *
     * @param code the reason's short name, such as {@code signature} or {@code too-large}
     */
    public record Refused(String code, long count, Instant firstAt, Instant lastAt) {}

    /** The refusal that happened last, if any did. */
    public @Nullable Refused lastRefused() {
        return refused.stream().max(Comparator.comparing(Refused::lastAt)).orElse(null);
    }
}
