package org.cairn.ingest.inbox;

import java.time.Duration;
import org.cairn.worker.Worker;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts on disk what the database keeps waiting: a group that it does not answer for in time, and all that comes while it
 * is away. Should it store the group in the end all the same, the copy on disk is a repeat like any other.
 */
@Component
class InboxWatch extends Worker {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration SHORTLY = Duration.ofMillis(5);

    private final InboxWriter writer;
    private final Arriving arriving;
    private final OnDisk disk;
    private final Circuit circuit;

    InboxWatch(InboxWriter writer, Arriving arriving, OnDisk disk, Circuit circuit) {
        super("cairn-inbox-watch");
        this.writer = writer;
        this.arriving = arriving;
        this.disk = disk;
        this.circuit = circuit;
    }

    /** Stops after the writer, which may be waiting for the database. */
    @Override
    public int getPhase() {
        return -1;
    }

    @Override
    protected Duration round() {
        Group atHand = writer.atHand();
        if (atHand != null && atHand.isLate(System.nanoTime()) && !atHand.isAnswered()) {
            circuit.trip("no answer in time");
            disk.keep(atHand);
        }
        if (circuit.isOpen()) {
            Group group = arriving.takeNow();
            keep(group);
            return group == null ? SHORTLY : Duration.ZERO;
        }
        Group late = arriving.takeLate(System.nanoTime());
        keep(late);
        return late == null ? LOOK : Duration.ZERO;
    }

    @Override
    protected void end() {
        for (Group group = arriving.takeNow(); group != null; group = arriving.takeNow()) {
            keep(group);
        }
    }

    private void keep(@Nullable Group group) {
        if (group != null) {
            try {
                disk.keep(group);
            } finally {
                arriving.release(group);
            }
        }
    }
}
