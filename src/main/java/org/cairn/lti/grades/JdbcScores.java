package org.cairn.lti.grades;

import static org.cairn.lti.grades.JdbcColumns.instant;
import static org.cairn.lti.grades.JdbcColumns.utc;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.lti.CourseId;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of scores, as the worker uses it. */
@Component
class JdbcScores {

    private static final String SELECT = "select s.institution, s.course, s.badge, s.learner, s.state, s.wanted,"
            + " s.complete, s.sent, s.sent_complete, s.sent_at, s.written, s.unanswered, s.failures, s.due_at, s.given,"
            + " s.given_of, s.given_revision from gradebook_score s ";
    private static final String THIS = " where institution = ? and course = ? and badge = ? and learner = ?";
    /** Nobody asked for another try since it was read. */
    private static final String AS_READ =
            THIS + " and due_at is not distinct from cast(? as timestamp(6) with time zone)";

    /** What was given up for this reason, and what is just being tried and may be given up for it in a moment. */
    private static final String AGAIN = "update gradebook_score set state = 'waiting', trouble = null, failures = 0,"
            + " due_at = ? where institution = ? and learner = ?"
            + " and ((state = 'refused' and trouble = ?) or (state = 'waiting' and due_at <= ?))";

    private final JdbcClient jdbc;

