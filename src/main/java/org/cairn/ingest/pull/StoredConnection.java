package org.cairn.ingest.pull;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.cairn.ingest.FeedKind;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/**
 * A platform that is asked.
 *
 * @param host what calls are kept apart by: one at a time for each
 * @param token sealed
 * @param failures how often in a row it did not answer, or wanted a pause
 */
record StoredConnection(
        String feed,
        PlatformId platform,
        FeedKind kind,
        URI base,
        String host,
        byte[] token,
        Duration every,
        int failures,
        @Nullable Instant pausedUntil,
        @Nullable String problem) {

    /** No pause is longer: one that is was made by a clock that has been put back since. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(3);

    boolean isPaused(Instant now) {
        return pausedUntil != null && now.isBefore(pausedUntil) && pausedUntil.isBefore(now.plus(LONGEST_PAUSE));
    }
}
