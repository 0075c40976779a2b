package org.cairn.ingest.meaning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.inbox.Stored;
import org.cairn.platform.Connection;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Knows for a few seconds where the messages of each feed come from, because every message asks; but not whose events
 * the feed believes, which counts from the moment that it is said.
 */
@Component
class Origins {

    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final int MOST_KNOWN = 10_000;

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Feeds feeds;
    private final Platforms platforms;
    private final Clock clock;

    Origins(Feeds feeds, Platforms platforms, Clock clock) {
        this.feeds = feeds;
        this.platforms = platforms;
        this.clock = clock;
    }

    Optional<Origin> of(Stored message) {
        Instant now = clock.instant();
        Known hit = known.get(message.feed());
        if (hit != null && now.isBefore(hit.until())) {
            return Optional.of(hit.origin());
        }
        Optional<Origin> found = feeds.find(message.feed())
                .flatMap(feed ->
                        platforms.find(feed.platform()).map(platform -> new Origin(platform, feed, guid(platform))))
                .map(origin -> origin.believing(Feed.Accounts.ANY));
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        found.ifPresent(origin -> known.put(message.feed(), new Known(origin, now.plus(FRESH))));
        return found;
    }

    private @Nullable String guid(Platform platform) {
        return platforms.connection(platform.id()).map(Connection::guid).orElse(null);
    }

    private record Known(Origin origin, Instant until) {}
}
