package org.cairn.ingest.inbox;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cairn.database.Dialect;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Ingestion.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/** Stores what comes in, the messages of a feed together. */
final class JdbcArrivals {

    private static final String INTO =
            "insert into inbox_message (institution, feed, platform, kind, dedupe_key, state,"
                    + " type, reason, tries, received_at, due_at, body)";

    private static final String ONE = INTO + " values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?) on conflict do nothing";

    private static final String MANY = INTO
            + " select cast(? as uuid), cast(? as varchar), cast(? as uuid), cast(? as varchar), dedupe_key, state,"
            + " type, reason, 0, cast(at as timestamp(6) with time zone), cast(at as timestamp(6) with time zone),"
            + " body from unnest(cast(? as varchar array), cast(? as varchar array), cast(? as varchar array),"
            + " cast(? as varchar array), cast(? as varchar array), cast(? as varchar array))"
            + " as came(dedupe_key, state, type, reason, at, body) on conflict do nothing";

    private final JdbcTemplate template;
    private final boolean manyAtOnce;

    JdbcArrivals(JdbcTemplate template) {
        this.template = template;
        this.manyAtOnce =
                Dialect.of(Objects.requireNonNull(template.getDataSource())).writesManyAtOnce();
    }

    /**
     * Stores what is not there yet, and counts all of it; answers those among which some were there already, for one
     * statement tells how many it stored and not which. Everyone writes in the same order, so that two writers of the
     * same rows wait for each other and never cross.
     */
    List<Heard> store(Collection<Heard> messages) {
        Map<String, List<Heard>> byFeed = messages.stream()
                .sorted(Comparator.comparing(heard -> heard.message().key()))
                .collect(
                        Collectors.groupingBy(heard -> heard.message().feed().id(), TreeMap::new, Collectors.toList()));
        List<Heard> mayBeRepeats = new ArrayList<>();
        byFeed.values().forEach(theirs -> {
            Feed feed = theirs.getFirst().message().feed();
            int added = manyAtOnce ? insertAll(feed, theirs) : insertEach(feed, theirs);
            tally(feed, theirs, added);
            if (added < theirs.size()) {
                mayBeRepeats.addAll(theirs);
            }
        });
        return mayBeRepeats;
    }

    private int insertAll(Feed feed, List<Heard> messages) {
        return template.update(
                MANY,
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

    private int insertEach(Feed feed, List<Heard> messages) {
        List<@Nullable Object[]> rows = new ArrayList<>(messages.size());
        for (Heard heard : messages) {
            OffsetDateTime time = Columns.time(heard.at());
            rows.add(new @Nullable Object[] {
                feed.platform().institution().value(),
                feed.id(),
                feed.platform().value(),
                feed.kind().name(),
                heard.message().key(),
                state(heard.message()).name(),
                heard.message().type(),
                heard.message().unusable(),
                time,
                time,
                heard.message().body()
            });
        }
        return IntStream.of(template.batchUpdate(ONE, rows)).sum();
    }

    private static State state(Incoming message) {
        return message.unusable() == null ? State.WAITING : State.QUARANTINED;
    }

    /** An array of texts, and not of anything: PostgreSQL's driver sends those as they are, without escaping each. */
    private static SqlArrayValue texts(List<Heard> messages, Function<Heard, @Nullable String> text) {
        @Nullable String[] texts = messages.stream().map(text).toArray(String[]::new);
        return new SqlArrayValue("varchar", (Object[]) texts);
    }

    private void tally(Feed feed, List<Heard> messages, int added) {
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
