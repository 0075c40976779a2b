package org.cairn.ingest.meaning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.cairn.database.Columns;
import org.cairn.ingest.MendingRule;
import org.cairn.ingest.inbox.Stored;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rules by which messages are mended, as rows; those that ended stay on record. */
@Component
class JdbcMending {

    private static final String SELECT = "select id, feed, test, at_pointer, wanted, put_pointer, put_value, note,"
            + " made_by, made_at, removed_at from mending_rule where institution = ? and feed = ?"
            + " order by made_at, id";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    JdbcMending(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** All the rules that a feed has or had. */
    Rules of(InstitutionId institution, String feed) {
        return new Rules(jdbc.sql(SELECT)
                .params(institution.value(), feed)
                .query((row, number) -> new Kept(rule(row), Columns.instantOrNull(row, "removed_at")))
                .list());
    }

    /** A rule and when it ended. */
    private record Kept(MendingRule rule, @Nullable Instant removedAt) {
        List<Instant> changes() {
            Instant end = removedAt;
            return end == null ? List.of(rule.madeAt()) : List.of(rule.madeAt(), end);
        }

        boolean stoodUntil(Instant time) {
            return !time.isBefore(rule.madeAt()) && (removedAt == null || !time.isAfter(removedAt));
        }

        boolean stoodFrom(Instant time) {
            return !time.isBefore(rule.madeAt()) && (removedAt == null || time.isBefore(removedAt));
        }
    }

    /** What rules stood when, oldest first. */
    record Rules(List<Kept> all) {

        boolean isEmpty() {
            return all.isEmpty();
        }

        List<MendingRule> now() {
            return standing(one -> one.removedAt() == null);
        }

        /** A moment at which these stood that stand now, whatever the clocks of others say. */
        Instant moment(Instant now) {
            return all.stream()
                    .flatMap(one -> one.changes().stream())
                    .filter(now::isBefore)
                    .max(Comparator.naturalOrder())
                    .orElse(now);
        }

        List<MendingRule> at(Instant time) {
            return standing(one -> one.stoodFrom(time));
        }

        /** The rules that stood together, for each time at which others did; the first are none at all. */
        List<List<MendingRule>> ever() {
            Set<List<MendingRule>> together = new LinkedHashSet<>(List.of(List.of()));
            all.stream()
                    .flatMap(one -> one.changes().stream())
                    .distinct()
                    .sorted()
                    .forEach(time -> {
                        together.add(standing(one -> one.stoodUntil(time)));
                        together.add(at(time));
                    });
            return List.copyOf(together);
        }

        private List<MendingRule> standing(Predicate<Kept> which) {
            return all.stream().filter(which).map(Kept::rule).toList();
        }
    }

    /** Notes that these messages were read by the rules of this moment. */
    void read(Collection<Stored> messages, Instant moment) {
        template.batchUpdate(
                "update inbox_message set rules_at = ? where institution = ? and feed = ? and dedupe_key = ?",
                messages.stream()
                        .map(message -> new Object[] {
                            Columns.time(moment),
                            message.platform().institution().value(),
                            message.feed(),
                            message.key()
                        })
                        .toList());
    }

    private static MendingRule rule(ResultSet row) throws SQLException {
        return new MendingRule(
                row.getObject("id", UUID.class),
                row.getString("feed"),
                MendingRule.Test.valueOf(row.getString("test")),
                row.getString("at_pointer"),
                row.getString("wanted"),
                row.getString("put_pointer"),
                row.getString("put_value"),
                row.getString("note"),
                row.getString("made_by"),
                Columns.instant(row, "made_at"));
    }

    void insert(InstitutionId institution, MendingRule rule) {
        jdbc.sql(
                        "insert into mending_rule (institution, id, feed, test, at_pointer, wanted, put_pointer, put_value, note,"
                                + " made_by, made_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                .param(institution.value())
                .param(rule.id())
                .param(rule.feed())
                .param(rule.test().name())
                .param(rule.at())
                .param(rule.wanted())
                .param(rule.put())
                .param(rule.value())
                .param(rule.note())
                .param(rule.by())
                .param(Columns.time(rule.madeAt()))
                .update();
    }

    void remove(InstitutionId institution, String feed, UUID rule, String by, Instant now) {
        jdbc.sql("update mending_rule set removed_by = ?, removed_at = ?"
                        + " where institution = ? and id = ? and feed = ? and removed_at is null")
                .params(by, Columns.time(now), institution.value(), rule, feed)
                .update();
    }
}
