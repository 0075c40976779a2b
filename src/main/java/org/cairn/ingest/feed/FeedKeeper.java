package org.cairn.ingest.feed;

import java.time.Duration;
import org.cairn.ingest.inbox.Circuit;
import org.cairn.worker.Worker;
import org.springframework.stereotype.Component;

/** Keeps {@link OpenFeeds} informed, so that events of every feed are taken while the database is away. */
@Component
class FeedKeeper extends Worker {

    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final int ALL_ANEW = 12;

    private final OpenFeeds feeds;
    private final Circuit circuit;
    private int rounds;

    FeedKeeper(OpenFeeds feeds, Circuit circuit) {
        super("cairn-feeds");
        this.feeds = feeds;
        this.circuit = circuit;
    }

    @Override
    protected Duration round() {
        if (!circuit.isOpen()) {
            feeds.learnAll(rounds++ % ALL_ANEW == 0);
        }
        return BETWEEN;
    }
}
