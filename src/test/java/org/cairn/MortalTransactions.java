package org.cairn;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/**
 * Transactions of a process that is killed at one of its commits: just before, so that the database takes nothing of it,
 * or just after, so that the process never learns that it was taken. The dead begin nothing more, and end nothing well.
 */
public final class MortalTransactions implements PlatformTransactionManager {

    private final PlatformTransactionManager real;
    private int left = Integer.MAX_VALUE;
    private boolean taken;
    private boolean dead;

    public MortalTransactions(PlatformTransactionManager real) {
        this.real = real;
    }

    /** Nobody catches it who catches what may go wrong. */
    public static final class Killed extends Error {
        private Killed() {
            super("the process was killed");
        }
    }

    /** Dies at the commit of that number, counted from 1 and from now; {@code taken}: just after it. */
    public void dieAt(int commit, boolean taken) {
        left = commit;
        this.taken = taken;
        dead = false;
    }

    /** As the process that is started in place of the dead one. */
    public void revive() {
        left = Integer.MAX_VALUE;
        dead = false;
    }

    @Override
    public TransactionStatus getTransaction(TransactionDefinition definition) {
        if (dead) {
            throw new Killed();
        }
        return real.getTransaction(definition);
    }

    @Override
    public void commit(TransactionStatus status) {
        boolean last = status.isNewTransaction() && !dead && --left == 0;
        dead |= last;
        if (dead && !(last && taken)) {
            real.rollback(status);
        } else {
            real.commit(status);
        }
        if (dead) {
            throw new Killed();
        }
    }

    @Override
    public void rollback(TransactionStatus status) {
        real.rollback(status);
    }
}
