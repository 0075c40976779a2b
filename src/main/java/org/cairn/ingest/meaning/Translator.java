package org.cairn.ingest.meaning;

import java.time.Instant;
import java.util.List;
import org.cairn.ingest.FeedKind;

/** Understands the messages of one format: a pure function. */
public interface Translator {

    FeedKind kind();

    /**
     * Says what a message means.
     *
     * @param body the message as it was stored
     * @param receivedAt when it came: nothing can have happened much later than that
     */
    Translation translate(Origin origin, String body, Instant receivedAt);

    /** What the message calls the account of the platform that it comes from, where its format tells that. */
    default List<String> accounts(String body) {
        return List.of();
    }
}
