package org.cairn.ingest.pull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cairn.database.Columns;
import org.cairn.ingest.Feed;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How each thing looked when it was last kept. */
@Component
class JdbcSeen {

    private static final int AT_ONCE = 200;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    JdbcSeen(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * How a thing looked.
     *
     * @param changes how often it has changed, the first sight counted
     */
    record Look(String digest, int changes, @Nullable Instant keptAt) {}

    Map<String, Look> of(Feed feed, Collection<String> items) {
        Map<String, Look> found = new HashMap<>();
        List<String> all = List.copyOf(items);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            jdbc.sql(
                            "select item, digest, changes, kept_at from pull_seen where institution = :institution and feed = :feed"
                                    + " and item in (:items)")
                    .param("institution", feed.platform().institution().value())
                    .param("feed", feed.id())
                    .param("items", all.subList(from, Math.min(all.size(), from + AT_ONCE)))
                    .query(row -> {
                        found.put(
                                row.getString("item"),
                                new Look(
                                        row.getString("digest"),
                                        row.getInt("changes"),
                                        Columns.instantOrNull(row, "kept_at")));
                    });
        }
        return found;
    }

    /** Written in one order by everyone, in the caller's transaction. */
    void keep(Feed feed, Map<String, Look> looks) {
        List<@Nullable Object[]> inserted = new ArrayList<>();
        List<@Nullable Object[]> updated = new ArrayList<>();
        new TreeMap<>(looks).forEach((item, look) -> {
            Object institution = feed.platform().institution().value();
            if (look.changes() == 1) {
                inserted.add(new @Nullable Object[] {
                    institution, feed.id(), item, look.digest(), 1, Columns.timeOrNull(look.keptAt())
                });
            } else {
                updated.add(new @Nullable Object[] {
                    look.digest(), look.changes(), Columns.timeOrNull(look.keptAt()), institution, feed.id(), item
                });
            }
        });
        template.batchUpdate(
                "insert into pull_seen (institution, feed, item, digest, changes, kept_at) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict do nothing",
                inserted);
        template.batchUpdate(
                "update pull_seen set digest = ?, changes = ?, kept_at = ? where institution = ? and feed = ? and item = ?",
                updated);
    }
}
