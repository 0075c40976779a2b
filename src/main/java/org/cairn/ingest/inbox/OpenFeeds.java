package org.cairn.ingest.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.lti.Platform;
import org.cairn.lti.Platforms;
import org.cairn.vault.Tokens;
import org.springframework.stereotype.Component;

/** Knows feeds by their id for a few seconds, because every single event asks. */
@Component
public class OpenFeeds {

    private static final Duration FRESH = Duration.ofSeconds(3);

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final JdbcFeeds feeds;
    private final Platforms platforms;
    private final Clock clock;

    OpenFeeds(JdbcFeeds feeds, Platforms platforms, Clock clock) {
        this.feeds = feeds;
        this.platforms = platforms;
        this.clock = clock;
    }

    /**
     * A feed, and whether its platform may speak to us now by it.
     *
     * @param secrets the digests of the secrets that are good now
     */
    public record OpenFeed(Feed feed, boolean active, List<String> secrets) {

        /** Says whether this is one of the feed's secrets, in a time that tells nothing of them. */
        public boolean takes(String secret) {
            String digest = Tokens.digest(secret);
            boolean taken = false;
            for (String one : secrets) {
                taken |= Tokens.same(one, digest);
            }
            return taken;
        }
    }

    /** Finds a feed by the id in its URL; ids that nobody was given are asked for anew each time and never kept. */
    public Optional<OpenFeed> find(String id) {
        Instant now = clock.instant();
        Known hit = known.get(id);
        if (hit != null && now.isBefore(hit.until())) {
            return Optional.of(hit.feed());
        }
        Optional<OpenFeed> found = feeds.find(id).flatMap(feed -> opened(feed, now));
        found.ifPresentOrElse(feed -> known.put(id, new Known(feed, now.plus(FRESH))), () -> known.remove(id));
        return found;
    }

    private Optional<OpenFeed> opened(Feed feed, Instant now) {
        Feeds.State state = feeds.state(feed);
        boolean platform = platforms.find(feed.platform()).map(Platform::active).orElse(false);
        return state == Feeds.State.CLOSED
                ? Optional.empty()
                : Optional.of(new OpenFeed(feed, platform && state == Feeds.State.OPEN, feeds.secrets(feed, now)));
    }

    private record Known(OpenFeed feed, Instant until) {}
}
