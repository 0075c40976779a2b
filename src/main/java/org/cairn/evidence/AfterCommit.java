package org.cairn.evidence;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells listeners once per transaction, however often it was asked to, and only when the transaction has committed. */
final class AfterCommit {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Telling telling = new Telling();

    void add(Runnable listener) {
        listeners.add(listener);
    }

    void announce() {
        if (listeners.isEmpty()) {
            return;
        }
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            telling.afterCommit();
        } else {
            // synchronizations are kept in a set: the same one registered again is still one
            TransactionSynchronizationManager.registerSynchronization(telling);
        }
    }

    private final class Telling implements TransactionSynchronization {
        @Override
        public void afterCommit() {
            listeners.forEach(Runnable::run);
        }
    }
}
