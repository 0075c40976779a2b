package org.cairn.ingest.work;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cairn.database.Columns;
import org.cairn.database.Dialect;
import org.cairn.ingest.Ingestion.State;
import org.cairn.ingest.inbox.Stored;
import org.cairn.platform.InstitutionId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The inbox's rows as workers see them: claimed, and settled. */
@Component
class JdbcClaims {

    private final JdbcClient jdbc;
    private final JdbcSettling settling;
    private final String order;

    JdbcClaims(JdbcTemplate template) {
        this.order =
                Dialect.of(Objects.requireNonNull(template.getDataSource())).longestWaitingFirst();
        this.settling = new JdbcSettling(template);
        this.jdbc = JdbcClient.create(template);
    }

    /** Looks without a transaction, so that a node with nothing to do commits nothing. */
    boolean isDue(InstitutionId institution, State state, Instant now) {
        return jdbc.sql("select 1 from inbox_message where institution = ? and state = ? and due_at <= ?"
                        + " order by institution, state, due_at limit 1")
                .params(institution.value(), state.name(), Columns.time(now))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Takes waiting messages that no other worker holds, longest waiting first, until the transaction ends. */
    List<Stored> claim(InstitutionId institution, int most, Instant now) {
        return jdbc.sql("select " + Stored.COLUMNS
                        + " from inbox_message"
                        + " where institution = ? and state = 'WAITING' and due_at <= ?" + order
                        + " limit ? for update skip locked")
                .params(institution.value(), Columns.time(now), most)
                .query((row, number) -> Stored.read(row, institution))
                .list();
    }

    Optional<Stored> find(InstitutionId institution, String feed, String key) {
        return jdbc.sql("select " + Stored.COLUMNS + " from inbox_message"
                        + " where institution = ? and feed = ? and dedupe_key = ?")
                .params(institution.value(), feed, key)
                .query((row, number) -> Stored.read(row, institution))
                .optional();
    }

    /**
     * Holds a message until the transaction ends; answers false where another worker has it, or has had it since it was
     * read.
     */
    boolean hold(Stored message) {
        return jdbc.sql("select 1 from inbox_message where institution = ? and feed = ? and dedupe_key = ?"
                        + " and state = 'WAITING' and tries = ? for update skip locked")
                .params(message.platform().institution().value(), message.feed(), message.key(), message.tries())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void settle(Collection<Outcome> outcomes) {
        settling.settle(outcomes);
    }
}
