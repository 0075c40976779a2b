package org.cairn.ingest.work;

import java.time.Instant;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.inbox.Stored;
import org.jspecify.annotations.Nullable;

/** What became of one message. */
record Outcome(
        Stored message, Ingestion.State state, @Nullable String reason, int tries, Instant dueAt) {

    /** Whether what the message said is on record now. */
    boolean isRead() {
        return state == Ingestion.State.DONE || state == Ingestion.State.IGNORED;
    }

    static Outcome done(Stored message) {
        return new Outcome(message, Ingestion.State.DONE, null, message.tries(), message.receivedAt());
    }

    /** To be worked off once more, when what was written now is there for everybody to see. */
    static Outcome again(Stored message) {
        return new Outcome(message, Ingestion.State.WAITING, null, message.tries() + 1, message.receivedAt());
    }

    static Outcome ignored(Stored message, String reason) {
        return new Outcome(message, Ingestion.State.IGNORED, reason, message.tries(), message.receivedAt());
    }

    static Outcome quarantined(Stored message, String reason) {
        return new Outcome(message, Ingestion.State.QUARANTINED, reason, message.tries(), message.receivedAt());
    }
}
