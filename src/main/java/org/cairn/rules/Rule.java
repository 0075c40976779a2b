package org.cairn.rules;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a badge asks for. A rule is checked when it is made: no empty group, no child twice, no impossible count.
 */
public sealed interface Rule {

    /** Every one of the children. */
    record All(List<Rule> of) implements Rule {
        public All {
            of = Children.distinct("all", of);
        }
    }

    /** Any one of the children. */
    record Any(List<Rule> of) implements Rule {
        public Any {
            of = Children.distinct("any", of);
        }
    }

    /** At least so many distinct ones of the children. */
    record AtLeast(int count, List<Rule> of) implements Rule {
        public AtLeast {
            of = Children.distinct("at-least", of);
            if (count < 1 || count > of.size()) {
                throw new InvalidRule("at-least asks for %d of %d".formatted(count, of.size()));
            }
            Children.countOnce(count, of);
        }
    }

    /** A score of at least {@code atLeast} (a share: 0.8) on the milestone, at or before {@code until} if given. */
    record Score(
            String milestone, BigDecimal atLeast, @Nullable Instant until) implements Rule {
        public Score {
            atLeast = atLeast.stripTrailingZeros();
            if (atLeast.signum() <= 0 || atLeast.compareTo(BigDecimal.ONE) > 0) {
                throw new InvalidRule(
                        "a score of at least %s %% of '%s' cannot be asked for: use more than 0 and at most 100"
                                .formatted(atLeast.movePointRight(2).toPlainString(), milestone));
            }
        }
    }

    /** The milestone completed, at or before {@code until} if given. */
    record Complete(String milestone, @Nullable Instant until) implements Rule {}

    /** The milestone confirmed by somebody of that role, at or before {@code until} if given. */
    record Attested(String milestone, String by, @Nullable Instant until) implements Rule {}

    /** The badge held. */
    record Holds(String badge) implements Rule {}

    /** So many credits from distinct badges held among these. */
    record Credits(BigDecimal atLeast, List<String> from) implements Rule {
        public Credits {
            from = Children.distinct("credits", from);
            atLeast = atLeast.stripTrailingZeros();
            if (atLeast.signum() <= 0) {
                throw new InvalidRule("credits must ask for more than 0");
            }
        }
    }

    /** Says why a rule cannot be. */
    final class InvalidRule extends IllegalArgumentException {
        public InvalidRule(String message) {
            super(message);
        }
    }
}
