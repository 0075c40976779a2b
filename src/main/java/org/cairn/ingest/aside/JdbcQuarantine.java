package org.cairn.ingest.aside;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.cairn.database.Columns;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Ingestion.Message;
import org.cairn.ingest.Quarantine.Before;
import org.cairn.ingest.Quarantine.Group;
import org.cairn.ingest.Quarantine.Unknown;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The messages that could not be used, as rows: never more than so many are looked at. */
@Component
class JdbcQuarantine {

    static final int MOST = 10_000;

    private static final int MOST_REASONS = 50;

    private static final String NEWEST_FIRST = " order by institution desc, state desc, due_at desc limit ?";
    private static final String IN_ORDER = " order by dedupe_key";
    private static final String OF_A_CODE = "institution = ? and state = 'QUARANTINED' and feed = ? and reason like ?";
    private static final String MESSAGES = "select platform, feed, dedupe_key, type, state, reason, received_at, body"
            + " from inbox_message where institution = ? and ";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    JdbcQuarantine(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    List<Group> groups(Feed feed) {
        return jdbc.sql("select reason, type, count(*) as lying, max(received_at) as newest from"
                        + " (select reason, type, received_at from inbox_message where institution = ?"
                        + " and state = 'QUARANTINED' and feed = ?" + NEWEST_FIRST
                        + ") here group by reason, type order by lying desc, reason, type")
                .params(institution(feed), feed.id(), MOST)
                .query((row, number) -> new Group(
                        String.valueOf(row.getString("reason")),
                        row.getString("type"),
                        row.getLong("lying"),
                        Columns.instant(row, "newest")))
                .list();
    }

    List<Message> of(Feed feed, @Nullable String reason, int most) {
        String why = reason == null ? "" : " and reason = ?";
        List<Object> values = new ArrayList<>(List.of(institution(feed), feed.id()));
        if (reason != null) {
            values.add(reason);
        }
        values.add(most);
        return jdbc.sql(MESSAGES + "state = 'QUARANTINED' and feed = ?" + why + NEWEST_FIRST)
                .params(values)
                .query((row, number) ->
                        JdbcIngestion.message(row, feed.platform().institution()))
                .list();
    }

    List<String> keys(Feed feed, @Nullable String reason) {
        String why = reason == null ? "" : " and reason = ?";
        List<Object> values = new ArrayList<>(List.of(institution(feed), feed.id()));
        if (reason != null) {
            values.add(reason);
        }
        return jdbc.sql("select dedupe_key from inbox_message where institution = ? and state = 'QUARANTINED'"
                        + " and feed = ?" + why + IN_ORDER)
                .params(values)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** How many messages are quarantined for reasons of this code that speak of something, by reason: the most frequent. */
    Map<String, Long> reasons(Feed feed, String code) {
        Map<String, Long> messages = new TreeMap<>();
        jdbc.sql("select reason, count(*) from inbox_message where " + OF_A_CODE
                        + " group by reason order by count(*) desc, reason limit ?")
                .params(institution(feed), feed.id(), code + "\t%", MOST_REASONS)
                .query(row -> {
                    messages.put(row.getString(1), row.getLong(2));
                });
        return messages;
    }

    /** The keys of those messages. */
    List<String> keysOf(Feed feed, String code) {
        return jdbc.sql("select dedupe_key from inbox_message where " + OF_A_CODE + IN_ORDER)
                .params(institution(feed), feed.id(), code + "\t%")
                .query((row, number) -> row.getString(1))
                .list();
    }

    Optional<Message> find(Feed feed, String key) {
        return jdbc.sql(MESSAGES + "feed = ? and dedupe_key = ?")
                .params(institution(feed), feed.id(), key)
                .query((row, number) ->
                        JdbcIngestion.message(row, feed.platform().institution()))
                .optional();
    }

    List<Before> history(Feed feed, String key) {
        return jdbc.sql("select body, changed_by, changed_at from message_before"
                        + " where institution = ? and feed = ? and dedupe_key = ? order by changed_at desc")
                .params(institution(feed), feed.id(), key)
                .query((row, number) -> new Before(
                        row.getString("body"), row.getString("changed_by"), Columns.instant(row, "changed_at")))
                .list();
    }

    Stream<String> bodiesBefore(InstitutionId institution, String feed, String key) {
        return jdbc
                .sql("select body from message_before where institution = ? and feed = ? and dedupe_key = ?")
                .params(institution.value(), feed, key)
                .query((row, number) -> row.getString(1))
                .list()
                .stream();
    }

    /** Replaces the text of a quarantined message; false when it is quarantined no longer. */
    boolean rewrite(Feed feed, String key, String body, String by, Instant now) {
        Object[] which = {institution(feed), feed.id(), key};
        Optional<String> old = jdbc.sql("select body from inbox_message where institution = ? and feed = ?"
                        + " and dedupe_key = ? and state = 'QUARANTINED' for update")
                .params(which)
                .query(String.class)
                .optional();
        if (old.isEmpty()) {
            return false;
        }
        template.update(
                "insert into message_before (institution, feed, dedupe_key, changed_at, changed_by, body)"
                        + " values (?, ?, ?, ?, ?, ?)",
                institution(feed),
                feed.id(),
                key,
                Columns.time(now),
                by,
                old.get());
        template.update(
                "update inbox_message set body = ? where institution = ? and feed = ? and dedupe_key = ?",
                body,
                institution(feed),
                feed.id(),
                key);
        return true;
    }

    /** Sets quarantined messages back to waiting; the first is due then, each other a microsecond after the one before. */
    int wait(Feed feed, Collection<String> keys, Instant first) {
        List<Object[]> rows = new ArrayList<>();
        for (String key : keys) {
            rows.add(new Object[] {
                Columns.time(first.plus(rows.size(), ChronoUnit.MICROS)), institution(feed), feed.id(), key
            });
        }
        return changed(template.batchUpdate(
                "update inbox_message set state = 'WAITING', reason = null, tries = 0, rules_at = null, due_at = ?"
                        + " where institution = ? and feed = ? and dedupe_key = ? and state = 'QUARANTINED'",
                rows));
    }

    int dismiss(Feed feed, Collection<String> keys, String reason) {
        int dismissed = changed(template.batchUpdate(
                "update inbox_message set state = 'IGNORED', reason = ?"
                        + " where institution = ? and feed = ? and dedupe_key = ? and state = 'QUARANTINED'",
                keys.stream()
                        .map(key -> new Object[] {reason, institution(feed), feed.id(), key})
                        .toList()));
        countIgnored(feed, dismissed);
        return dismissed;
    }

    private void countIgnored(Feed feed, int more) {
        if (more != 0) {
            template.update(
                    "update feed_settled set ignored = ignored + ? where institution = ? and feed = ?",
                    more,
                    institution(feed),
                    feed.id());
        }
    }

    /** The next keys of the feed's settled or parked messages, in the order of their keys: that of their times. */
    List<String> next(Feed feed, String after, int most) {
        return jdbc.sql("select dedupe_key from inbox_message where institution = ? and feed = ? and dedupe_key > ?"
                        + " and state <> 'WAITING' and (reason is null or reason <> ?)"
                        + " order by institution, feed, dedupe_key limit ?")
                .params(institution(feed), feed.id(), after, Ingestion.ERASED, most)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Sets messages back to waiting, whatever became of them, to be read anew: due as by {@link #wait}. */
    int again(Feed feed, List<String> keys, Instant first) {
        int ignored = 0;
        List<Object[]> rows = new ArrayList<>();
        for (String key : keys) {
            rows.add(new Object[] {
                Columns.time(first.plus(rows.size(), ChronoUnit.MICROS)), institution(feed), feed.id(), key
            });
            ignored += jdbc.sql("select 1 from inbox_message where institution = ? and feed = ? and dedupe_key = ?"
                            + " and state = 'IGNORED' for update")
                    .params(institution(feed), feed.id(), key)
                    .query(Integer.class)
                    .list()
                    .size();
        }
        int changed = changed(template.batchUpdate(
                "update inbox_message set state = 'WAITING', reason = null, tries = 0, again = true, rules_at = null, due_at = ?"
                        + " where institution = ? and feed = ? and dedupe_key = ? and state <> 'WAITING'",
                rows));
        template.batchUpdate(
                "delete from parked_under where institution = ? and feed = ? and dedupe_key = ?",
                keys.stream()
                        .map(key -> new Object[] {institution(feed), feed.id(), key})
                        .toList());
        countIgnored(feed, -ignored);
        return changed;
    }

    List<Unknown> parked(Feed feed, int most) {
        return jdbc.sql("select kind, identifier, count(*) as messages from (select kind, identifier from parked_under"
                        + " where institution = ? and feed = ? order by strength, dedupe_key limit ?) here"
                        + " group by kind, identifier order by messages desc, kind, identifier limit ?")
                .params(institution(feed), feed.id(), MOST, most)
                .query((row, number) -> new Unknown(
                        new Identifier(IdentifierKind.of(row.getString("kind")), row.getString("identifier")),
                        row.getLong("messages")))
                .list();
    }

    private static UUID institution(Feed feed) {
        return feed.platform().institution().value();
    }

    private static int changed(int[] counts) {
        int changed = 0;
        for (int count : counts) {
            changed += Math.max(0, count);
        }
        return changed;
    }
}
