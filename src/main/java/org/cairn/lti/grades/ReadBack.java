package org.cairn.lti.grades;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.lti.GradesGiven;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.Platform;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads a column back: what differs from what Cairn sent was given by somebody else, so that it stands, and is told to
 * whoever makes evidence of it.
 */
@Component
class ReadBack {

    /** Platforms keep two decimals at least, of a column that may have ten points only. */
    private static final BigDecimal TOLERANCE = new BigDecimal("0.06");

    /** Whatever was sent later than that was sent by a clock that was put back since. */
    private static final Duration LONGEST_READING = Duration.ofHours(1);

    private final Results results;
    private final JdbcColumns columns;
    private final JdbcScores scores;
    private final Learners learners;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ReadBack(
            Results results,
            JdbcColumns columns,
            JdbcScores scores,
            Learners learners,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            Clock clock) {
        this.results = results;
        this.columns = columns;
        this.scores = scores;
        this.learners = learners;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    Verdict read(Platform platform, StoredColumn column) throws GradeCalls.Unanswered {
        Instant begun = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Results.Reading reading = results.read(platform, column);
        if (reading.verdict() instanceof Verdict.Done) {
            transactions.executeWithoutResult(status -> take(platform, column, reading.results(), begun));
        }
        return aboutTheColumn(reading.verdict());
    }

    /** Whatever is wrong with the results is no single student's fault. */
    private static Verdict aboutTheColumn(Verdict verdict) {
        return switch (verdict) {
            case Verdict.LearnerEnds ends -> new Verdict.ColumnEnds(Trouble.REFUSED);
            case Verdict.Stale stale -> new Verdict.Retry(false);
            case Verdict.Done done -> done;
            case Verdict.Retry retry -> retry;
            case Verdict.Throttled throttled -> throttled;
            case Verdict.TurnLost lost -> lost;
            case Verdict.ColumnEnds ends -> ends;
            case Verdict.CourseEnds ends -> ends;
        };
    }

    private void take(Platform platform, StoredColumn column, List<Results.Result> read, Instant begun) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<LearnerId, Score> known = scores.of(column);
        List<GradesGiven.Grade> given = new ArrayList<>();
        people(platform, read).forEach((learner, result) -> {
            Score score = known.get(learner);
            GradesGiven.Grade grade = isLater(score, begun) ? null : compare(column, learner, result, score, now);
            if (grade != null) {
                given.add(grade);
            }
        });
        if (!given.isEmpty()) {
            events.publishEvent(new GradesGiven(column.course(), column.badge(), List.copyOf(given)));
        }
        columns.read(column, now);
    }

    /** Whoever is not known gets nothing: a result does not make anybody known. */
    private Map<LearnerId, Results.Result> people(Platform platform, List<Results.Result> read) {
        Map<List<Identifier>, Results.Result> bySub = new HashMap<>();
        read.forEach(result -> bySub.put(List.of(new Identifier(IdentifierKind.SUB, result.sub())), result));
        // in the order in which reports write, so that the two wait for each other and never cross
        Map<LearnerId, Results.Result> people = new TreeMap<>(Comparator.comparing(LearnerId::value));
        learners.whoAre(platform.id(), bySub.keySet()).forEach((said, learner) -> people.put(learner, bySub.get(said)));
        return people;
    }

    /** Sent while the results were read: what they say of it is out of date. */
    private static boolean isLater(@Nullable Score score, Instant begun) {
        Instant sent = score == null ? null : score.sentAt();
        return sent != null && sent.isAfter(begun) && !sent.isAfter(begun.plus(LONGEST_READING));
    }

    private GradesGiven.@Nullable Grade compare(
            StoredColumn column, LearnerId learner, Results.Result result, @Nullable Score score, Instant now) {
        BigDecimal percent = result.percent();
        if (score == null) {
            return percent == null || percent.signum() == 0 ? null : kept(column, learner, result, null);
        }
        if (isClose(percent, score.sent())) {
            return ours(column, score, score.sent(), now);
        }
        if (isClose(percent, score.written()) || isUntouched(percent, score)) {
            return ours(column, score, score.written(), now);
        }
        for (BigDecimal unanswered : score.unanswered()) {
            if (isClose(percent, unanswered)) {
                return ours(column, score, unanswered, now);
            }
        }
        return kept(column, learner, result, score);
    }

    /** Nothing stands where nothing was written; what was sent without an answer did not arrive then. */
    private static boolean isUntouched(@Nullable BigDecimal percent, Score score) {
        return score.written() == null && (percent == null || percent.signum() == 0);
    }

    private GradesGiven.@Nullable Grade ours(
            StoredColumn column, Score score, @Nullable BigDecimal written, Instant now) {
        if (score.state() != Score.State.KEPT && score.given() == null && Score.isSame(written, score.written())) {
            return null;
        }
        boolean takenBack = score.given() != null;
        int revision = takenBack ? score.givenRevision() + 1 : score.givenRevision();
        scores.isOurs(column, score, written, revision, now);
        return takenBack ? new GradesGiven.Grade(score.learner(), null, possible(score.givenOf()), revision) : null;
    }

    private GradesGiven.@Nullable Grade kept(
            StoredColumn column, LearnerId learner, Results.Result result, @Nullable Score score) {
        BigDecimal before = score == null ? null : score.given();
        BigDecimal of = score == null ? null : score.givenOf();
        int revision = score == null ? 0 : score.givenRevision();
        boolean changed = !Score.isSame(before, result.points())
                || (result.points() != null && !Score.isSame(of, result.possible()));
        if (changed) {
            revision++;
        }
        scores.keep(column, learner, result.points(), result.possible(), revision);
        return changed ? new GradesGiven.Grade(learner, result.points(), result.possible(), revision) : null;
    }

    private static BigDecimal possible(@Nullable BigDecimal of) {
        return of == null ? new BigDecimal(100) : of;
    }

    private static boolean isClose(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one != null && other != null && one.subtract(other).abs().compareTo(TOLERANCE) <= 0;
    }
}
