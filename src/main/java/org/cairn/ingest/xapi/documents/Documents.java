package org.cairn.ingest.xapi.documents;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cairn.ingest.Feed;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.xapi.documents.Shelf.Place;
import org.jspecify.annotations.Nullable;

/** The documents that a feed's senders keep with us (xAPI 1.0.3, Communication 2.2). */
public interface Documents {

    /** What stands at this place, and since when. */
    Optional<Stored> find(Feed feed, Place place);

    /**
     * What lies on a shelf, by name.
     *
     * @param registration only of this registration; null for those of all and of none
     * @param since only what was stored later than that
     */
    List<Named> names(Feed feed, Shelf shelf, @Nullable String registration, Instant since);

    /**
     * Changes what stands at a place; nobody else changes anything of this feed meanwhile.
     *
     * @throws Problem when the change does not want to be made, or when there is no room for it
     */
    void change(Feed feed, Place place, Change change) throws Problem;

    /** Throws away everything on a shelf: of one registration, or, where that is null, of all and of none. */
    void drop(Feed feed, Shelf shelf, @Nullable String registration);

    /** A document's name, and since when it is as it is. */
    record Named(String name, Instant at) {}

    /** A document as it is kept. */
    record Stored(Content content, Instant at) {}

    /** Says what is to stand where this stood; nothing, to throw it away. */
    interface Change {
        Optional<Content> of(Optional<Content> there) throws Problem;
    }
}
