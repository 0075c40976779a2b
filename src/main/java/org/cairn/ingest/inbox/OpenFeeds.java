package org.cairn.ingest.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.lti.Platform;
import org.cairn.lti.Platforms;
import org.springframework.stereotype.Component;

/** Knows feeds by their id for a few seconds, because every single event asks. */
@Component
public class OpenFeeds {

    private static final Duration FRESH = Duration.ofSeconds(3);

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Feeds feeds;
    private final Platforms platforms;
    private final Clock clock;

    OpenFeeds(Feeds feeds, Platforms platforms, Clock clock) {
        this.feeds = feeds;
        this.platforms = platforms;
        this.clock = clock;
    }

    /** A feed, and whether its platform may speak to us now. */
    public record OpenFeed(Feed feed, boolean active) {}

    /** Finds a feed by the id in its URL; ids that nobody was given are asked for anew each time and never kept. */
    public Optional<OpenFeed> find(String id) {
        Instant now = clock.instant();
        Known hit = known.get(id);
        if (hit != null && now.isBefore(hit.until())) {
            return Optional.of(hit.feed());
        }
        Optional<OpenFeed> found = feeds.find(id)
                .map(feed -> new OpenFeed(
                        feed,
                        platforms.find(feed.platform()).map(Platform::active).orElse(false)));
        found.ifPresentOrElse(feed -> known.put(id, new Known(feed, now.plus(FRESH))), () -> known.remove(id));
        return found;
    }

    private record Known(OpenFeed feed, Instant until) {}
}
