package org.cairn.ingest.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.ingest.spool.Spool;
import org.cairn.worker.Worker;
import org.springframework.stereotype.Component;

/**
 * Stores what lies on disk as soon as the database takes it, and is the one that tries whether it does. What an earlier
 * run left is stored in the same way.
 */
@Component
class Drain extends Worker {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long BATCH_BYTES = 4L * 1024 * 1024;

    private final Spool spool;
    private final Storing storing;
    private final Circuit circuit;

    Drain(Spool spool, Storing storing, Circuit circuit, OnDisk disk) {
        super("cairn-drain");
        this.spool = spool;
        this.storing = storing;
        this.circuit = circuit;
        disk.onKept(() -> {
            if (!circuit.isOpen()) {
                wake();
            }
        });
    }

    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    protected Duration round() {
        try {
            if (!spool.isEmpty()) {
                drain();
                circuit.close();
                return Duration.ZERO;
            }
            if (circuit.isOpen()) {
                storing.probe();
                circuit.close();
            }
        } catch (Storing.Away e) {
            circuit.trip(String.valueOf(e.getMessage()));
        }
        return POLL;
    }

    private void drain() throws Storing.Away {
        Spool.Batch batch = spool.oldest(Arriving.GROUP, BATCH_BYTES);
        List<Heard> messages = new ArrayList<>();
        List<byte[]> strange = new ArrayList<>();
        for (byte[] record : batch.records()) {
            Optional<Heard> read = SpooledMessage.read(record);
            read.ifPresentOrElse(messages::add, () -> strange.add(record));
        }
        if (!messages.isEmpty()) {
            storing.store(messages);
        }
        strange.forEach(spool::keepAside);
        spool.done(batch);
    }
}
