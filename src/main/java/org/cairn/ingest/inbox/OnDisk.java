package org.cairn.ingest.inbox;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.cairn.ingest.spool.Spool;
import org.cairn.ingest.spool.SpoolFull;
import org.cairn.worker.Bell;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Where a group goes that the database does not take: safe all the same, and answered so. */
@Component
class OnDisk {

    private static final Logger LOG = LoggerFactory.getLogger(OnDisk.class);

    private static final long NEVER = Long.MIN_VALUE;
    private static final long BETWEEN_COMPLAINTS = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong complained = new AtomicLong(NEVER);
    private final Spool spool;
    private final Bell kept = new Bell();

    OnDisk(Spool spool) {
        this.spool = spool;
    }

    void onKept(Runnable listener) {
        kept.onRing(listener);
    }

    /** False where nothing is kept on disk: then there is nothing but to wait for the database. */
    boolean isOn() {
        return spool.isOn();
    }

    /**
     * Keeps a group that nobody has answered for. Whoever stores it and whoever watches over that may both find in the
     * same instant that the database does not take it: it is kept once.
     */
    synchronized void keep(Group group) {
        if (group.isAnswered()) {
            return;
        }
        if (!spool.isOn()) {
            group.isNotSafe(new SpoolOff());
            return;
        }
        try {
            List<byte[]> records =
                    group.messages().stream().map(SpooledMessage::bytes).toList();
            spool.append(records);
            group.isSafe();
            kept.ring();
        } catch (SpoolFull e) {
            complain("No room is left for messages: {}", String.valueOf(e.getMessage()));
            group.isNotSafe(e);
        } catch (IOException | RuntimeException e) {
            complain("Messages cannot be kept on disk: {}", e.toString());
            group.isNotSafe(e);
        } catch (Error e) {
            // whatever is the matter, nobody waits in vain
            group.isNotSafe(e);
            throw e;
        }
    }

    /** At most once a minute: the log may lie on the disk that is full. */
    private void complain(String what, String why) {
        long now = System.nanoTime();
        long last = complained.get();
        if ((last == NEVER || now - last >= BETWEEN_COMPLAINTS) && complained.compareAndSet(last, now)) {
            LOG.error(what, why);
        }
    }

    private static final class SpoolOff extends Exception {}
}