    JdbcScores(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Score> due(PlatformId platform, Instant now) {
        return jdbc.sql(SELECT + "join gradebook_column c on c.institution = s.institution and c.course = s.course"
                        + " and c.badge = s.badge where s.institution = ? and s.platform = ? and s.due_at <= ?"
                        + " and c.state = 'open' order by s.due_at, s.learner limit 1")
                .params(platform.institution().value(), platform.value(), utc(now))
                .query(JdbcScores::score)
                .optional();
    }

    Optional<Score> find(CourseId course, String badge, LearnerId learner) {
        return jdbc.sql(SELECT + "where s.institution = ? and s.course = ? and s.badge = ? and s.learner = ?")
                .params(course.institution().value(), course.value(), badge, learner.value())
                .query(JdbcScores::score)
                .optional();
    }

    Map<LearnerId, Score> of(StoredColumn column) {
        Map<LearnerId, Score> scores = new HashMap<>();
        jdbc.sql(SELECT + "where s.institution = ? and s.course = ? and s.badge = ?")
                .params(column.course().institution().value(), column.course().value(), column.badge())
                .query(JdbcScores::score)
                .list()
                .forEach(score -> scores.put(score.learner(), score));
        return scores;
    }

    /** Notes what will be sent, before it is; false when somebody else has sent something meanwhile. */
    boolean sending(Score score, BigDecimal percent, boolean complete, Instant at) {
        List<BigDecimal> unanswered = score.unansweredBefore(percent);
        Instant before = score.sentAt();
        return jdbc.sql("update gradebook_score set sent = ?, sent_complete = ?, sent_at = ?, unanswered = ?" + THIS
                                + " and sent_at is not distinct from cast(? as timestamp(6) with time zone)")
                        .param(percent)
                        .param(complete)
                        .param(utc(at))
                        .param(
                                unanswered.isEmpty()
                                        ? null
                                        : unanswered.stream()
                                                .map(BigDecimal::toPlainString)
                                                .collect(Collectors.joining(" ")))
                        .params(key(score))
                        .param(before == null ? null : utc(before))
                        .update()
                == 1;
    }

    /**
     * The platform took what was sent with this time stamp; if something else is wanted by now, that is next. Whoever
     * slept until another node sent something later says nothing about that.
     */
    void took(Score score, Instant stamp, Instant now) {
        jdbc.sql("update gradebook_score set written = sent, unanswered = null, failures = 0, trouble = null,"
                        + " state = case when wanted = sent and complete = sent_complete then 'written'"
                        + " else 'waiting' end,"
                        + " due_at = case when wanted = sent and complete = sent_complete then null"
                        + " else cast(? as timestamp(6) with time zone) end" + THIS + " and sent_at = ?")
                .param(utc(now))
                .params(key(score))
                .param(utc(stamp))
                .update();
    }

    /** Unless there is reason by now to try it at once. */
    void retry(Score score, int failures, @Nullable Trouble trouble, Instant due) {
        jdbc.sql("update gradebook_score set failures = ?, trouble = ?, due_at = ?" + AS_READ)
                .param(failures)
                .param(trouble == null ? null : trouble.code())
                .param(utc(due))
                .params(asRead(score))
                .update();
    }

    /** Unless there is reason by now to try it again. */
    void refuse(Score score, Trouble trouble) {
        jdbc.sql("update gradebook_score set state = 'refused', trouble = ?, due_at = null" + AS_READ)
                .param(trouble.code())
                .params(asRead(score))
                .update();
    }

    /** There is nothing to write: what is wanted stands there already. */
    void rest(Score score) {
        jdbc.sql("update gradebook_score set state = 'written', trouble = null, failures = 0, due_at = null" + THIS
                        + " and (wanted is null or wanted = coalesce(written, 0))")
                .params(key(score))
                .update();
    }

    /** Nothing is there to be written, and nothing was. */
    void drop(Score score) {
        jdbc.sql("delete from gradebook_score" + THIS + " and written is null and sent is null and given_revision = 0")
                .params(key(score))
                .update();
    }

    /** Somebody else's grade stands. */
    void keep(StoredColumn column, LearnerId learner, @Nullable BigDecimal given, BigDecimal of, int revision) {
        jdbc.sql("insert into gradebook_score (institution, course, badge, learner, platform, state, complete,"
                        + " sent_complete, failures, given_revision) values (?, ?, ?, ?, ?, 'kept', ?, ?, 0, 0)"
                        + " on conflict do nothing")
                .params(
                        column.course().institution().value(),
                        column.course().value(),
                        column.badge(),
                        learner.value(),
                        column.platform().value(),
                        false,
                        false)
                .update();
        jdbc.sql("update gradebook_score set state = 'kept', trouble = null, due_at = null, failures = 0, given = ?,"
                        + " given_of = ?, given_revision = ?" + THIS)
                .param(given)
                .param(of)
                .param(revision)
                .params(key(column, learner))
                .update();
    }

    /** What stands is ours: what we sent, and so that is what was written. */
    void isOurs(StoredColumn column, Score score, @Nullable BigDecimal written, int revision, Instant now) {
        jdbc.sql("update gradebook_score set written = cast(? as numeric(5, 2)), given = null, given_of = null,"
                        + " given_revision = ?,"
                        + " due_at = case when state = 'kept' then cast(? as timestamp(6) with time zone)"
                        + " else due_at end,"
                        + " state = case when state = 'kept' then 'waiting' else state end" + THIS)
                .param(written)
                .param(revision)
                .param(utc(now))
                .params(key(column, score.learner()))
                .update();
    }

    /** Tries again what was given up for one of these reasons. */
    void again(StoredColumn column, @Nullable Trouble only, Instant now) {
        jdbc.sql("update gradebook_score set state = 'waiting', trouble = null, failures = 0, due_at = ?"
                        + " where institution = ? and course = ? and badge = ? and state in ('refused', 'waiting')"
                        + " and (cast(? as varchar(20)) is null or trouble = ?)")
                .param(utc(now))
                .param(column.course().institution().value())
                .param(column.course().value())
                .param(column.badge())
                .param(only == null ? null : only.code())
                .param(only == null ? null : only.code())
                .update();
    }

    /**
     * It is another column now, in which nothing need stand of what was written or given. Where it does, as in one that
     * was restored, it is known: what was written as ours, and what was given as heard already.
     */
    void afresh(StoredColumn column, Instant now) {
        jdbc.sql("update gradebook_score set state = 'waiting', trouble = null, failures = 0, due_at = ?,"
                        + " unanswered = case when written is null or concat(' ', unanswered, ' ')"
                        + " like concat('% ', written, ' %') then unanswered"
                        + " else concat_ws(' ', unanswered, written) end, written = null"
                        + " where institution = ? and course = ? and badge = ?")
                .param(utc(now))
                .param(column.course().institution().value())
                .param(column.course().value())
                .param(column.badge())
                .update();
    }

    /** Who is a student here again: what was given up while they were none. */
    void again(CourseId course, LearnerId learner, Trouble only, Instant now) {
        jdbc.sql(AGAIN + " and course = ?")
                .params(givenUp(learner, only, now))
                .param(course.value())
                .update();
    }

    void again(LearnerId learner, Trouble only, Instant now) {
        jdbc.sql(AGAIN).params(givenUp(learner, only, now)).update();
    }

    /** How many scores of a course stand how, by badge. */
    record Count(String badge, Score.State state, @Nullable Trouble trouble, boolean written, int count) {}

    List<Count> counts(CourseId course) {
        return jdbc.sql("select badge, state, trouble, written is not null as once, count(*) as many"
                        + " from gradebook_score where institution = ? and course = ?"
                        + " group by badge, state, trouble, written is not null")
                .params(course.institution().value(), course.value())
                .query((row, number) -> new Count(
                        row.getString("badge"),
                        state(row),
                        row.getString("trouble") == null ? null : Trouble.of(row.getString("trouble")),
                        row.getBoolean("once"),
                        row.getInt("many")))
                .list();
    }

    /** A learner turned out to be another one: what is known of both is known of the one. */
    void move(LearnerId from, LearnerId into) {
        UUID institution = into.institution().value();
        jdbc.sql("delete from gradebook_score where institution = ? and learner = ? and exists (select 1 from"
                        + " gradebook_score other where other.institution = gradebook_score.institution"
                        + " and other.course = gradebook_score.course and other.badge = gradebook_score.badge"
                        + " and other.learner = ?)")
                .params(institution, from.value(), into.value())
                .update();
        jdbc.sql("update gradebook_score set learner = ? where institution = ? and learner = ?")
                .params(into.value(), institution, from.value())
                .update();
    }

    /** An account is a person of its own again: what stands on its platform is theirs. */
    void move(PlatformId platform, LearnerId from, LearnerId into) {
        jdbc.sql("update gradebook_score set learner = ? where institution = ? and learner = ? and course in"
                        + " (select id from course where institution = ? and platform = ?)")
                .params(
                        into.value(),
                        from.institution().value(),
                        from.value(),
                        from.institution().value(),
                        platform.value())
                .update();
    }

    void forget(LearnerId learner) {
        jdbc.sql("delete from gradebook_score where institution = ? and learner = ?")
                .params(learner.institution().value(), learner.value())
                .update();
    }

    private static List<Object> givenUp(LearnerId learner, Trouble only, Instant now) {
        return List.of(utc(now), learner.institution().value(), learner.value(), only.code(), utc(now));
    }

    private static List<Object> key(Score score) {
        return List.of(
                score.course().institution().value(),
                score.course().value(),
                score.badge(),
                score.learner().value());
    }

    private static List<@Nullable Object> asRead(Score score) {
        List<@Nullable Object> key = new ArrayList<>(key(score));
        key.add(score.due() == null ? null : utc(score.due()));
        return key;
    }

    private static List<Object> key(StoredColumn column, LearnerId learner) {
        return List.of(column.course().institution().value(), column.course().value(), column.badge(), learner.value());
    }

    private static List<BigDecimal> percents(@Nullable String text) {
        return text == null
                ? List.of()
                : Stream.of(text.split(" ")).map(BigDecimal::new).toList();
    }

    private static Score.State state(ResultSet row) throws SQLException {
        return Score.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    }

    private static Score score(ResultSet row, int number) throws SQLException {
        InstitutionId institution = new InstitutionId(row.getObject("institution", UUID.class));
        return new Score(
                new CourseId(institution, row.getObject("course", UUID.class)),
                row.getString("badge"),
                new LearnerId(institution, row.getObject("learner", UUID.class)),
                state(row),
                row.getBigDecimal("wanted"),
                row.getBoolean("complete"),
                row.getBigDecimal("sent"),
                row.getBoolean("sent_complete"),
                instant(row, "sent_at"),
                row.getBigDecimal("written"),
                percents(row.getString("unanswered")),
                row.getInt("failures"),
                instant(row, "due_at"),
                row.getBigDecimal("given"),
                row.getBigDecimal("given_of"),
                row.getInt("given_revision"));
    }
}
