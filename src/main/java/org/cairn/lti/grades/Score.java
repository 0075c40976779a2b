package org.cairn.lti.grades;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cairn.lti.CourseId;
import org.cairn.people.LearnerId;
import org.jspecify.annotations.Nullable;

/**
 * What shall stand, was sent and stands in a column for one student, in percent.
 *
 * @param wanted null where Cairn never wanted to write anything
 * @param sent what was sent last; the platform took it when it equals {@code written}
 * @param sentAt the time stamp it was sent with
 * @param unanswered what was sent before that, without the platform having taken anything since that we know of, and what was
 *     written to a column that was lost
 * @param due when it is tried; what asks for a try meanwhile sets it anew
 * @param given the points that somebody else gave; null when none, or taken back
 * @param givenRevision how often what others gave has changed
 */
record Score(
        CourseId course,
        String badge,
        LearnerId learner,
        State state,
        @Nullable BigDecimal wanted,
        boolean complete,
        @Nullable BigDecimal sent,
        boolean sentComplete,
        @Nullable Instant sentAt,
        @Nullable BigDecimal written,
        List<BigDecimal> unanswered,
        int failures,
        @Nullable Instant due,
        @Nullable BigDecimal given,
        @Nullable BigDecimal givenOf,
        int givenRevision) {

    private static final int MOST_UNANSWERED = 20;

    /** How it stands. */
    enum State {
        WAITING,
        WRITTEN,
        REFUSED,
        /** A grade that somebody else gave stands; nothing is written over it. */
        KEPT
    }

    /** What may stand over there without our knowing once something else is sent: the latest ones of all that is. */
    List<BigDecimal> unansweredBefore(BigDecimal next) {
        if (sent == null || !isUncertain() || isSame(sent, next)) {
            return unanswered;
        }
        List<BigDecimal> all = new ArrayList<>(unanswered);
        all.add(sent);
        return List.copyOf(all.subList(Math.max(0, all.size() - MOST_UNANSWERED), all.size()));
    }

    /** Says whether it is not known if the platform took what was sent last. */
    boolean isUncertain() {
        return !isSame(sent, written);
    }

    boolean isDone() {
        return written != null && isSame(wanted, written) && isSame(sent, written) && complete == sentComplete;
    }

    /** Nothing is sent for somebody who has not begun. */
    boolean isNothing() {
        return sent == null && written == null && (wanted == null || wanted.signum() == 0);
    }

    /** The same number, however many digits it is written with. */
    static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other == null : other != null && one.compareTo(other) == 0;
    }
}
