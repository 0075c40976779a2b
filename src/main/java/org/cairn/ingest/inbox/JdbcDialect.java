package org.cairn.ingest.inbox;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** The few things that the two databases want said differently, because one of them would read all rows otherwise. */
enum JdbcDialect {
    H2,
    POSTGRES;

    static JdbcDialect of(JdbcTemplate template) {
        String product = template.execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName());
        return "H2".equals(product) ? H2 : POSTGRES;
    }

    /**
     * How to ask for the longest waiting rows of an inbox when they are to be locked: H2 reads every waiting row when it
     * has to order those it locks, and takes them from the index in this very order when it has not.
     */
    String longestWaitingFirst() {
        return this == H2 ? "" : " order by institution, state, due_at";
    }

    /**
     * Says whether many rows are better written by one statement. PostgreSQL plans every statement anew, which costs more
     * than the row. H2 keeps its plans; to change rows by a list of keys it reads all of the institution, and when two
     * sessions insert the same keys by one statement each, it may miscount what was there already.
     */
    boolean writesManyAtOnce() {
        return this == POSTGRES;
    }
}
