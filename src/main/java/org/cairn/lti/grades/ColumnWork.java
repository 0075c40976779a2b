package org.cairn.lti.grades;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.lti.ProgressWanted;
import org.cairn.platform.Platform;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What there is to do for one column: open it, and look after it from time to time. */
@Component
class ColumnWork {

    private static final Duration BETWEEN_LOOKS = Duration.ofHours(6);
    /** Whoever came into the course since is found when a member of staff comes by, or after something was written. */
    private static final Duration BETWEEN_REPORTS = Duration.ofMinutes(15);

    /** A course that nobody opens any more is over, most likely. */
    private static final Duration QUIET = Duration.ofDays(30);

    private static final Duration BETWEEN_QUIET_LOOKS = Duration.ofDays(7);

    private final Columns opening;
    private final ReadBack readBack;
    private final JdbcColumns columns;
    private final JdbcScores scores;
    private final JdbcCourseGrades courseGrades;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ColumnWork(
            Columns opening,
            ReadBack readBack,
            JdbcColumns columns,
            JdbcScores scores,
            JdbcCourseGrades courseGrades,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            Clock clock) {
        this.opening = opening;
        this.readBack = readBack;
        this.columns = columns;
        this.scores = scores;
        this.courseGrades = courseGrades;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    Verdict settle(Platform platform, StoredColumn column) {
        CourseGrades grades =
                courseGrades.find(column.course()).orElseGet(() -> new CourseGrades(null, Set.of(), Instant.EPOCH));
        Verdict verdict = switch (column.state()) {
            case WANTED -> opening.open(platform, column, grades);
            case OPEN -> lookAfter(platform, column, grades);
            case STOPPED, REFUSED ->
                new Verdict.ColumnEnds(column.trouble() == null ? Trouble.REFUSED : column.trouble());
        };
        switch (verdict) {
            case Verdict.Retry retry -> later(column, retry.away());
            case Verdict.Stale stale -> later(column, false);
            case Verdict.LearnerEnds ends -> write(() -> columns.refuse(column, ends.trouble()));
            case Verdict.ColumnEnds ends -> write(() -> columns.refuse(column, ends.trouble()));
            case Verdict.CourseEnds ends -> write(() -> columns.refuseAll(column.course(), ends.trouble()));
            case Verdict.Done done -> {}
            case Verdict.Throttled throttled -> {}
            case Verdict.TurnLost lost -> {}
        }
        return verdict;
    }

    private Verdict lookAfter(Platform platform, StoredColumn column, CourseGrades grades) {
        if (grades.mayReadResults()) {
            try {
                Verdict verdict = readBack.read(platform, column);
                if (!(verdict instanceof Verdict.Done)) {
                    return verdict;
                }
            } catch (GradeCalls.Unanswered e) {
                return e.verdict();
            }
        }
        Instant now = now();
        boolean quiet = grades.heardAt().isBefore(now.minus(QUIET));
        write(() -> columns.postpone(column, 0, null, now.plus(quiet ? BETWEEN_QUIET_LOOKS : BETWEEN_LOOKS)));
        Instant before = column.reconciledAt();
        if (before == null || !now.isBefore(before.plus(BETWEEN_REPORTS))) {
            reconcile(column, now);
        }
        return new Verdict.Done();
    }

    /** Who joined the course since, and whatever was missed, is found by asking for everyone's progress again. */
    private void reconcile(StoredColumn column, Instant now) {
        events.publishEvent(ProgressWanted.ofEverybody(column.course()));
        write(() -> {
            scores.again(column, Trouble.NO_ACCOUNT, now);
            columns.reconciled(column, now);
        });
    }

    void later(StoredColumn column, boolean away) {
        int failures = column.failures() + 1;
        Duration pause = away ? Backoff.away(failures) : Backoff.of(failures);
        write(() -> columns.postpone(column, failures, Trouble.NOT_REACHED, now().plus(pause)));
    }

    private void write(Runnable change) {
        transactions.executeWithoutResult(status -> change.run());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
