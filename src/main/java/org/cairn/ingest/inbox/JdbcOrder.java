package org.cairn.ingest.inbox;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** How to ask for the longest waiting rows of an inbox when they are to be locked. */
final class JdbcOrder {

    private JdbcOrder() {}

    /**
     * H2 reads every waiting row when it has to order those it locks, and takes them from the index in this very order
     * when it has not; PostgreSQL needs to be told.
     */
    static String longestWaitingFirst(JdbcTemplate template) {
        String product = template.execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName());
        return "H2".equals(product) ? "" : " order by institution, state, due_at";
    }
}
