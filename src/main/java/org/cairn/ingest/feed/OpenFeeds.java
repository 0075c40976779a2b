package org.cairn.ingest.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.inbox.Circuit;
import org.cairn.ingest.inbox.Inbox.Unavailable;
import org.cairn.platform.Institution;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.cairn.vault.Tokens;
import org.springframework.stereotype.Component;

/**
 * Knows feeds by their id for a few seconds, because every single event asks. While the database does not answer, what
 * was known last is still good, and nobody waits long to learn that.
 */
@Component
public class OpenFeeds {

    private static final Duration FRESH = Duration.ofSeconds(3);

    /** So long the database may take to tell a feed that was known a moment ago, and one that nobody knows here yet. */
    private static final long PATIENCE_MILLIS = 1_000;

    private static final long PATIENCE_WITH_THE_UNKNOWN_MILLIS = 3_000;

    /** So many may be asked for at once, lest a flood of made-up ids takes every connection to the database. */
    private static final int MOST_AT_ONCE = 4;

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Optional<OpenFeed>>> asked = new ConcurrentHashMap<>();
    private final Semaphore asking = new Semaphore(MOST_AT_ONCE);
    private final JdbcFeeds feeds;
    private final Platforms platforms;
    private final Circuit circuit;
    private final Clock clock;

    OpenFeeds(JdbcFeeds feeds, Platforms platforms, Circuit circuit, Clock clock) {
        this.feeds = feeds;
        this.platforms = platforms;
        this.circuit = circuit;
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

    private record Known(OpenFeed feed, Instant until) {}

    /**
     * Finds a feed by the id in its URL; ids that nobody was given are asked for anew each time and never kept.
     *
     * @throws Unavailable when the feed is not known and the database cannot be asked
     */
    public Optional<OpenFeed> find(String id) throws Unavailable {
        Known hit = known.get(id);
        if (hit != null && (clock.instant().isBefore(hit.until()) || circuit.isOpen())) {
            return Optional.of(hit.feed());
        }
        long patience = hit == null ? PATIENCE_WITH_THE_UNKNOWN_MILLIS : PATIENCE_MILLIS;
        try {
            return ask(id, patience).get(patience, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            if (hit == null) {
                throw new Unavailable("It cannot be told at the moment whether there is a feed at this address.", e);
            }
            known.replace(id, hit, new Known(hit.feed(), clock.instant().plus(FRESH)));
            return Optional.of(hit.feed());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("Cairn is shutting down.", e);
        }
    }

    /** Asks for a feed anew that was just changed: whoever is given a new secret tries it at once. */
    void forget(Feed feed) {
        known.remove(feed.id());
    }

    /** However many events come at once, each feed is asked for once, and not on their threads. */
    private CompletableFuture<Optional<OpenFeed>> ask(String id, long patience)
            throws InterruptedException, TimeoutException {
        CompletableFuture<Optional<OpenFeed>> answer = new CompletableFuture<>();
        CompletableFuture<Optional<OpenFeed>> earlier = asked.putIfAbsent(id, answer);
        if (earlier != null) {
            return earlier;
        }
        if (!asking.tryAcquire(patience, TimeUnit.MILLISECONDS)) {
            asked.remove(id);
            TimeoutException busy = new TimeoutException();
            answer.completeExceptionally(busy);
            throw busy;
        }
        Thread.startVirtualThread(() -> {
            try {
                answer.complete(loadOnce(id));
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** The question is over before it is answered: whoever has the answer and asks again asks anew. */
    private Optional<OpenFeed> loadOnce(String id) {
        try {
            return load(id);
        } finally {
            asking.release();
            asked.remove(id);
        }
    }

    private Optional<OpenFeed> load(String id) {
        Instant now = clock.instant();
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

    /**
     * Learns of every feed there is, also of those that nobody has used yet; what it learns serves only until the feed
     * can be asked for.
     *
     * @param again true to ask anew for those that are known
     */
    void learnAll(boolean again) {
        Instant now = clock.instant();
        Set<String> there = ConcurrentHashMap.newKeySet();
        for (Institution institution : platforms.institutions()) {
            for (Feed feed : feeds.of(institution.id())) {
                if (again || !known.containsKey(feed.id())) {
                    opened(feed, now).ifPresent(open -> {
                        there.add(feed.id());
                        known.put(feed.id(), new Known(open, now));
                    });
                } else {
                    there.add(feed.id());
                }
            }
        }
        known.keySet().removeIf(id -> !there.contains(id));
    }
}
