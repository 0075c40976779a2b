package org.cairn.worker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Says on this node that there is something to do, once what made it so has been committed. */
public class Bell {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final TransactionSynchronization ringing = new TransactionSynchronization() {
        @Override
        public void afterCommit() {
            listeners.forEach(Runnable::run);
        }
    };

    public void onRing(Runnable listener) {
        listeners.add(listener);
    }

    public void ring() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(ringing);
        } else {
            ringing.afterCommit();
        }
    }
}
