package org.cairn.ingest.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairn.database.Columns;
import org.cairn.ingest.Feed;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Reads messages back from the inbox. */
@Component
class JdbcKeptMessages implements KeptMessages {

    /** The second condition alone would do, but H2 takes no part of the order from it. */
    private static final String NEWER = " and received_at >= ? and (received_at, dedupe_key) > (?, ?)";

    private static final String OLDER = " and received_at <= ? and (received_at, dedupe_key) < (?, ?)";

    private static final String WAITING =
            " where institution = ? and state = 'WAITING' order by institution, state, due_at";

    private final JdbcClient jdbc;
    private final Underway underway;
    private final Neighbours neighbours;

    JdbcKeptMessages(JdbcTemplate template, Underway underway, Neighbours neighbours) {
        this.jdbc = JdbcClient.create(template);
        this.underway = underway;
        this.neighbours = neighbours;
    }

    @Override
    public Instant completeUntil() {
        return underway.completeUntil();
    }

    @Override
    public Duration lagOfOthers() {
        return neighbours.lag();
    }

    @Override
    public Map<String, Kept> find(Feed feed, Collection<String> keys) {
        Map<String, Kept> found = new LinkedHashMap<>();
        if (!keys.isEmpty()) {
            // the list is joined: for an IN behind the feed H2 reads everything of the feed
            jdbc.sql("select dedupe_key, body, received_at from unnest(cast(? as varchar array)) as asked(wanted)"
                            + " left join inbox_message on institution = ? and feed = ? and dedupe_key = asked.wanted"
                            + " where dedupe_key is not null")
                    .param(new SqlArrayValue("varchar", keys.toArray()))
                    .param(institution(feed))
                    .param(feed.id())
                    .query((row, number) -> kept(row))
                    .list()
                    .forEach(kept -> found.put(kept.key(), kept));
        }
        return found;
    }

    @Override
    public List<Kept> page(Feed feed, Range range, int most) {
        List<Object> params = new ArrayList<>(
                List.of(institution(feed), feed.id(), Columns.time(range.since()), Columns.time(range.until())));
        @Nullable Place after = range.after();
        String behind = "";
        if (after != null) {
            behind = range.ascending() ? NEWER : OLDER;
            params.addAll(List.of(Columns.time(after.at()), Columns.time(after.at()), after.key()));
        }
        String way = range.ascending() ? "" : " desc";
        params.add(most);
        return jdbc.sql("select dedupe_key, body, received_at from inbox_message where institution = ? and feed = ?"
                        + " and received_at > ? and received_at <= ?" + behind
                        + " order by received_at" + way + ", dedupe_key" + way + " limit ?")
                .params(params)
                .query((row, number) -> kept(row))
                .list();
    }

    @Override
    public List<Kept> behind(Feed feed, String key, int most) {
        return jdbc.sql("select dedupe_key, body, received_at from inbox_message where institution = ? and feed = ?"
                        + " and dedupe_key > ? order by institution, feed, dedupe_key limit ?")
                .params(institution(feed), feed.id(), key, most)
                .query((row, number) -> kept(row))
                .list();
    }

    @Override
    public List<Place> waiting(Feed feed, int most) {
        return jdbc.sql("select received_at, dedupe_key from (select feed, received_at, dedupe_key from inbox_message"
                        + WAITING + " limit ?) as first where feed = ? order by received_at, dedupe_key")
                .params(institution(feed), most, feed.id())
                .query((row, number) -> new Place(Columns.instant(row, "received_at"), row.getString("dedupe_key")))
                .list();
    }

    @Override
    public boolean isBehind(InstitutionId institution, int most) {
        return jdbc.sql("select due_at from inbox_message" + WAITING + " limit 1 offset ?")
                .params(institution.value(), most)
                .query(OffsetDateTime.class)
                .optional()
                .isPresent();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(row.getString("dedupe_key"), row.getString("body"), Columns.instant(row, "received_at"));
    }

    private static UUID institution(Feed feed) {
        return feed.platform().institution().value();
    }
}
