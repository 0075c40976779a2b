package org.cairn.lti.grades;

import java.time.Duration;
import java.util.Locale;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.net.Outbound;
import org.jspecify.annotations.Nullable;

/** What an answer of a grade service means: platforms say the same in many ways (AGS 2.0 leaves most of them open). */
sealed interface Verdict {

    /** It was taken. */
    record Done() implements Verdict {}

    /**
     * Something went wrong over there, which may pass.
     *
     * @param away nobody was there at all, so that it says nothing about the thing that was asked
     */
    record Retry(boolean away) implements Verdict {}

    /** Another node serves the platform by now: whatever there is to do is done there. */
    record TurnLost() implements Verdict {}

    /** We ask too much. {@code pause} is what the platform asks for; null when it says nothing. */
    record Throttled(@Nullable Duration pause) implements Verdict {}

    /** The platform has something with a later time stamp. */
    record Stale() implements Verdict {}

    /** Nothing more can be written for this student. */
    record LearnerEnds(Trouble trouble) implements Verdict {}

    /** Nothing more can be written to this column. */
    record ColumnEnds(Trouble trouble) implements Verdict {}

    /** Nothing more can be written in this course. */
    record CourseEnds(Trouble trouble) implements Verdict {}

    /** Those by which a platform asks us to slow down never come here: they are no answers for {@link GradeCalls}. */
    static Verdict of(Outbound.Answer answer) {
        int status = answer.status();
        if (answer.isSuccess()) {
            return new Done();
        }
        return switch (status) {
            case 400 -> badRequest(said(answer));
            // a new token was tried already
            case 401, 403 -> new ColumnEnds(Trouble.FORBIDDEN);
            case 404, 410 -> new ColumnEnds(Trouble.GONE);
            case 409 -> new Stale();
            case 412 -> new ColumnEnds(Trouble.NOT_OURS);
            case 422 -> unprocessable(said(answer));
            default -> other(status);
        };
    }

    private static Verdict other(int status) {
        // a redirection leads to a page for people, such as one that says that the site is being looked after
        boolean away = (status >= 502 && status <= 504) || status == 408 || (status >= 300 && status < 400);
        boolean passes = away || status >= 500 || status == 425;
        return passes ? new Retry(away) : new ColumnEnds(Trouble.REFUSED);
    }

    private static Verdict badRequest(String said) {
        if (said.contains("timestamp")) {
            return new Stale();
        }
        return new LearnerEnds(said.contains("incorrect score") ? Trouble.NOT_A_STUDENT : Trouble.REFUSED);
    }

    private static Verdict unprocessable(String said) {
        if (said.contains("concluded")) {
            return new CourseEnds(Trouble.CONCLUDED);
        }
        return new LearnerEnds(
                said.contains("student") || said.contains("user not found") ? Trouble.NOT_A_STUDENT : Trouble.REFUSED);
    }

    private static String said(Outbound.Answer answer) {
        return answer.text().toLowerCase(Locale.ROOT);
    }
}
