package org.cairn.rules;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, as the rules see it: about a milestone (or, for {@link Held}, about a badge), from one
 * source, at one instant. A later fact of the same source about the same thing replaces an earlier one; order of
 * arrival and repetition mean nothing.
 */
public sealed interface Fact {

    /** The key of the milestone, or of the badge for {@link Held}. */
    String about();

    /** What reported it, such as one activity of one course: later facts of one source replace its earlier ones. */
    String source();

    Instant at();

    /** The key of the evidence behind the fact. */
    String evidence();

    /**
     * A score came, or was taken back.
     *
     * @param share of what was possible: 0.85 for 85 of 100; null when the score was taken back
     * @param bar a share that this source asks for beyond what the rule asks; null for none
     */
    record Scored(
            String about,
            String source,
            @Nullable BigDecimal share,
            @Nullable BigDecimal bar,
            Instant at,
            String evidence)
            implements Fact {}

    /** Something was completed ({@code share} 1), partly completed (between), or its completion withdrawn (0). */
    record Completed(String about, String source, BigDecimal share, Instant at, String evidence) implements Fact {}

    /** Somebody of that role ({@code instructor}) confirmed a milestone, or took the confirmation back. */
    record Attested(String about, String source, String by, boolean stands, Instant at, String evidence)
            implements Fact {}

    /** A milestone was waived: it counts as met, whatever a rule asks of it; or the waiver was taken back. */
    record Waived(String about, String source, boolean stands, Instant at, String evidence) implements Fact {}

    /** A badge was awarded, or taken away; {@code credits} is what it counts where credits are summed. */
    record Held(String about, String source, BigDecimal credits, boolean stands, Instant at, String evidence)
            implements Fact {}
}
