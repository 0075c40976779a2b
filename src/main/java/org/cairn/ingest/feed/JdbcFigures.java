package org.cairn.ingest.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairn.database.Columns;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedFigures.Refused;
import org.cairn.ingest.Ingestion.State;
import org.cairn.ingest.inbox.Quarters;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the numbers of all feeds of an institution: of each kind in one query, and never more rows than so many. */
@Component
class JdbcFigures {

    /** So many messages of one state are counted; whoever has more waiting knows enough. */
    static final int MOST_COUNTED = 10_000;

    private final JdbcClient jdbc;

    JdbcFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was counted as it came. */
    record Heard(long received, long duplicates, @Nullable Instant lastReceivedAt) {
        static final Heard NOTHING = new Heard(0, 0, null);
    }

    /**
     * What lies in one state.
     *
     * @param oldest since when the oldest lies there
     * @param recent how many of them came lately
     */
    record Lying(long count, Instant oldest, long recent) {}

    /** How regularly something comes. */
    record Rhythm(long lively, Duration longestPause) {}

    Map<String, Heard> heard(InstitutionId institution) {
        Map<String, Heard> found = new HashMap<>();
        jdbc.sql("select feed, received, duplicates, last_received_at from feed_tally where institution = ?")
                .param(institution.value())
                .query(row -> {
                    found.put(
                            row.getString("feed"),
                            new Heard(
                                    row.getLong("received"),
                                    row.getLong("duplicates"),
                                    Columns.instantOrNull(row, "last_received_at")));
                });
        return found;
    }

    Map<String, Long> ignored(InstitutionId institution) {
        Map<String, Long> found = new HashMap<>();
        jdbc.sql("select feed, ignored from feed_settled where institution = ?")
                .param(institution.value())
                .query(row -> {
                    found.put(row.getString("feed"), row.getLong("ignored"));
                });
        return found;
    }

    /** The waiting are counted from the oldest on, the others from the newest: that is what is asked of them. */
    Map<String, Lying> lying(InstitutionId institution, State state, Instant lately) {
        String order = state == State.WAITING
                ? " order by institution, state, due_at"
                : " order by institution desc, state desc, due_at desc";
        Map<String, Lying> found = new HashMap<>();
        jdbc.sql("select feed, count(*) as lying, min(due_at) as oldest,"
                        + " sum(case when received_at >= ? then 1 else 0 end) as recent"
                        + " from (select feed, due_at, received_at from inbox_message where institution = ? and state = ?"
                        + order + " limit ?) here group by feed")
                .params(Columns.time(lately), institution.value(), state.name(), MOST_COUNTED)
                .query(row -> {
                    found.put(
                            row.getString("feed"),
                            new Lying(row.getLong("lying"), Columns.instant(row, "oldest"), row.getLong("recent")));
                });
        return found;
    }

    /**
     * How many messages came again and said something else.
     *
     * @param recent how many of them came lately
     */
    record Otherwise(long all, long recent) {
        static final Otherwise NONE = new Otherwise(0, 0);
    }

    /** By feed; never more than so many are counted, the latest. */
    Map<String, Otherwise> otherwise(InstitutionId institution, Instant lately) {
        Map<String, Otherwise> found = new HashMap<>();
        jdbc.sql("select feed, count(*) as all_there, sum(case when last_at >= ? then 1 else 0 end) as recent from"
                        + " (select feed, last_at from message_conflict where institution = ?"
                        + " order by institution desc, last_at desc limit ?) here group by feed")
                .params(Columns.time(lately), institution.value(), MOST_COUNTED)
                .query(row -> {
                    found.put(row.getString("feed"), new Otherwise(row.getLong("all_there"), row.getLong("recent")));
                });
        return found;
    }

    /** How many of those that came lately are quarantined for this reason. */
    Map<String, Long> quarantined(InstitutionId institution, String code, Instant lately) {
        Map<String, Long> found = new HashMap<>();
        jdbc.sql("select feed, count(*) as lying from (select feed, received_at, reason from inbox_message"
                        + " where institution = ? and state = ? order by institution desc, state desc, due_at desc limit ?)"
                        + " here where received_at >= ? and (reason = ? or reason like ?) group by feed")
                .params(
                        institution.value(),
                        State.QUARANTINED.name(),
                        MOST_COUNTED,
                        Columns.time(lately),
                        code,
                        code + "\t%")
                .query(row -> {
                    found.put(row.getString("feed"), row.getLong("lying"));
                });
        return found;
    }

    Map<String, List<Refused>> refused(InstitutionId institution) {
        Map<String, List<Refused>> found = new HashMap<>();
        jdbc.sql("select feed, code, refused, first_at, last_at from feed_refusal where institution = ?"
                        + " order by feed, last_at desc, code")
                .param(institution.value())
                .query(row -> {
                    found.computeIfAbsent(row.getString("feed"), feed -> new ArrayList<>())
                            .add(new Refused(
                                    row.getString("code"),
                                    row.getLong("refused"),
                                    Columns.instant(row, "first_at"),
                                    Columns.instant(row, "last_at")));
                });
        return found;
    }

    Map<String, Long> receivedSince(InstitutionId institution, long quarter) {
        Map<String, Long> found = new HashMap<>();
        jdbc.sql("select feed, sum(received) as received from feed_quarter where institution = ? and quarter >= ?"
                        + " group by feed")
                .params(institution.value(), quarter)
                .query(row -> {
                    found.put(row.getString("feed"), row.getLong("received"));
                });
        return found;
    }

    Map<String, Rhythm> rhythms(InstitutionId institution, long oldest) {
        Map<String, Rhythm> found = new HashMap<>();
        jdbc.sql("select feed, count(*) as lively, coalesce(max(pause), 0) as pause from (select feed,"
                        + " quarter - lag(quarter) over (partition by feed order by quarter) as pause"
                        + " from feed_quarter where institution = ? and quarter >= ?) pauses group by feed")
                .params(institution.value(), oldest)
                .query(row -> {
                    found.put(
                            row.getString("feed"),
                            new Rhythm(row.getLong("lively"), Quarters.QUARTER.multipliedBy(row.getLong("pause"))));
                });
        return found;
    }

    Map<Long, Long> quarters(Feed feed, long first) {
        UUID institution = feed.platform().institution().value();
        Map<Long, Long> found = new HashMap<>();
        jdbc.sql("select quarter, received from feed_quarter where institution = ? and feed = ? and quarter >= ?")
                .params(institution, feed.id(), first)
                .query(row -> {
                    found.put(row.getLong("quarter"), row.getLong("received"));
                });
        return found;
    }
}
