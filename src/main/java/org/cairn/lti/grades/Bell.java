package org.cairn.lti.grades;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Says that there is something to do, once what made it so has been committed. */
@Component
class Bell {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final TransactionSynchronization ringing = new TransactionSynchronization() {
        @Override
        public void afterCommit() {
            listeners.forEach(Runnable::run);
        }
    };

    void onRing(Runnable listener) {
        listeners.add(listener);
    }

    void ring() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(ringing);
        } else {
            ringing.afterCommit();
        }
    }
}
