package org.cairn.rules;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a badge asks for. A rule is checked when it is made: no empty group, no child twice, no impossible count.
 */
public sealed interface Rule {

    /** The requirements at the ends of the tree, in the author's order; a requirement is its own only one. */
    default Stream<Rule> leaves() {
        return this instanceof Group group ? group.of().stream().flatMap(Rule::leaves) : Stream.of(this);
    }

    /** A rule made of rules. */
    sealed interface Group extends Rule {
        List<Rule> of();
    }

    /** A requirement on one milestone. */
    sealed interface OnMilestone extends Rule {
        String milestone();
    }

    /** A requirement on badges. */
    sealed interface OnBadges extends Rule {
        List<String> badges();
    }

    /** Every one of the children. */
    record All(List<Rule> of) implements Group {
        public All {
            of = Children.distinct("all", of);
        }
    }

    /** Any one of the children. */
    record Any(List<Rule> of) implements Group {
        public Any {
            of = Children.distinct("any", of);
        }
    }

    /** At least so many distinct ones of the children. */
    record AtLeast(int count, List<Rule> of) implements Group {
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
            String milestone, BigDecimal atLeast, @Nullable Instant until) implements OnMilestone {
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
    record Complete(String milestone, @Nullable Instant until) implements OnMilestone {}

    /** The milestone confirmed by somebody of that role, at or before {@code until} if given. */
    record Attested(String milestone, String by, @Nullable Instant until) implements OnMilestone {}

    /** The badge held. */
    record Holds(String badge) implements OnBadges {
        @Override
        public List<String> badges() {
            return List.of(badge);
        }
    }

    /** So many credits from distinct badges held among these. */
    record Credits(BigDecimal atLeast, List<String> from) implements OnBadges {
        public Credits {
            from = Children.distinct("credits", from);
            atLeast = atLeast.stripTrailingZeros();
            if (atLeast.signum() <= 0) {
                throw new InvalidRule("credits must ask for more than 0");
            }
        }

        @Override
        public List<String> badges() {
            return from;
        }
    }

    /** Says why a rule cannot be. */
    final class InvalidRule extends IllegalArgumentException {
        public InvalidRule(String message) {
            super(message);
        }
    }
}
