package org.cairn.pathway;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.complaint.Complaint;
import org.cairn.pathway.Pathways.InvalidBadge;
import org.cairn.rules.Rule;
import org.jspecify.annotations.Nullable;

/** Checks that a binding points and never weakens. */
final class BindingCheck {

    private static final int MOST_DECIMALS = 6;

    private BindingCheck() {}

    /** @throws InvalidBadge when the binding asks for less than the rule, or for what cannot be */
    static void checkAtLeast(Badge badge, Binding binding) {
        BigDecimal atLeast = binding.atLeast();
        if (atLeast == null) {
            return;
        }
        if (atLeast.signum() <= 0
                || atLeast.compareTo(BigDecimal.ONE) > 0
                || atLeast.stripTrailingZeros().scale() > MOST_DECIMALS) {
            throw new InvalidBadge(Complaint.of("binding.no-share", MOST_DECIMALS));
        }
        BigDecimal asked = asked(badge.rule(), binding.milestone());
        if (asked != null && atLeast.compareTo(asked) < 0) {
            throw new InvalidBadge(
                    Complaint.of("binding.lower", badge.title(), percent(asked), title(badge, binding.milestone())));
        }
    }

    private static String title(Badge badge, String milestone) {
        return badge.milestones().getOrDefault(milestone, milestone);
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString();
    }

    /** The lowest score that the rule asks for on the milestone; null when it asks for none. */
    private static @Nullable BigDecimal asked(Rule rule, String milestone) {
        return rule.leaves()
                .flatMap(leaf -> leaf instanceof Rule.Score score ? Stream.of(score) : Stream.empty())
                .filter(score -> milestone.equals(score.milestone()))
                .map(Rule.Score::atLeast)
                .min(BigDecimal::compareTo)
                .orElse(null);
    }

    /** @throws InvalidBadge when one activity would be counted as two of the things that the rule counts */
    static void checkCountedOnce(Badge badge, Binding binding, Collection<Binding> others) {
        for (Binding other : others) {
            if (other.badge().equals(badge.key())
                    && other.activity().equals(binding.activity())
                    && !other.milestone().equals(binding.milestone())
                    && countsBoth(badge.rule(), binding.milestone(), other.milestone())) {
                throw new InvalidBadge(
                        Complaint.of("binding.twice", binding.activity().id(), title(badge, other.milestone())));
            }
        }
    }

    private static boolean countsBoth(Rule rule, String one, String other) {
        return rule instanceof Rule.Group group
                && ((group instanceof Rule.AtLeast some && some.count() > 1 && apart(some.of(), one, other))
                        || group.of().stream().anyMatch(child -> countsBoth(child, one, other)));
    }

    private static boolean apart(List<Rule> children, String one, String other) {
        return children.stream().anyMatch(child -> milestones(child).contains(one))
                && children.stream().anyMatch(child -> milestones(child).contains(other))
                && children.stream().noneMatch(child -> milestones(child).containsAll(List.of(one, other)));
    }

    private static Set<String> milestones(Rule rule) {
        return rule.leaves()
                .flatMap(leaf -> leaf instanceof Rule.OnMilestone on ? Stream.of(on.milestone()) : Stream.empty())
                .collect(Collectors.toSet());
    }
}
