package org.cairn.database;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a database that does not answer from one that was asked something wrong. */
public final class DatabaseAway {

    private static final int DEEPEST = 20;

    private DatabaseAway() {}

    /** Says whether this failure means that the database does not answer: nobody did anything wrong. */
    public static boolean isMeantBy(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof CannotCreateTransactionException
                    || cause instanceof DataAccessResourceFailureException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
