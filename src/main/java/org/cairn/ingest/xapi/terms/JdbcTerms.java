package org.cairn.ingest.xapi.terms;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cairn.database.Dialect;
import org.cairn.database.NewRows;
import org.cairn.ingest.Feed;
import org.cairn.ingest.inbox.KeptMessages.Place;
import org.cairn.ingest.inbox.KeptMessages.Range;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** The terms of statements, and how far each feed that is asked was read for them. */
@Component
class JdbcTerms {

    private static final NewRows TERMS = NewRows.of(
            "xapi_term",
            "institution uuid",
            "feed",
            "term bigint",
            "received_at timestamp(6) with time zone",
            "dedupe_key");

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final Dialect dialect;

    JdbcTerms(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.dialect = Dialect.of(Objects.requireNonNull(template.getDataSource()));
    }

    /** How far a feed was read. */
    record Reading(String throughKey, boolean complete) {}

    /** From then on whatever is worked off has its terms written. */
    void begin(Feed feed) {
        begin(institution(feed), feed.id());
    }

    private void begin(UUID institution, String feed) {
        jdbc.sql("insert into xapi_reading (institution, feed, through_key, complete) values (?, ?, '', false)"
                        + " on conflict do nothing")
                .params(institution, feed)
                .update();
    }

    Optional<Reading> reading(Feed feed) {
        return reading(feed, "");
    }

    /** The same, and nobody else reads on, or throws away, until the transaction ends. */
    Optional<Reading> hold(Feed feed) {
        return reading(feed, " for update");
    }

    private Optional<Reading> reading(Feed feed, String lock) {
        return jdbc.sql("select through_key, complete from xapi_reading where institution = ? and feed = ?" + lock)
                .params(institution(feed), feed.id())
                .query((row, number) -> new Reading(row.getString("through_key"), row.getBoolean("complete")))
                .optional();
    }

    void read(Feed feed, Reading reading) {
        jdbc.sql("update xapi_reading set through_key = ?, complete = ? where institution = ? and feed = ?")
                .params(reading.throughKey(), reading.complete(), institution(feed), feed.id())
                .update();
    }

    void add(Feed feed, Map<Place, Set<Long>> terms) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        terms.forEach((place, theirs) -> theirs.forEach(term -> rows.add(
                new @Nullable Object[] {institution(feed), feed.id(), term, column(place.at()), place.key()})));
        if (!rows.isEmpty()) {
            template.batchUpdate(TERMS.statement(dialect), TERMS.parameters(dialect, rows));
        }
    }

    /** Where messages with this term stand, in the order asked for. */
    List<Place> places(Feed feed, long term, Range range, int most) {
        List<Object> params = new ArrayList<>(
                List.of(institution(feed), feed.id(), term, column(range.since()), column(range.until())));
        Place after = range.after();
        String behind = "";
        if (after != null) {
            // the second condition alone would do, but H2 takes no part of the order from it
            behind = range.ascending()
                    ? " and received_at >= ? and (received_at, dedupe_key) > (?, ?)"
                    : " and received_at <= ? and (received_at, dedupe_key) < (?, ?)";
            params.addAll(List.of(column(after.at()), column(after.at()), after.key()));
        }
        params.add(most);
        String way = range.ascending() ? "" : " desc";
        return jdbc.sql("select received_at, dedupe_key from xapi_term where institution = ? and feed = ? and term = ?"
                        + " and received_at > ? and received_at <= ?" + behind
                        + " order by institution%1$s, feed%1$s, term%1$s, received_at%1$s, dedupe_key%1$s limit ?"
                                .formatted(way))
                .params(params)
                .query((row, number) -> place(row))
                .list();
    }

    /** Where messages with these terms stand, by term; so many places at most. */
    Map<Long, List<Place>> places(Feed feed, Collection<Long> terms, int most) {
        Map<Long, List<Place>> places = new HashMap<>();
        jdbc.sql("select term, received_at, dedupe_key from unnest(cast(? as bigint array)) as asked(wanted)"
                        + " left join xapi_term on institution = ? and feed = ? and term = asked.wanted"
                        + " where dedupe_key is not null limit ?")
                .param(new SqlArrayValue("bigint", terms.toArray()))
                .param(institution(feed))
                .param(feed.id())
                .param(most)
                .query(row -> {
                    places.computeIfAbsent(row.getLong("term"), term -> new ArrayList<>())
                            .add(place(row));
                });
        return places;
    }

    /**
     * Drops all terms of an institution. Whoever is at it meanwhile is waited for, or waits, so that nothing is written of
     * what they read before.
     */
    void forget(InstitutionId institution) {
        List<String> feeds = jdbc.sql("select id from feed where institution = ? and kind = 'XAPI' order by id")
                .param(institution.value())
                .query((row, number) -> row.getString(1))
                .list();
        for (String feed : feeds) {
            begin(institution.value(), feed);
            for (String table : List.of("xapi_reading", "xapi_term")) {
                jdbc.sql("delete from " + table + " where institution = ? and feed = ?")
                        .params(institution.value(), feed)
                        .update();
            }
        }
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(row.getObject("received_at", OffsetDateTime.class).toInstant(), row.getString("dedupe_key"));
    }

    private static UUID institution(Feed feed) {
        return feed.platform().institution().value();
    }

    private static OffsetDateTime column(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
