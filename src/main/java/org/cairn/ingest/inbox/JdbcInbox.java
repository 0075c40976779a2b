package org.cairn.ingest.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.cairn.database.Dialect;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Ingestion.State;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The inbox's rows: stored, claimed by workers, and settled. */
@Component
class JdbcInbox {

    private static final int LONGEST_ANSWER_MILLIS = 15_000;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final JdbcArrivals arrivals;
    private final JdbcSettling settling;
    private final String order;

    JdbcInbox(JdbcTemplate template) {
        this.order =
                Dialect.of(Objects.requireNonNull(template.getDataSource())).longestWaitingFirst();
        this.arrivals = new JdbcArrivals(template);
        this.settling = new JdbcSettling(template);
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** Stores what is not there yet, and counts all of it; answers those among which some were there already. */
    List<Heard> store(Collection<Heard> messages) {
        return arrivals.store(messages);
    }

    /** A server that is gone without a word must not hold whoever writes for as long as the network would. */
    void beBrief() {
        template.execute((ConnectionCallback<@Nullable Void>) connection -> {
            connection.setNetworkTimeout(Runnable::run, LONGEST_ANSWER_MILLIS);
            return null;
        });
    }

    /** Fails when the database is not there. */
    void probe() {
        jdbc.sql("select 1").query(Integer.class).single();
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
        return jdbc.sql("select platform, feed, kind, dedupe_key, type, body, received_at, tries, again, rules_at"
                        + " from inbox_message"
                        + " where institution = ? and state = 'WAITING' and due_at <= ?" + order
                        + " limit ? for update skip locked")
                .params(institution.value(), Columns.time(now), most)
                .query((row, number) -> stored(row, institution))
                .list();
    }

    static Stored stored(ResultSet row, InstitutionId institution) throws SQLException {
        return new Stored(
                new PlatformId(institution, row.getObject("platform", UUID.class)),
                row.getString("feed"),
                FeedKind.valueOf(row.getString("kind")),
                row.getString("dedupe_key"),
                row.getString("type"),
                row.getString("body"),
                Columns.instant(row, "received_at"),
                row.getInt("tries"),
                row.getBoolean("again"),
                Columns.instantOrNull(row, "rules_at"));
    }

    Optional<Stored> find(InstitutionId institution, String feed, String key) {
        return jdbc.sql(
                        "select platform, feed, kind, dedupe_key, type, body, received_at, tries, again, rules_at from inbox_message"
                                + " where institution = ? and feed = ? and dedupe_key = ?")
                .params(institution.value(), feed, key)
                .query((row, number) -> stored(row, institution))
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
