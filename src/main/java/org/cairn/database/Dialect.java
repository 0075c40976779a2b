package org.cairn.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The few things that the two databases want said differently, because one of them would read all rows otherwise. */
public enum Dialect {
    H2,
    POSTGRES;

    /**
     * Asks the database what it is.
     *
     * @throws IllegalStateException when it does not answer
     */
    public static Dialect of(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return "H2".equals(connection.getMetaData().getDatabaseProductName()) ? H2 : POSTGRES;
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not say what it is", e);
        }
    }

    /**
     * How to ask for the longest waiting rows of an inbox when they are to be locked: H2 reads every waiting row when it
     * has to order those it locks, and takes them from the index in this very order when it has not.
     */
    public String longestWaitingFirst() {
        return this == H2 ? "" : " order by institution, state, due_at";
    }

    /**
     * How to read a row that nobody changes then until the transaction ends. On PostgreSQL several read it so at once;
     * with H2 there is no more than one node.
     */
    public String heldUnchanged() {
        return this == H2 ? " for update" : " for share";
    }

    /**
     * Says whether many rows are better written by one statement. PostgreSQL plans every statement anew, which costs more
     * than the row. H2 keeps its plans; to change rows by a list of keys it reads all of the institution, and when two
     * sessions insert the same keys by one statement each, it may miscount what was there already.
     */
    public boolean writesManyAtOnce() {
        return this == POSTGRES;
    }
}
