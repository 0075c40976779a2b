package org.cairn.lti.grades;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.net.Outbound;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Learners;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends one score (AGS 2.0 section 3.4): always whole, because a score without points or one that is not fully graded
 * clears what stands, and always later than the one before.
 */
@Component
class ScoreSender {

    private static final String TYPE = "application/vnd.ims.lis.v1.score+json";
    private static final String CANVAS = "https://canvas.instructure.com/lti/submission";
    private static final BigDecimal MAXIMUM = new BigDecimal(100);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final GradeCalls calls;
    private final JdbcScores scores;
    private final Learners learners;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ScoreSender(GradeCalls calls, JdbcScores scores, Learners learners, TransactionTemplate transactions, Clock clock) {
        this.calls = calls;
        this.scores = scores;
        this.learners = learners;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What to do about a score before it can be sent. */
    boolean isSettled(Score score) {
        if (score.isNothing()) {
            write(() -> {
                scores.drop(score);
                scores.rest(score);
            });
            return true;
        }
        if (score.isDone() || score.wanted() == null) {
            write(() -> scores.rest(score));
            return true;
        }
        return false;
    }

    Verdict send(Platform platform, StoredColumn column, Score score) throws GradeCalls.Unanswered {
        Optional<String> sub = learners.identifiers(platform.id(), score.learner()).stream()
                .filter(identifier -> identifier.kind() == IdentifierKind.SUB)
                .map(Identifier::value)
                .findFirst();
        if (sub.isEmpty()) {
            return new Verdict.LearnerEnds(Trouble.NO_ACCOUNT);
        }
        Instant now = clock.instant();
        Instant stamp = now.truncatedTo(ChronoUnit.MILLIS);
        // whole seconds apart, for Moodle keeps no fractions; and never ahead of time, for Moodle would refuse all
        // others until then; what a clock that was put back since has sent is the platform's to judge
        Instant before = score.sentAt();
        if (before != null && stamp.isBefore(before.plusSeconds(1)) && before.isBefore(stamp.plus(LONGEST_WAIT))) {
            write(() -> scores.retry(score, score.failures(), null, before.plusSeconds(1)));
            return new Verdict.Done();
        }
        BigDecimal percent = Objects.requireNonNull(score.wanted());
        if (!noted(() -> scores.sending(score, percent, score.complete(), stamp))) {
            // it is still due, and read anew then
            return new Verdict.Done();
        }
        URI url = Urls.below(Objects.requireNonNull(column.lineItem()), "scores");
        Outbound.Answer answer = calls.post(
                platform, CourseGrades.SCORE, url, TYPE, body(platform, sub.get(), percent, score.complete(), stamp));
        Verdict verdict = Verdict.of(answer);
        if (verdict instanceof Verdict.Done) {
            write(() -> scores.took(score, stamp, clock.instant().truncatedTo(ChronoUnit.MICROS)));
        }
        return verdict;
    }

    private static Map<String, Object> body(
            Platform platform, String sub, BigDecimal percent, boolean complete, Instant stamp) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("userId", sub);
        body.put("scoreGiven", percent);
        body.put("scoreMaximum", MAXIMUM);
        body.put("activityProgress", complete ? "Completed" : "InProgress");
        body.put("gradingProgress", "FullyGraded");
        body.put("timestamp", STAMP.format(stamp));
        if (platform.family() == Family.CANVAS) {
            body.put(CANVAS, Map.of("new_submission", false, "prioritize_non_tool_grade", true));
        }
        return body;
    }

    private boolean noted(BooleanSupplier change) {
        return Boolean.TRUE.equals(transactions.execute(status -> change.getAsBoolean()));
    }

    private void write(Runnable change) {
        transactions.executeWithoutResult(status -> change.run());
    }
}
