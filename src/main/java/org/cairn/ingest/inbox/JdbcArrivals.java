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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cairn.database.Columns;
import org.cairn.database.Dialect;
import org.cairn.database.NewRows;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Ingestion.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Stores what comes in, the messages of a feed together. */
@Component
class JdbcArrivals {

    private static final NewRows MESSAGES = NewRows.of(
            "inbox_message",
            "institution uuid",
            "feed",
            "platform uuid",
            "kind",
            "dedupe_key",
            "state",
            "type",
            "reason",
            "tries integer",
            "received_at timestamp(6) with time zone",
            "due_at timestamp(6) with time zone",
            "body");

    private static final int LONGEST_ANSWER_MILLIS = 15_000;

    private final JdbcTemplate template;
    private final Dialect dialect;

    JdbcArrivals(JdbcTemplate template) {
        this.template = template;
        this.dialect = Dialect.of(Objects.requireNonNull(template.getDataSource()));
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
            int added = insert(theirs);
            tally(feed, theirs, added);
            if (added < theirs.size()) {
                mayBeRepeats.addAll(theirs);
            }
        });
        return mayBeRepeats;
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
        template.queryForObject("select 1", Integer.class);
    }

    private int insert(List<Heard> messages) {
        List<@Nullable Object[]> rows = messages.stream().map(JdbcArrivals::row).toList();
        return IntStream.of(template.batchUpdate(MESSAGES.statement(dialect), MESSAGES.parameters(dialect, rows)))
                .sum();
    }

    private static @Nullable Object[] row(Heard heard) {
        Incoming message = heard.message();
        OffsetDateTime time = Columns.time(heard.at());
        return new @Nullable Object[] {
            message.feed().platform().institution().value(),
            message.feed().id(),
            message.feed().platform().value(),
            message.feed().kind().name(),
            message.key(),
            state(message).name(),
            message.type(),
            message.unusable(),
            0,
            time,
            time,
            message.body()
        };
    }

    private static State state(Incoming message) {
        return message.unusable() == null ? State.WAITING : State.QUARANTINED;
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
