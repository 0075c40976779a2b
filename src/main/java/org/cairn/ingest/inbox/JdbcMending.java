package org.cairn.ingest.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.cairn.ingest.MendingRule;
import org.cairn.lti.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rules by which messages are mended, as rows; those that ended stay on record. */
@Component
class JdbcMending {

    private static final String SELECT = "select id, feed, test, at_pointer, wanted, put_pointer, put_value, note,"
            + " made_by, made_at, removed_at from mending_rule where institution = ? and feed = ?";
    private static final String IN_ORDER = " order by made_at, id";

    private final JdbcClient jdbc;

    JdbcMending(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<MendingRule> of(InstitutionId institution, String feed) {
        return read(institution, feed, SELECT + " and removed_at is null" + IN_ORDER);
    }

    /** The rules that stood together, for each time at which others did; the first are none at all. */
    List<List<MendingRule>> ever(InstitutionId institution, String feed) {
        List<Kept> all = jdbc.sql(SELECT + IN_ORDER)
                .params(institution.value(), feed)
                .query((row, number) -> new Kept(rule(row), Columns.instantOrNull(row, "removed_at")))
                .list();
        Set<List<MendingRule>> together = new LinkedHashSet<>(List.of(List.of()));
        all.stream().flatMap(one -> one.changes().stream()).distinct().sorted().forEach(time -> {
            together.add(standing(all, one -> one.stoodUntil(time)));
            together.add(standing(all, one -> one.stoodFrom(time)));
        });
        return List.copyOf(together);
    }

    private static List<MendingRule> standing(List<Kept> all, Predicate<Kept> which) {
        return all.stream().filter(which).map(Kept::rule).toList();
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

    private List<MendingRule> read(InstitutionId institution, String feed, String sql) {
        return jdbc.sql(sql)
                .params(institution.value(), feed)
                .query((row, number) -> rule(row))
                .list();
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
