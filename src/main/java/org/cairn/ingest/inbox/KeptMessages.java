package org.cairn.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.ingest.Feed;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;

/** The messages of a feed as they were stored: for formats whose senders may ask for them. */
public interface KeptMessages {

    /** The messages of these keys, by key; those that are not there are absent from the answer. */
    Map<String, Kept> find(Feed feed, Collection<String> keys);

    default Optional<Kept> find(Feed feed, String key) {
        return Optional.ofNullable(find(feed, List.of(key)).get(key));
    }

    /** Up to {@code most} messages in the order in which they were stored. */
    List<Kept> page(Feed feed, Range range, int most);

    /** Up to {@code most} messages in the order of their keys, beginning behind this one. */
    List<Kept> behind(Feed feed, String key, int most);

    /** Where those of the feed's messages stand that are among the {@code most} of its institution that wait longest. */
    List<Place> waiting(Feed feed, int most);

    /** Whether more of an institution's messages wait than so many. */
    boolean isBehind(InstitutionId institution, int most);

    /**
     * Up to when nothing is missing: what this node took in until then is here, and nothing more will be added. While
     * something waits to be stored, in memory or on disk, that is before it came.
     */
    Instant completeUntil();

    /** So much later than what this node took in there may come what another did; nothing where there is one node. */
    Duration lagOfOthers();

    /** A message, and when it was stored. */
    record Kept(String key, String body, Instant at) {

        public Place place() {
            return new Place(at, key);
        }
    }

    /** Where in the order of storing something stands. */
    record Place(Instant at, String key) {}

    /**
     * What to read.
     *
     * @param since only messages stored later than that
     * @param until only messages stored then or earlier
     * @param after only messages that stand behind this place, in the order asked for
     */
    record Range(
            Instant since,
            Instant until,
            boolean ascending,
            @Nullable Place after) {}
}
