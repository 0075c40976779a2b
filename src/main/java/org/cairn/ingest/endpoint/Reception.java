package org.cairn.ingest.endpoint;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cairn.ingest.inbox.Inbox;
import org.cairn.ingest.inbox.Incoming;
import org.springframework.stereotype.Component;

/** Keeps what was brought, and returns when all of it is on disk. */
@Component
public class Reception {

    /** Long enough for the database to be given up and the disk to take it; senders give up after 15 seconds or less. */
    private static final long LONGEST_WAIT_SECONDS = 8;

    private final Inbox inbox;

    Reception(Inbox inbox) {
        this.inbox = inbox;
    }

    /**
     * Keeps the messages.
     *
     * @throws Problem when they cannot be kept now: send them again later
     */
    public void keep(List<Incoming> messages) throws Problem {
        if (messages.isEmpty()) {
            return;
        }
        try {
            Future<Void> stored = inbox.store(messages);
            stored.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (Inbox.Unavailable e) {
            throw unavailable(String.valueOf(e.getMessage()));
        } catch (ExecutionException | TimeoutException e) {
            throw unavailable("Events cannot be stored at the moment.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("Cairn is shutting down.");
        }
    }

    static Problem unavailable(String detail) {
        return new Problem(503, "unavailable", detail, 5);
    }
}
