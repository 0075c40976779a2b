package org.cairn.award;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells listeners that awards changed, once the transaction that changed them has committed. */
@Component
class Changes {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final TransactionSynchronization telling = new TransactionSynchronization() {
        @Override
        public void afterCommit() {
            listeners.forEach(Runnable::run);
        }
    };

    void add(Runnable listener) {
        listeners.add(listener);
    }

    /** Must be called within a transaction; calling it again there changes nothing. */
    void announce() {
        TransactionSynchronizationManager.registerSynchronization(telling);
    }
}
