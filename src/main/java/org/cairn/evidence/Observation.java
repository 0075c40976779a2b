package org.cairn.evidence;

import java.math.BigDecimal;
import org.cairn.lti.LearnerId;
import org.jspecify.annotations.Nullable;

/** What was seen. */
public sealed interface Observation {

    /** Points were given, of so many possible; {@code points} is null when the score was taken back. */
    record Score(Activity activity, @Nullable BigDecimal points, BigDecimal possible) implements Observation {}

    /** An activity was completed (1), partly completed (between), or its completion was withdrawn (0). */
    record Completion(Activity activity, BigDecimal share) implements Observation {}

    /** A member of staff confirmed a milestone of a badge, or took the confirmation back. */
    record Attestation(
            String badge,
            String milestone,
            String byRole,
            LearnerId by,
            @Nullable String note,
            boolean stands) implements Observation {}

    /** A badge was awarded ({@code stands}) or taken away: a badge is evidence too. */
    record BadgeHeld(String badge, BigDecimal credits, boolean stands) implements Observation {}
}
