package org.cairn.ingest.aside;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.cairn.database.Columns;
import org.cairn.ingest.Conflict;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Ingestion.Message;
import org.cairn.ingest.inbox.Heard;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.inbox.Stored;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.reading.Texts;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Messages that came again and said something else, as rows: one for each message, however often it came. */
@Component
class JdbcConflicts {

    private static final int LONGEST_ID = 300;

    private static final String CONFLICTS =
            "select m.platform, m.feed, m.dedupe_key, m.type, m.state, m.reason, m.received_at, m.body,"
                    + " c.times, c.first_at, c.last_at, c.body as last_body from message_conflict c"
                    + " join inbox_message m on m.institution = c.institution and m.feed = c.feed"
                    + " and m.dedupe_key = c.dedupe_key where c.institution = ?";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    JdbcConflicts(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** What is there under the key of a message that came again in other words. */
    record Otherwise(Heard heard, Stored first) {}

    /** Those of one feed's repeats that are kept in other words; of erased people nothing is compared. */
    List<Otherwise> otherwise(List<Heard> repeats) {
        List<Otherwise> found = new ArrayList<>();
        Feed feed = repeats.getFirst().message().feed();
        // the list is joined: for an IN behind the feed H2 reads everything of the feed
        jdbc.sql("select place, " + Stored.COLUMNS
                        + " from unnest(cast(? as integer array), cast(? as varchar array), cast(? as varchar array))"
                        + " as asked(place, wanted, said)"
                        + " left join inbox_message on institution = ? and feed = ? and dedupe_key = asked.wanted"
                        + " where dedupe_key is not null and body <> said and (reason is null or reason <> ?)"
                        + " order by place")
                .param(new SqlArrayValue(
                        "integer", IntStream.range(0, repeats.size()).boxed().toArray()))
                .param(new SqlArrayValue(
                        "varchar",
                        repeats.stream().map(heard -> heard.message().key()).toArray()))
                .param(new SqlArrayValue(
                        "varchar",
                        repeats.stream().map(heard -> heard.message().body()).toArray()))
                .param(institution(feed))
                .param(feed.id())
                .param(Ingestion.ERASED)
                .query(row -> {
                    found.add(new Otherwise(
                            repeats.get(row.getInt("place")),
                            Stored.read(row, feed.platform().institution())));
                });
        return found;
    }

    /** Written in the order of the keys by everyone, in the caller's transaction. */
    void note(Heard heard) {
        Incoming message = heard.message();
        Object at = Columns.time(heard.at());
        Object[] which = {institution(message.feed()), message.feed().id(), message.key()};
        int known = template.update(
                "update message_conflict set times = times + 1, last_at = greatest(last_at, ?), body = ?"
                        + " where institution = ? and feed = ? and dedupe_key = ?",
                at,
                message.body(),
                which[0],
                which[1],
                which[2]);
        if (known == 0) {
            template.update(
                    "insert into message_conflict (institution, feed, dedupe_key, times, first_at, last_at, body)"
                            + " values (?, ?, ?, 1, ?, ?, ?) on conflict do nothing",
                    which[0],
                    which[1],
                    which[2],
                    at,
                    at,
                    message.body());
        }
    }

    List<Conflict> of(InstitutionId institution, int most) {
        return jdbc.sql(CONFLICTS + " order by c.institution desc, c.last_at desc, c.dedupe_key limit ?")
                .params(institution.value(), most)
                .query((row, number) -> conflict(row, institution))
                .list();
    }

    List<Conflict> of(Feed feed, int most) {
        return jdbc.sql(CONFLICTS + " and c.feed = ? order by c.last_at desc, c.dedupe_key limit ?")
                .params(institution(feed), feed.id(), most)
                .query((row, number) -> conflict(row, feed.platform().institution()))
                .list();
    }

    Optional<Conflict> find(Feed feed, String key) {
        return jdbc.sql(CONFLICTS + " and c.feed = ? and c.dedupe_key = ?")
                .params(institution(feed), feed.id(), key)
                .query((row, number) -> conflict(row, feed.platform().institution()))
                .optional();
    }

    private static Conflict conflict(ResultSet row, InstitutionId institution) throws SQLException {
        Message message = JdbcIngestion.message(row, institution);
        return new Conflict(
                message,
                id(message.body()),
                row.getLong("times"),
                Columns.instant(row, "first_at"),
                Columns.instant(row, "last_at"),
                row.getString("last_body"));
    }

    /** What all senders with ids call it. */
    private static @Nullable String id(String body) {
        try {
            return Texts.clean(StrictJson.read(body).path("id").asString(null), LONGEST_ID);
        } catch (StrictJson.Unreadable e) {
            return null;
        }
    }

    private static UUID institution(Feed feed) {
        return feed.platform().institution().value();
    }
}
