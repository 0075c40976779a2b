package org.cairn.ingest.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cairn.database.Columns;
import org.cairn.database.Dialect;
import org.cairn.ingest.Ingestion.State;
import org.cairn.ingest.inbox.Stored;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/** Writes what became of messages; most of a batch came to the same end, and are written together. */
final class JdbcSettling {

    private final JdbcTemplate template;
    private final boolean manyAtOnce;

    JdbcSettling(JdbcTemplate template) {
        this.template = template;
        this.manyAtOnce =
                Dialect.of(Objects.requireNonNull(template.getDataSource())).writesManyAtOnce();
    }

    /**
     * What several messages of one feed have in common.
     *
     * @param dueAt when they are looked at next; null where that stays when each of them came
     */
    private record End(
            InstitutionId institution,
            String feed,
            State state,
            @Nullable String reason,
            int tries,
            @Nullable Instant dueAt,
            boolean again) {}

    void settle(Collection<Outcome> outcomes) {
        List<Outcome> single = new ArrayList<>();
        Map<End, List<Outcome>> together = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            if (manyAtOnce) {
                together.computeIfAbsent(end(outcome), end -> new ArrayList<>()).add(outcome);
            } else {
                single.add(outcome);
            }
        }
        together.forEach(this::write);
        write(single);
        countIgnored(outcomes);
    }

    private static End end(Outcome outcome) {
        Stored message = outcome.message();
        return new End(
                message.platform().institution(),
                message.feed(),
                outcome.state(),
                outcome.reason(),
                outcome.tries(),
                outcome.dueAt().equals(message.receivedAt()) ? null : outcome.dueAt(),
                again(outcome));
    }

    /** What was told again is told when it is worked off; until then it is remembered. */
    private static boolean again(Outcome outcome) {
        return outcome.message().again() && outcome.state() != State.DONE && outcome.state() != State.IGNORED;
    }

    private void write(End end, List<Outcome> outcomes) {
        template.update(
                "update inbox_message set state = ?, reason = ?, tries = ?,"
                        + " due_at = coalesce(cast(? as timestamp(6) with time zone), received_at), again = ?"
                        + " where institution = ? and feed = ? and dedupe_key = any(?)",
                end.state().name(),
                end.reason(),
                end.tries(),
                end.dueAt() == null ? null : Columns.time(end.dueAt()),
                end.again(),
                end.institution().value(),
                end.feed(),
                new SqlArrayValue("varchar", (Object[]) outcomes.stream()
                        .map(outcome -> outcome.message().key())
                        .toArray(String[]::new)));
    }

    private void write(List<Outcome> outcomes) {
        List<@Nullable Object[]> rows = new ArrayList<>(outcomes.size());
        for (Outcome outcome : outcomes) {
            rows.add(new @Nullable Object[] {
                outcome.state().name(),
                outcome.reason(),
                outcome.tries(),
                Columns.time(outcome.dueAt()),
                again(outcome),
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
}
