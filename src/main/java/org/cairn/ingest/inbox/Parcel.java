package org.cairn.ingest.inbox;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What one request brought, and the promise to tell it when all of it is safe.
 *
 * @param deadline when it must be safe in one place or another, in the time of {@link System#nanoTime}
 */
record Parcel(List<Incoming> messages, Instant heardAt, long deadline, CompletableFuture<Void> safe) {

    long characters() {
        return messages.stream().mapToLong(message -> message.body().length()).sum();
    }
}
