package org.cairn.ingest.pull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.cairn.complaint.Complaint;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Notes how readings ended, and when to ask again. */
@Component
class Ends {

    /** After a refusal: whoever asks at once again only fills the platform's log. */
    private static final Duration REFUSED = Duration.ofHours(1);

    private static final Duration NO_COURSE = Duration.ofDays(1);
    private static final Duration CUT_SHORT = Duration.ofSeconds(5);

    /** After so many failures in a row it is the platform and not the course: then it is left alone. */
    private static final int BEARABLE = 3;

    /** After so many failures in a row, more than half an hour of them, nothing will soon be better by itself. */
    private static final int LIKELY_TO_LAST = 8;

    private static final int LONGEST_PROBLEM = 500;

    private final JdbcConnections connections;
    private final JdbcPullCourses courses;
    private final Accounts accounts;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Ends(
            JdbcConnections connections,
            JdbcPullCourses courses,
            Accounts accounts,
            TransactionTemplate transactions,
            Clock clock) {
        this.connections = connections;
        this.courses = courses;
        this.accounts = accounts;
        this.transactions = transactions;
        this.clock = clock;
    }

    void done(StoredConnection connection, JdbcPullCourses.Claimed claimed) {
        done(connection, claimed, null, Pauses.spread(connection.every()));
    }

    private void done(
            StoredConnection connection, JdbcPullCourses.Claimed claimed, @Nullable String problem, Duration pause) {
        Instant now = clock.instant();
        transactions.executeWithoutResult(status -> {
            courses.done(connection.feed(), claimed, problem, now, now.plus(pause));
            if (connection.failures() > 0 || connection.problem() != null) {
                connections.note(connection.platform(), connection.feed(), 0, null, null);
            }
        });
    }

    /** Nobody opens the course, and nothing counts in it: it is looked at again later, without asking. */
    void asleep(StoredConnection connection, JdbcPullCourses.Claimed claimed, Duration pause) {
        end(connection, claimed, 0, null, Pauses.spread(pause));
    }

    void failed(StoredConnection connection, JdbcPullCourses.Claimed claimed, String problem) {
        int failures = claimed.failures() + 1;
        Duration pause = failures > LIKELY_TO_LAST ? noSoonerThanUsual(connection) : Pauses.after(failures);
        end(connection, claimed, failures, problem, pause);
    }

    /** What only an administrator can mend is no reason to ask more often than where nothing is wrong. */
    private static Duration noSoonerThanUsual(StoredConnection connection) {
        Duration every = connection.every();
        return Pauses.spread(every.compareTo(REFUSED) > 0 ? every : REFUSED);
    }

    void unreadableToken(StoredConnection connection, JdbcPullCourses.Claimed claimed) {
        pause(connection, claimed, REFUSED, Complaint.of("token-unreadable").text());
    }

    void refused(
            StoredConnection connection,
            JdbcPullCourses.Claimed claimed,
            Source.Account account,
            Source.Refused refused) {
        String problem = problem(refused);
        Integer asked = refused.retryAfterSeconds();
        switch (refused.reason()) {
            case INTERRUPTED -> end(connection, claimed, claimed.failures(), null, CUT_SHORT);
            case THROTTLED ->
                pause(
                        connection,
                        claimed,
                        asked == null ? Pauses.after(connection.failures() + 1) : Pauses.asked(asked),
                        problem);
            case NOT_ALLOWED -> notAllowed(connection, claimed, account, problem);
            case NO_COURSE -> end(connection, claimed, claimed.failures() + 1, problem, Pauses.spread(NO_COURSE));
            case NOT_REACHED -> notReached(connection, claimed, asked, problem);
            case UNUSABLE -> failed(connection, claimed, problem);
            case LEFT_OUT -> done(connection, claimed, problem, noSoonerThanUsual(connection));
        }
    }

    /** A token may end, and it may still be good but not for this course: one question tells which. */
    private void notAllowed(
            StoredConnection connection, JdbcPullCourses.Claimed claimed, Source.Account account, String problem) {
        if (accounts.source(connection.kind()).tryOut(account).works()) {
            end(connection, claimed, claimed.failures() + 1, problem, noSoonerThanUsual(connection));
        } else {
            pause(connection, claimed, REFUSED, problem);
        }
    }

    private void notReached(
            StoredConnection connection, JdbcPullCourses.Claimed claimed, @Nullable Integer asked, String problem) {
        int failures = connection.failures() + 1;
        boolean down = failures >= BEARABLE || asked != null;
        Duration pause = asked == null ? Pauses.after(failures - BEARABLE + 1) : Pauses.asked(asked);
        Instant now = clock.instant();
        transactions.executeWithoutResult(status -> {
            int times = claimed.failures() + 1;
            courses.failed(connection.feed(), claimed, times, problem, now.plus(Pauses.after(times)));
            connections.note(
                    connection.platform(), connection.feed(), failures, down ? now.plus(pause) : null, problem);
        });
    }

    /** The whole platform is left alone; the course is due as soon as that ends. */
    private void pause(StoredConnection connection, JdbcPullCourses.Claimed claimed, Duration pause, String problem) {
        Instant now = clock.instant();
        Instant until = now.plus(pause);
        transactions.executeWithoutResult(status -> {
            courses.failed(connection.feed(), claimed, claimed.failures(), problem, now);
            connections.note(connection.platform(), connection.feed(), connection.failures() + 1, until, problem);
        });
    }

    private void end(
            StoredConnection connection,
            JdbcPullCourses.Claimed claimed,
            int failures,
            @Nullable String problem,
            Duration pause) {
        Instant due = clock.instant().plus(pause);
        transactions.executeWithoutResult(status -> courses.failed(connection.feed(), claimed, failures, problem, due));
    }

    private static String problem(Source.Refused refused) {
        String message = refused.getMessage() == null ? refused.reason().name() : refused.getMessage();
        if (message.length() <= LONGEST_PROBLEM) {
            return message;
        }
        // what it speaks of is storable, and stays so if no pair is cut in two
        boolean pair = Character.isHighSurrogate(message.charAt(LONGEST_PROBLEM - 1));
        return message.substring(0, pair ? LONGEST_PROBLEM - 1 : LONGEST_PROBLEM);
    }
}
