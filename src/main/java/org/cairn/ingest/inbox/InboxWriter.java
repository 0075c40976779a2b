package org.cairn.ingest.inbox;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.cairn.vault.Untold;
import org.cairn.worker.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Group commit: one thread stores whatever has come in meanwhile in one transaction, so that many senders share the
 * price of one sync to disk. {@link InboxWatch} sees to it that nobody waits for a database that does not answer.
 */
@Component
public class InboxWriter extends Worker implements Inbox {

    private static final Duration UNTIL_WOKEN = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(InboxWriter.class);

    private final Arriving arriving;
    private final Underway underway;
    private final Storing storing;
    private final OnDisk disk;
    private final Circuit circuit;
    private final Clock clock;
    private final InboxSettings settings;
    private final AtomicLong stored = new AtomicLong();
    private volatile @Nullable Group atHand;

    InboxWriter(
            Arriving arriving,
            Underway underway,
            Storing storing,
            OnDisk disk,
            Circuit circuit,
            Clock clock,
            InboxSettings settings) {
        super("cairn-inbox");
        this.arriving = arriving;
        this.underway = underway;
        this.storing = storing;
        this.disk = disk;
        this.circuit = circuit;
        this.clock = clock;
        this.settings = settings;
        circuit.onClosing(this::wake);
    }

    @Override
    public CompletableFuture<Void> store(List<Incoming> messages) throws Unavailable {
        if (!isRunning()) {
            throw new Unavailable("Cairn is shutting down.");
        }
        long deadline = System.nanoTime() + settings.patience(disk.isOn()).toNanos();
        Object mark = underway.begin();
        Parcel parcel = new Parcel(messages, clock.instant(), deadline, new CompletableFuture<>());
        if (!arriving.offer(parcel)) {
            underway.end(mark);
            throw new Unavailable("Too many events are waiting to be stored.");
        }
        return parcel.safe().whenComplete((done, failed) -> underway.end(mark));
    }

    /** Stops after the web server has (which has a higher phase), so that nobody waits for an answer any more. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** What is being stored at this moment. */
    @Nullable
    Group atHand() {
        return atHand;
    }

    /** How many messages senders have brought to the database on this node. */
    public long stored() {
        return stored.get();
    }

    @Override
    protected Duration round() throws InterruptedException {
        if (circuit.isOpen()) {
            return UNTIL_WOKEN;
        }
        Group group = arriving.take(100);
        if (group != null) {
            write(group);
        }
        return Duration.ZERO;
    }

    /** Whatever was taken in is stored. */
    @Override
    protected void end() {
        for (Group group = arriving.takeNow(); group != null; group = arriving.takeNow()) {
            write(group);
        }
    }

    private void write(Group group) {
        atHand = group;
        try {
            List<Heard> messages = group.messages();
            storing.store(messages);
            group.isSafe();
            stored.addAndGet(messages.size());
        } catch (Storing.Away e) {
            circuit.trip(String.valueOf(e.getMessage()));
            disk.keep(group);
        } catch (RuntimeException | Error e) {
            disk.keep(group);
            LOG.error("Storing a group of messages failed", Untold.of(e));
        } finally {
            atHand = null;
            arriving.release(group);
        }
    }
}
