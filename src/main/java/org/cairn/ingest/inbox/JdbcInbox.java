package org.cairn.ingest.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Ingestion.State;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The inbox's rows: stored, claimed by workers, and settled. */
@Component
class JdbcInbox {

    /** Everyone writes in the same order, so that two writers of the same rows wait for each other and never cross. */
    private static final Comparator<Heard> ORDER = Comparator.comparing((Heard heard) -> institution(heard.message()))
            .thenComparing(heard -> heard.message().feed().id())
            .thenComparing(heard -> heard.message().key());

    private static final int LONGEST_ANSWER_MILLIS = 15_000;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final String order;

    JdbcInbox(JdbcTemplate template) {
        this.order = JdbcOrder.longestWaitingFirst(template);
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** Stores what is not there yet, and counts all of it; answers what was there already. */
    List<Heard> store(Collection<Heard> messages) {
        List<Heard> sorted = messages.stream().sorted(ORDER).toList();
        List<@Nullable Object[]> rows = new ArrayList<>(sorted.size());
        for (Heard heard : sorted) {
            rows.add(row(heard.message(), Columns.time(heard.at())));
        }
        int[] added = template.batchUpdate(
                "insert into inbox_message (institution, feed, dedupe_key, platform, kind, state, type, reason, tries,"
                        + " received_at, due_at, body) values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)"
                        + " on conflict do nothing",
                rows);
        Map<String, Tally> tallies = new TreeMap<>();
        List<Heard> repeats = new ArrayList<>();
        for (int i = 0; i < added.length; i++) {
            Heard heard = sorted.get(i);
            tallies.computeIfAbsent(
                            heard.message().feed().id(), feed -> new Tally(institution(heard.message()), heard.at()))
                    .add(added[i] != 0, heard.at());
            if (added[i] == 0) {
                repeats.add(heard);
            }
        }
        tallies.forEach((feed, tally) -> {
            count(feed, tally);
            chart(feed, tally, tally.last);
        });
        return repeats;
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

    private static @Nullable Object[] row(Incoming message, OffsetDateTime time) {
        State state = message.unusable() == null ? State.WAITING : State.QUARANTINED;
        return new @Nullable Object[] {
            institution(message),
            message.feed().id(),
            message.key(),
            message.feed().platform().value(),
            message.feed().kind().name(),
            state.name(),
            message.type(),
            message.unusable(),
            time,
            time,
            message.body()
        };
    }

    private static UUID institution(Incoming message) {
        return message.feed().platform().institution().value();
    }

    /** What was kept on disk meanwhile may be stored after what came later. */
    private void count(String feed, Tally tally) {
        OffsetDateTime time = Columns.time(tally.last);
        template.update(
                "update feed_tally set received = received + ?, duplicates = duplicates + ?,"
                        + " last_received_at = greatest(coalesce(last_received_at, ?), ?)"
                        + " where institution = ? and feed = ?",
                tally.received,
                tally.duplicates,
                time,
                time,
                tally.institution,
                feed);
    }

    private void chart(String feed, Tally tally, Instant now) {
        Object[] row = {tally.received, tally.institution, feed, Quarters.of(now)};
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
        return jdbc.sql("select platform, feed, kind, dedupe_key, type, body, received_at, tries, again"
                        + " from inbox_message"
                        + " where institution = ? and state = 'WAITING' and due_at <= ?" + order
                        + " limit ? for update skip locked")
                .params(institution.value(), Columns.time(now), most)
                .query((row, number) -> stored(row, institution))
                .list();
    }

    private static Stored stored(ResultSet row, InstitutionId institution) throws SQLException {
        return new Stored(
                new PlatformId(institution, row.getObject("platform", UUID.class)),
                row.getString("feed"),
                FeedKind.valueOf(row.getString("kind")),
                row.getString("dedupe_key"),
                row.getString("type"),
                row.getString("body"),
                Columns.instant(row, "received_at"),
                row.getInt("tries"),
                row.getBoolean("again"));
    }

    Optional<Stored> find(InstitutionId institution, String feed, String key) {
        return jdbc.sql(
                        "select platform, feed, kind, dedupe_key, type, body, received_at, tries, again from inbox_message"
                                + " where institution = ? and feed = ? and dedupe_key = ?")
                .params(institution.value(), feed, key)
                .query((row, number) -> stored(row, institution))
                .optional();
    }

    void settle(Collection<Outcome> outcomes) {
        List<@Nullable Object[]> rows = new ArrayList<>(outcomes.size());
        for (Outcome outcome : outcomes) {
            rows.add(new @Nullable Object[] {
                outcome.state().name(),
                outcome.reason(),
                outcome.tries(),
                Columns.time(outcome.dueAt()),
                outcome.message().again() && outcome.state() != State.DONE && outcome.state() != State.IGNORED,
                outcome.message().platform().institution().value(),
                outcome.message().feed(),
                outcome.message().key()
            });
        }
        if (!rows.isEmpty()) {
            template.batchUpdate(
                    "update inbox_message set state = ?, reason = ?, tries = ?, due_at = ?, again = ?"
                            + " where institution = ? and feed = ? and dedupe_key = ?",
                    rows);
        }
        countIgnored(outcomes);
    }

    /** The last thing that a batch does, because here workers of several nodes meet. */
    private void countIgnored(Collection<Outcome> outcomes) {
        Map<String, List<Outcome>> ignored = outcomes.stream()
                .filter(outcome -> outcome.state() == State.IGNORED)
                .collect(Collectors.groupingBy(outcome -> outcome.message().feed(), TreeMap::new, Collectors.toList()));
        ignored.forEach((feed, theirs) -> template.update(
                "update feed_settled set ignored = ignored + ? where institution = ? and feed = ?",
                theirs.size(),
                theirs.getFirst().message().platform().institution().value(),
                feed));
    }

    /** Counts what one batch brought one feed. */
    private static final class Tally {
        private final UUID institution;
        private Instant last;
        private long received;
        private long duplicates;

        private Tally(UUID institution, Instant last) {
            this.institution = institution;
            this.last = last;
        }

        private void add(boolean isNew, Instant at) {
            last = at.isAfter(last) ? at : last;
            if (isNew) {
                received++;
            } else {
                duplicates++;
            }
        }
    }
}
