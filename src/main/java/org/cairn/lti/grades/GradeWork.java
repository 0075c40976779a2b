package org.cairn.lti.grades;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Untold;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Does what there is to do for a platform, one call after the other: platforms count all calls of one client together,
 * so never two at once, neither on this node nor on several.
 */
@Component
class GradeWork {

    private static final Logger LOG = LoggerFactory.getLogger(GradeWork.class);
    private static final int MOST = 100;
    /** So many failures in a row and the platform is left alone for a moment. */
    private static final int BEARABLE = 3;

    private final Turns turns;
    private final JdbcColumns columns;
    private final JdbcScores scores;
    private final ColumnWork columnWork;
    private final ScoreWork scoreWork;
    private final Clock clock;
    private final Map<PlatformId, ReentrantLock> lanes = new ConcurrentHashMap<>();

    GradeWork(
            Turns turns,
            JdbcColumns columns,
            JdbcScores scores,
            ColumnWork columnWork,
            ScoreWork scoreWork,
            Clock clock) {
        this.turns = turns;
        this.columns = columns;
        this.scores = scores;
        this.columnWork = columnWork;
        this.scoreWork = scoreWork;
        this.clock = clock;
    }

    /** Answers how many things were done; 0 when there is nothing to do, or it is not our turn. */
    int serve(Platform platform, BooleanSupplier goesOn) {
        ReentrantLock lane = lanes.computeIfAbsent(platform.id(), added -> new ReentrantLock());
        if (!lane.tryLock()) {
            return 0;
        }
        try {
            return serveInTurn(platform, goesOn);
        } finally {
            lane.unlock();
        }
    }

    /** Where the database is away the turn cannot be given back: it ends by itself. */
    private int serveInTurn(Platform platform, BooleanSupplier goesOn) {
        try {
            int done = 0;
            while (done < MOST && goesOn.getAsBoolean() && step(platform)) {
                done++;
            }
            return done;
        } finally {
            turns.release(platform.id());
        }
    }

    private boolean step(Platform platform) {
        Instant now = now();
        Optional<JdbcTurns.Turn> turn = turns.take(platform.id());
        if (turn.isEmpty() || turn.get().isClosed(now)) {
            return false;
        }
        Optional<StoredColumn> column = columns.due(platform.id(), now);
        if (column.isPresent()) {
            return heeded(platform, turn.get(), at(platform, column.get()));
        }
        Optional<Score> score = scores.due(platform.id(), now);
        return score.isPresent() && heeded(platform, turn.get(), at(platform, score.get()));
    }

    /** What nobody foresaw must not stop the others: it is tried again later. */
    private Verdict at(Platform platform, StoredColumn column) {
        try {
            return columnWork.settle(platform, column);
        } catch (DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error(
                    "The column for {} in course {} failed",
                    column.badge(),
                    column.course().value(),
                    Untold.of(e));
            columnWork.later(column, false);
            return new Verdict.Done();
        }
    }

    private Verdict at(Platform platform, Score score) {
        try {
            return scoreWork.settle(platform, score);
        } catch (DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error(
                    "A score for {} in course {} failed",
                    score.badge(),
                    score.course().value(),
                    Untold.of(e));
            scoreWork.later(score, false);
            return new Verdict.Done();
        }
    }

    /** Answers whether to go on with the platform now. */
    private boolean heeded(Platform platform, JdbcTurns.Turn turn, Verdict verdict) {
        Instant now = now();
        int failures = turn.failures() + 1;
        return switch (verdict) {
            case Verdict.Throttled throttled -> {
                Duration pause = throttled.pause() == null ? Backoff.closed(failures) : throttled.pause();
                turns.note(platform.id(), failures, now.plus(pause));
                yield false;
            }
            case Verdict.Retry retry -> {
                boolean closes = failures >= BEARABLE;
                turns.note(platform.id(), failures, closes ? now.plus(Backoff.closed(failures - BEARABLE + 1)) : null);
                yield !closes;
            }
            case Verdict.TurnLost lost -> false;
            case Verdict.Done done -> calm(platform, turn);
            case Verdict.Stale stale -> calm(platform, turn);
            case Verdict.LearnerEnds ends -> calm(platform, turn);
            case Verdict.ColumnEnds ends -> calm(platform, turn);
            case Verdict.CourseEnds ends -> calm(platform, turn);
        };
    }

    private boolean calm(Platform platform, JdbcTurns.Turn turn) {
        if (turn.failures() > 0) {
            turns.note(platform.id(), 0, null);
        }
        return true;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
