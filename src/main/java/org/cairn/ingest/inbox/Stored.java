package org.cairn.ingest.inbox;

import java.time.Instant;
import org.cairn.ingest.FeedKind;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/**
 * A waiting message as it lies in the inbox.
 *
 * @param again true where it was read before: what it said then is taken back
 * @param rulesAt the moment whose rules it was read by before it was put back here; null where those count that stand now
 */
record Stored(
        PlatformId platform,
        String feed,
        FeedKind kind,
        String key,
        String type,
        String body,
        Instant receivedAt,
        int tries,
        boolean again,
        @Nullable Instant rulesAt) {}
