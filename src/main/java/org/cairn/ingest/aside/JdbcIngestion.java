package org.cairn.ingest.aside;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cairn.database.Columns;
import org.cairn.ingest.Conflict;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Ingestion;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the inbox for people. */
@Component
class JdbcIngestion implements Ingestion {

    private static final String MESSAGES = "select platform, feed, dedupe_key, type, state, reason, received_at, body"
            + " from inbox_message where institution = ?";

    private final JdbcClient jdbc;
    private final JdbcConflicts conflicts;
    private final Clock clock;

    JdbcIngestion(JdbcClient jdbc, JdbcConflicts conflicts, Clock clock) {
        this.jdbc = jdbc;
        this.conflicts = conflicts;
        this.clock = clock;
    }

    @Override
    public Tally tally(InstitutionId institution) {
        Map<State, Long> counts = counts(institution);
        double lag = lag(institution);
        return jdbc.sql("select coalesce(sum(received), 0) as received, coalesce(sum(duplicates), 0) as duplicates,"
                        + " max(last_received_at) as last_received_at from feed_tally where institution = ?")
                .param(institution.value())
                .query((row, number) -> new Tally(
                        row.getLong("received"),
                        row.getLong("duplicates"),
                        counts.getOrDefault(State.WAITING, 0L),
                        counts.getOrDefault(State.PARKED, 0L),
                        counts.getOrDefault(State.QUARANTINED, 0L),
                        counts.getOrDefault(State.IGNORED, 0L),
                        lag,
                        Columns.instantOrNull(row, "last_received_at")))
                .single();
    }

    @Override
    public Optional<Instant> lastReceivedAt(InstitutionId institution) {
        return jdbc.sql("select max(last_received_at) as last_received_at from feed_tally where institution = ?")
                .param(institution.value())
                .query((row, number) -> Optional.ofNullable(Columns.instantOrNull(row, "last_received_at")))
                .single();
    }

    @Override
    public Optional<Instant> lastReceivedAt(InstitutionId institution, String feed) {
        return jdbc.sql("select last_received_at from feed_tally where institution = ? and feed = ?")
                .params(institution.value(), feed)
                .query((row, number) -> Optional.ofNullable(Columns.instantOrNull(row, "last_received_at")))
                .optional()
                .flatMap(last -> last);
    }

    /** Counts by the index alone; what is done or ignored, by far the most, is not counted. */
    private Map<State, Long> counts(InstitutionId institution) {
        Map<State, Long> counts = new EnumMap<>(State.class);
        for (State state : List.of(State.WAITING, State.PARKED, State.QUARANTINED)) {
            counts.put(
                    state,
                    jdbc.sql("select count(*) from inbox_message where institution = ? and state = ?")
                            .params(institution.value(), state.name())
                            .query(Long.class)
                            .single());
        }
        counts.put(
                State.IGNORED,
                jdbc.sql("select coalesce(sum(ignored), 0) from feed_settled where institution = ?")
                        .param(institution.value())
                        .query(Long.class)
                        .single());
        return counts;
    }

    private double lag(InstitutionId institution) {
        @Nullable
        OffsetDateTime oldest = jdbc.sql("select due_at from inbox_message where institution = ? and state = 'WAITING'"
                        + " order by institution, state, due_at limit 1")
                .param(institution.value())
                .query(OffsetDateTime.class)
                .optional()
                .orElse(null);
        if (oldest == null) {
            return 0;
        }
        Instant now = clock.instant();
        return Math.max(0, Duration.between(oldest.toInstant(), now).toMillis() / 1000.0);
    }

    @Override
    public List<Message> latest(InstitutionId institution, int most) {
        return jdbc.sql(MESSAGES + " order by institution desc, received_at desc limit ?")
                .params(institution.value(), most)
                .query((row, number) -> message(row, institution))
                .list();
    }

    @Override
    public List<Message> quarantined(InstitutionId institution, int most) {
        return jdbc.sql(MESSAGES
                        + " and state = 'QUARANTINED' order by institution desc, state desc, due_at desc limit ?")
                .params(institution.value(), most)
                .query((row, number) -> message(row, institution))
                .list();
    }

    @Override
    public List<Conflict> conflicts(InstitutionId institution, int most) {
        return conflicts.of(institution, most);
    }

    @Override
    public List<Conflict> conflicts(Feed feed, int most) {
        return conflicts.of(feed, most);
    }

    @Override
    public Optional<Conflict> conflict(Feed feed, String key) {
        return conflicts.find(feed, key);
    }

    /** Reads one from a row with the columns of inbox_message. */
    static Message message(ResultSet row, InstitutionId institution) throws SQLException {
        return new Message(
                new PlatformId(institution, row.getObject("platform", UUID.class)),
                row.getString("feed"),
                row.getString("dedupe_key"),
                row.getString("type"),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                Columns.instant(row, "received_at"),
                row.getString("body"));
    }
}
