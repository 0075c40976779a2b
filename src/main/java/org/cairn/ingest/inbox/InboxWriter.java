package org.cairn.ingest.inbox;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.cairn.worker.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Group commit: one thread stores whatever has come in meanwhile in one transaction, so that many senders share the
 * price of one sync to disk.
 */
@Component
class InboxWriter extends Worker implements Inbox {

    /** So many messages share one commit. */
    static final int GROUP = 500;

    private static final int MOST_PARCELS = 8_192;
    private static final long MOST_CHARACTERS = 64L * 1024 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(InboxWriter.class);

    private final BlockingQueue<Parcel> queue = new ArrayBlockingQueue<>(MOST_PARCELS);
    private final AtomicLong characters = new AtomicLong();
    private final JdbcInbox inbox;
    private final TransactionTemplate transactions;
    private final InboxBell bell;
    private final Clock clock;

    InboxWriter(JdbcInbox inbox, PlatformTransactionManager transactions, InboxBell bell, Clock clock) {
        super("cairn-inbox");
        this.inbox = inbox;
        this.transactions = new TransactionTemplate(transactions);
        this.bell = bell;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Void> store(List<Incoming> messages) throws Unavailable {
        Parcel parcel = new Parcel(messages, new CompletableFuture<>());
        if (!isRunning()) {
            throw new Unavailable("Cairn is shutting down.");
        }
        if (characters.get() + parcel.characters() > MOST_CHARACTERS || !queue.offer(parcel)) {
            throw new Unavailable("Too many events are waiting to be stored.");
        }
        characters.addAndGet(parcel.characters());
        return parcel.stored();
    }

    /** Stops after the web server has (which has a higher phase), so that nobody waits for an answer any more. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    protected Duration round() throws InterruptedException {
        work(queue.poll(100, TimeUnit.MILLISECONDS));
        return Duration.ZERO;
    }

    /** Whatever was taken in is stored. */
    @Override
    protected void end() {
        while (!queue.isEmpty()) {
            work(queue.poll());
        }
    }

    private void work(@Nullable Parcel first) {
        List<Parcel> group = gather(first);
        try {
            if (!group.isEmpty()) {
                write(group);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("Storing a group of messages failed", e);
            fail(group, e);
        } finally {
            group.forEach(parcel -> characters.addAndGet(-parcel.characters()));
        }
    }

    private List<Parcel> gather(@Nullable Parcel first) {
        List<Parcel> group = new ArrayList<>();
        Parcel next = first;
        int size = 0;
        while (next != null) {
            group.add(next);
            size += next.messages().size();
            next = size < GROUP ? queue.poll() : null;
        }
        return group;
    }

    private void write(List<Parcel> group) {
        try {
            storeAll(
                    group.stream().flatMap(parcel -> parcel.messages().stream()).toList());
        } catch (DataIntegrityViolationException | UncategorizedSQLException e) {
            LOG.warn("One of {} messages cannot be stored as it is; storing each by itself", group.size());
            group.forEach(this::writeAlone);
            return;
        } catch (RuntimeException e) {
            LOG.error("The database takes no messages: {}", e.getClass().getSimpleName());
            fail(group, e);
            return;
        }
        group.forEach(parcel -> parcel.stored().complete(null));
    }

    /** One bad message must not cost its neighbours: it alone is kept as what could not be kept. */
    private void writeAlone(Parcel parcel) {
        try {
            for (Incoming message : parcel.messages()) {
                storeOrQuarantine(message);
            }
            parcel.stored().complete(null);
        } catch (RuntimeException e) {
            fail(List.of(parcel), e);
        }
    }

    private void storeOrQuarantine(Incoming message) {
        try {
            storeAll(List.of(message));
        } catch (DataAccessException e) {
            LOG.warn("Message {} cannot be stored as it is", message.key());
            storeAll(List.of(new Incoming(
                    message.feed(), message.key(), "unreadable", "{}", "The database could not keep this message.")));
        }
    }

    private void storeAll(List<Incoming> messages) {
        transactions.executeWithoutResult(status -> inbox.store(messages, clock.instant()));
        bell.ring();
    }

    private static void fail(List<Parcel> group, Throwable cause) {
        Unavailable unavailable = new Unavailable("Events cannot be stored at the moment.", cause);
        group.forEach(parcel -> parcel.stored().completeExceptionally(unavailable));
    }

    /** What one request brought, and the promise to tell it when all of it is on disk. */
    private record Parcel(List<Incoming> messages, CompletableFuture<Void> stored) {
        private long characters() {
            return messages.stream()
                    .mapToLong(message -> message.body().length())
                    .sum();
        }
    }
}
