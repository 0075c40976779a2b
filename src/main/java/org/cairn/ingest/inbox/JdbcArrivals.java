package org.cairn.ingest.inbox;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Ingestion.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/** Stores what comes in: one statement for all messages of a feed, because a plan for each costs more than its row. */
final class JdbcArrivals {

    private static final String STORE =
            "insert into inbox_message (institution, feed, dedupe_key, platform, kind, state, type, reason, tries,"
                    + " received_at, due_at, body)"
                    + " select cast(? as uuid), cast(? as varchar), dedupe_key, cast(? as uuid), cast(? as varchar), state,"
                    + " type, reason, 0, cast(at as timestamp(6) with time zone), cast(at as timestamp(6) with time zone),"
                    + " body from unnest(cast(? as varchar array), cast(? as varchar array), cast(? as varchar array),"
                    + " cast(? as varchar array), cast(? as varchar array), cast(? as varchar array))"
                    + " as came(dedupe_key, state, type, reason, at, body) on conflict do nothing";

    private final JdbcTemplate template;

    JdbcArrivals(JdbcTemplate template) {
        this.template = template;
    }

    /**
     * Stores what is not there yet, and counts all of it. Everyone writes in the same order, so that two writers of the
     * same rows wait for each other and never cross.
     */
    void store(Collection<Heard> messages) {
        Map<String, List<Heard>> byFeed = messages.stream()
                .sorted(Comparator.comparing(heard -> heard.message().key()))
                .collect(
                        Collectors.groupingBy(heard -> heard.message().feed().id(), TreeMap::new, Collectors.toList()));
        byFeed.values().forEach(theirs -> {
            int added = insert(theirs.getFirst().message().feed(), theirs);
            tally(theirs, added);
        });
    }

    private int insert(Feed feed, List<Heard> messages) {
        return template.update(
                STORE,
                feed.platform().institution().value(),
                feed.id(),
                feed.platform().value(),
                feed.kind().name(),
                texts(messages, heard -> heard.message().key()),
                texts(messages, heard -> state(heard.message()).name()),
                texts(messages, heard -> heard.message().type()),
                texts(messages, heard -> heard.message().unusable()),
                texts(messages, heard -> Columns.time(heard.at()).toString()),
                texts(messages, heard -> heard.message().body()));
    }

    private static State state(Incoming message) {
        return message.unusable() == null ? State.WAITING : State.QUARANTINED;
    }

    private static SqlArrayValue texts(List<Heard> messages, Function<Heard, @Nullable String> text) {
        return new SqlArrayValue("varchar", messages.stream().map(text).toArray());
    }

    private void tally(List<Heard> messages, int added) {
        Feed feed = messages.getFirst().message().feed();
        Instant last =
                messages.stream().map(Heard::at).max(Comparator.naturalOrder()).orElseThrow();
        count(feed, added, messages.size() - added, Columns.time(last));
        chart(feed, added, last);
    }

    /** What was kept on disk meanwhile may be stored after what came later. */
    private void count(Feed feed, int received, int duplicates, OffsetDateTime time) {
        template.update(
                "update feed_tally set received = received + ?, duplicates = duplicates + ?,"
                        + " last_received_at = greatest(coalesce(last_received_at, ?), ?)"
                        + " where institution = ? and feed = ?",
                received,
                duplicates,
                time,
                time,
                feed.platform().institution().value(),
                feed.id());
    }

    private void chart(Feed feed, int received, Instant now) {
        Object[] row = {received, feed.platform().institution().value(), feed.id(), Quarters.of(now)};
        String count =
                "update feed_quarter set received = received + ? where institution = ? and feed = ? and quarter = ?";
        boolean first = template.update(count, row) == 0;
        if (first
                && template.update(
                                "insert into feed_quarter (received, institution, feed, quarter) values (?, ?, ?, ?)"
                                        + " on conflict do nothing",
                                row)
                        == 0) {
            template.update(count, row);
        }
    }
}
