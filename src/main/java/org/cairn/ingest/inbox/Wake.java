package org.cairn.ingest.inbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The bell that tells this node's worker of new work; however often it rings, one look answers it. */
@Component
class Wake {

    private final Semaphore bell = new Semaphore(0);
    private final Ringing ringing = new Ringing();

    void up() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /** Rings once the running transaction has committed: what is there to do can be seen only then. */
    void upAfterCommit() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(ringing);
        } else {
            up();
        }
    }

    /** Waits for the bell, but no longer than that. */
    void await(Duration most) throws InterruptedException {
        if (bell.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            bell.drainPermits();
        }
    }

    private final class Ringing implements TransactionSynchronization {
        @Override
        public void afterCommit() {
            up();
        }
    }
}
