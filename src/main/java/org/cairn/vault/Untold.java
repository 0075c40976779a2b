package org.cairn.vault;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * An exception as a log may have it: of what kind it is and where it comes from, without its words. Databases and parsers
 * quote in them what they could not take, and that may be what people wrote.
 */
public final class Untold extends RuntimeException {

    private static final int DEEPEST = 20;

    private final String kind;

    private Untold(Throwable told, @Nullable Throwable cause) {
        super(null, cause, false, true);
        this.kind = kind(told);
        setStackTrace(told.getStackTrace());
    }

    public static Throwable of(Throwable told) {
        return of(told, 0);
    }

    private static Throwable of(Throwable told, int depth) {
        Throwable cause = told.getCause();
        return new Untold(told, cause == null || depth >= DEEPEST ? null : of(cause, depth + 1));
    }

    private static String kind(Throwable told) {
        String name = told.getClass().getName();
        return told instanceof SQLException sql
                ? "%s (SQL state %s, code %d)".formatted(name, sql.getSQLState(), sql.getErrorCode())
                : name;
    }

    @Override
    public String getMessage() {
        return kind;
    }

    @Override
    public String toString() {
        return kind;
    }
}
