package org.cairn.ingest.aside;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.cairn.database.Columns;
import org.cairn.database.Dialect;
import org.cairn.database.NewRows;
import org.cairn.ingest.Waiting;
import org.cairn.ingest.inbox.Stored;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** The messages about people we do not know yet, under the identifiers they came with. */
@Component
class JdbcParking {

    private static final NewRows NAMES = NewRows.of(
            "parked_under",
            "institution uuid",
            "platform uuid",
            "kind",
            "identifier",
            "feed",
            "dedupe_key",
            "strength integer");

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final Dialect dialect;

    JdbcParking(JdbcTemplate template) {
        this.dialect = Dialect.of(Objects.requireNonNull(template.getDataSource()));
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** A parked message, by its key. */
    record Parked(InstitutionId institution, PlatformId platform, String feed, String key, int tries) {}

    void park(Map<Stored, List<Identifier>> messages) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        messages.forEach((message, identifiers) -> {
            for (int i = 0; i < identifiers.size(); i++) {
                rows.add(new Object[] {
                    message.platform().institution().value(),
                    message.platform().value(),
                    identifiers.get(i).kind().code(),
                    identifiers.get(i).value(),
                    message.feed(),
                    message.key(),
                    i
                });
            }
        });
        if (!rows.isEmpty()) {
            template.batchUpdate(NAMES.statement(dialect), NAMES.parameters(dialect, rows));
        }
    }

    /** Finds what is parked under any of these identifiers. */
    List<Parked> under(PlatformId platform, Collection<Identifier> identifiers) {
        List<Parked> found = new ArrayList<>();
        for (Identifier identifier : identifiers) {
            found.addAll(jdbc.sql("select feed, dedupe_key from parked_under"
                            + " where institution = ? and platform = ? and kind = ? and identifier = ?"
                            + " order by feed, dedupe_key")
                    .params(
                            platform.institution().value(),
                            platform.value(),
                            identifier.kind().code(),
                            identifier.value())
                    .query((row, number) ->
                            new Parked(platform.institution(), platform, row.getString(1), row.getString(2), 0))
                    .list());
        }
        return found.stream().distinct().toList();
    }

    /** Takes parked messages whose turn to be looked at has come, until the transaction ends. */
    List<Parked> due(InstitutionId institution, int most, Instant now) {
        return jdbc.sql("select platform, feed, dedupe_key, tries from inbox_message where institution = ?"
                        + " and state = 'PARKED' and due_at <= ?" + dialect.longestWaitingFirst()
                        + " limit ? for update skip locked")
                .params(institution.value(), Columns.time(now), most)
                .query((row, number) -> parked(institution, row))
                .list();
    }

    private static Parked parked(InstitutionId institution, ResultSet row) throws SQLException {
        return new Parked(
                institution,
                new PlatformId(institution, row.getObject("platform", UUID.class)),
                row.getString("feed"),
                row.getString("dedupe_key"),
                row.getInt("tries"));
    }

    /** The identifiers that each message is parked under, strongest first. */
    Map<Parked, List<Identifier>> identifiers(InstitutionId institution, Collection<Parked> messages) {
        Map<String, Map<String, List<Identifier>>> byFeed = new LinkedHashMap<>();
        messages.stream()
                .map(Parked::feed)
                .distinct()
                .forEach(feed -> byFeed.put(feed, read(institution, feed, messages)));
        Map<Parked, List<Identifier>> found = new LinkedHashMap<>();
        messages.forEach(message -> found.put(
                message, byFeed.getOrDefault(message.feed(), Map.of()).getOrDefault(message.key(), List.of())));
        return found;
    }

    private Map<String, List<Identifier>> read(InstitutionId institution, String feed, Collection<Parked> messages) {
        Map<String, List<Identifier>> found = new LinkedHashMap<>();
        // the list is joined: for an IN behind the feed H2 reads everything parked of the feed; and outer joins it
        // leaves in their order
        jdbc.sql("select dedupe_key, kind, identifier from unnest(cast(? as varchar array)) as asked(wanted)"
                        + " left join parked_under on institution = ? and feed = ? and dedupe_key = asked.wanted"
                        + " where dedupe_key is not null"
                        + " order by dedupe_key, strength")
                .param(new SqlArrayValue(
                        "varchar", messages.stream().map(Parked::key).distinct().toArray()))
                .param(institution.value())
                .param(feed)
                .query(row -> {
                    found.computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                            .add(new Identifier(IdentifierKind.of(row.getString(2)), row.getString(3)));
                });
        return found;
    }

    /** Sets messages back to waiting, those of them that are still parked. */
    void release(Collection<Parked> messages, Instant now) {
        List<Object[]> keys = messages.stream()
                .map(message ->
                        new Object[] {Columns.time(now), message.institution().value(), message.feed(), message.key()})
                .toList();
        if (keys.isEmpty()) {
            return;
        }
        template.batchUpdate(
                "update inbox_message set state = 'WAITING', reason = null, tries = 0, due_at = ?"
                        + " where institution = ? and feed = ? and dedupe_key = ? and state = 'PARKED'",
                keys);
        template.batchUpdate(
                "delete from parked_under where institution = ? and feed = ? and dedupe_key = ?",
                messages.stream()
                        .map(message -> new Object[] {message.institution().value(), message.feed(), message.key()})
                        .toList());
    }

    /** Empties parked messages, which nobody waits for any more. */
    void drop(Collection<Parked> messages, String reason) {
        for (Parked message : messages) {
            UUID institution = message.institution().value();
            jdbc.sql("update inbox_message set body = '{}', state = 'IGNORED', reason = ?, due_at = received_at"
                            + " where institution = ? and feed = ? and dedupe_key = ? and state = 'PARKED'")
                    .params(reason, institution, message.feed(), message.key())
                    .update();
            jdbc.sql("delete from parked_under where institution = ? and feed = ? and dedupe_key = ?")
                    .params(institution, message.feed(), message.key())
                    .update();
        }
    }

    /** How many messages of an institution wait under each name, the most first. */
    List<Waiting.Under> waiting(InstitutionId institution, int most) {
        return jdbc.sql("select platform, kind, identifier, count(*) as messages from parked_under"
                        + " where institution = ? and strength = 0 group by platform, kind, identifier"
                        + " order by count(*) desc, platform, kind, identifier limit ?")
                .params(institution.value(), most)
                .query((row, number) -> new Waiting.Under(
                        new PlatformId(institution, row.getObject("platform", UUID.class)),
                        new Identifier(IdentifierKind.of(row.getString("kind")), row.getString("identifier")),
                        row.getLong("messages")))
                .list();
    }

    /** Puts off messages whose person is still not known, each to a time of its own. */
    void putOff(Map<Parked, Instant> messages) {
        template.batchUpdate(
                "update inbox_message set tries = tries + 1, due_at = ?"
                        + " where institution = ? and feed = ? and dedupe_key = ? and state = 'PARKED'",
                messages.entrySet().stream()
                        .map(entry -> new Object[] {
                            Columns.time(entry.getValue()),
                            entry.getKey().institution().value(),
                            entry.getKey().feed(),
                            entry.getKey().key()
                        })
                        .toList());
    }
}
