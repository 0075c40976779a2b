package org.cairn.ingest.inbox;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where messages are kept from the moment we answer for them. */
public interface Inbox {

    /**
     * Takes messages; the future completes once they are on disk, and fails with {@link Unavailable} when they could
     * not be stored. Messages that are there already are counted and left as they are.
     *
     * @throws Unavailable at once, when too many are waiting to be stored
     */
    CompletableFuture<Void> store(List<Incoming> messages) throws Unavailable;

    /** Says that messages cannot be stored now and should be sent again. */
    final class Unavailable extends Exception {
        public Unavailable(String message) {
            super(message);
        }

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
