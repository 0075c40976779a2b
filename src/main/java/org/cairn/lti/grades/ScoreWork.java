package org.cairn.lti.grades;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What there is to do for one score: look whether somebody else gave a grade, and send it if nobody did. */
@Component
class ScoreWork {

    /** Canvas itself keeps what a teacher gave; on other platforms the look before must be recent. */
    private static final Duration FRESH_ON_CANVAS = Duration.ofMinutes(10);

    private static final Duration FRESH = Duration.ofSeconds(30);
    /** Moodle says nothing when it keeps a teacher's grade, so what was written is read soon after. */
    private static final Duration LOOK_AFTER_WRITING = Duration.ofMinutes(2);

    private final ScoreSender sender;
    private final ReadBack readBack;
    private final JdbcColumns columns;
    private final JdbcScores scores;
    private final JdbcCourseGrades courseGrades;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ScoreWork(
            ScoreSender sender,
            ReadBack readBack,
            JdbcColumns columns,
            JdbcScores scores,
            JdbcCourseGrades courseGrades,
            TransactionTemplate transactions,
            Clock clock) {
        this.sender = sender;
        this.readBack = readBack;
        this.columns = columns;
        this.scores = scores;
        this.courseGrades = courseGrades;
        this.transactions = transactions;
        this.clock = clock;
    }

    Verdict settle(Platform platform, Score score) {
        if (sender.isSettled(score)) {
            return new Verdict.Done();
        }
        StoredColumn column = columns.find(score.course(), score.badge()).orElseThrow();
        CourseGrades grades =
                courseGrades.find(score.course()).orElseGet(() -> new CourseGrades(null, Set.of(), Instant.EPOCH));
        Verdict verdict;
        try {
            verdict = grades.mayWrite(platform.family())
                    ? lookAndSend(platform, column, grades, score)
                    : new Verdict.ColumnEnds(Trouble.NO_SCOPE);
        } catch (GradeCalls.Unanswered e) {
            verdict = e.verdict();
        }
        note(column, score, verdict);
        return verdict;
    }

    private Verdict lookAndSend(Platform platform, StoredColumn column, CourseGrades grades, Score score)
            throws GradeCalls.Unanswered {
        Score current = score;
        if (grades.mayReadResults() && !isFresh(platform, column, score)) {
            Verdict looked = readBack.read(platform, column);
            if (!(looked instanceof Verdict.Done)) {
                return looked;
            }
            Optional<Score> afterwards = scores.find(score.course(), score.badge(), score.learner());
            if (afterwards.isEmpty()
                    || afterwards.get().state() != Score.State.WAITING
                    || sender.isSettled(afterwards.get())) {
                return looked;
            }
            current = afterwards.get();
        }
        Verdict sent = sender.send(platform, column, current);
        if (sent instanceof Verdict.Done) {
            write(() -> columns.lookBy(column, now().plus(LOOK_AFTER_WRITING)));
        }
        return sent;
    }

    /** What was sent without an answer may have arrived: then what stands is ours, and only a look tells. */
    private boolean isFresh(Platform platform, StoredColumn column, Score score) {
        Instant read = column.readAt();
        if (read == null) {
            return false;
        }
        Instant sent = score.sentAt();
        boolean known = !score.isUncertain() || sent == null || read.isAfter(sent);
        Duration fresh = platform.family() == Family.CANVAS ? FRESH_ON_CANVAS : FRESH;
        return known && now().isBefore(read.plus(fresh));
    }

    private void note(StoredColumn column, Score score, Verdict verdict) {
        switch (verdict) {
            case Verdict.Retry retry -> later(score, retry.away());
            // a look comes first then, and a later time stamp
            case Verdict.Stale stale -> later(score, false);
            case Verdict.LearnerEnds ends -> write(() -> scores.refuse(score, ends.trouble()));
            case Verdict.ColumnEnds ends -> write(() -> columns.refuse(column, ends.trouble()));
            case Verdict.CourseEnds ends -> write(() -> columns.refuseAll(column.course(), ends.trouble()));
            case Verdict.Done done -> {}
            case Verdict.TurnLost lost -> {}
            // nothing is lost: it is still due when the platform may be asked again
            case Verdict.Throttled throttled -> {}
        }
    }

    void later(Score score, boolean away) {
        int failures = score.failures() + 1;
        Duration pause = away ? Backoff.away(failures) : Backoff.of(failures);
        write(() -> scores.retry(score, failures, Trouble.NOT_REACHED, now().plus(pause)));
    }

    private void write(Runnable change) {
        transactions.executeWithoutResult(status -> change.run());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
