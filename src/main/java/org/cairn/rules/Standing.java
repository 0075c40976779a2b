package org.cairn.rules;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one learner stands toward one rule: the answer at every node of its tree.
 *
 * @param progress a share between 0 and 1; 1 exactly when met
 * @param reason why, as facts that a page can word
 * @param since for a met node, when the last deciding thing happened; null otherwise
 * @param evidence the keys of the evidence that the answer rests on
 * @param next the cheapest way on from here; null when met or out of reach
 * @param children the answers below, in the rule's order
 */
public record Standing(
        Rule rule,
        State state,
        BigDecimal progress,
        Reason reason,
        @Nullable Instant since,
        List<String> evidence,
        @Nullable Action next,
        List<Standing> children) {

    /** Met, not yet met, or impossible from here. */
    public enum State {
        MET,
        NOT_YET,
        IMPOSSIBLE
    }

    /** Why a node stands as it does. */
    public sealed interface Reason {
        /** {@code met} of {@code needed} children are met. */
        record Count(int met, int needed) implements Reason {}

        /** The best score so far; null when there is none. */
        record BestScore(@Nullable BigDecimal share, BigDecimal needed) implements Reason {}

        /** So much of it is completed. */
        record Completion(BigDecimal share) implements Reason {}

        /** Confirmed, or not yet. */
        record Confirmation(boolean stands, String by) implements Reason {}

        /** The badge is held, or not. */
        record Holding(boolean held) implements Reason {}

        /** So many credits so far. */
        record CreditSum(BigDecimal sum, BigDecimal needed) implements Reason {}

        /** Waived by staff, as recognition of prior learning; or that was taken back and nothing else is known. */
        record Waived(boolean stands) implements Reason {}

        /** It could have been met until then. */
        record TooLate(Instant until) implements Reason {}
    }

    /** The next thing to do: the leaf rule to meet. */
    public record Action(Rule leaf) {}

    public boolean met() {
        return state == State.MET;
    }
}
