package org.cairn.evidence;

import java.math.BigDecimal;
import org.cairn.people.LearnerId;
import org.jspecify.annotations.Nullable;

/** What was seen. */
public sealed interface Observation {

    /** What a platform says that somebody reached in an activity. */
    sealed interface Mark extends Observation {
        Activity activity();
    }

    /** Points were given, of so many possible; {@code points} is null when the score was taken back. */
    record Score(Activity activity, @Nullable BigDecimal points, BigDecimal possible) implements Mark {}

    /** An activity was completed (1), partly completed (between), or its completion was withdrawn (0). */
    record Completion(Activity activity, BigDecimal share) implements Mark {}

    /** A mark that its learner may not see yet: it counts from the next time that the activity is {@link Shown}. */
    record Hidden(Mark mark) implements Observation {}

    /** The learner may see what they reached in the activity until then. */
    record Shown(Activity activity) implements Observation {}

    /**
     * Staff put a score in the place of the computed one, which it replaces until they take it back ({@code points} is
     * null).
     */
    record Override(Activity activity, @Nullable BigDecimal points, BigDecimal possible) implements Observation {}

    /** Somebody confirmed a milestone of a badge, or took their confirmation back; {@code link} is https. */
    record Attestation(
            String badge,
            String milestone,
            Author author,
            @Nullable String note,
            @Nullable String link,
            boolean stands) implements Observation {

        /** A confirmation by somebody we know, with nothing to look at. */
        public Attestation(
                String badge, String milestone, String byRole, LearnerId by, @Nullable String note, boolean stands) {
            this(badge, milestone, new Author(byRole, by, null), note, null, stands);
        }
    }

    /**
     * A milestone of a badge was waived, for what somebody could do before (recognition of prior learning), or the
     * waiver was taken back, by whomever; the reason says why.
     */
    record Waiver(
            String badge,
            String milestone,
            Author author,
            String reason,
            @Nullable String link,
            boolean stands) implements Observation {}

    /** A badge was awarded ({@code stands}) or taken away: a badge is evidence too. */
    record BadgeHeld(String badge, BigDecimal credits, boolean stands) implements Observation {}
}
