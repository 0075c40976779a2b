package org.cairn.pathway;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
            throw new InvalidBadge(
                    "'atLeast' is a share above 0 and up to 1, with at most %d decimals".formatted(MOST_DECIMALS));
        }
        BigDecimal asked = asked(badge.rule(), binding.milestone());
        if (asked != null && atLeast.compareTo(asked) < 0) {
            throw new InvalidBadge("The rule of '%s' asks for %s %% of '%s': a binding may only ask for more"
                    .formatted(badge.key(), percent(asked), binding.milestone()));
        }
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString();
    }

    /** The lowest score that the rule asks for on the milestone; null when it asks for none. */
    private static @Nullable BigDecimal asked(Rule rule, String milestone) {
        return leaves(rule)
                .filter(leaf -> milestone.equals(milestoneOf(leaf)))
                .flatMap(leaf -> leaf instanceof Rule.Score score ? Stream.of(score.atLeast()) : Stream.empty())
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
                throw new InvalidBadge("'%s' is bound to '%s' already, and the rule counts the two as different things"
                        .formatted(binding.activity().id(), other.milestone()));
            }
        }
    }

    private static boolean countsBoth(Rule rule, String one, String other) {
        return switch (rule) {
            case Rule.AtLeast some ->
                (some.count() > 1 && apart(some.of(), one, other))
                        || some.of().stream().anyMatch(child -> countsBoth(child, one, other));
            case Rule.All all -> all.of().stream().anyMatch(child -> countsBoth(child, one, other));
            case Rule.Any any -> any.of().stream().anyMatch(child -> countsBoth(child, one, other));
            case Rule.Score score -> false;
            case Rule.Complete complete -> false;
            case Rule.Attested attested -> false;
            case Rule.Holds holds -> false;
            case Rule.Credits credits -> false;
        };
    }

    private static boolean apart(List<Rule> children, String one, String other) {
        return children.stream().anyMatch(child -> milestones(child).contains(one))
                && children.stream().anyMatch(child -> milestones(child).contains(other))
                && children.stream().noneMatch(child -> milestones(child).containsAll(List.of(one, other)));
    }

    private static Set<String> milestones(Rule rule) {
        Set<String> milestones = new HashSet<>();
        leaves(rule).forEach(leaf -> {
            String milestone = milestoneOf(leaf);
            if (milestone != null) {
                milestones.add(milestone);
            }
        });
        return milestones;
    }

    private static Stream<Rule> leaves(Rule rule) {
        return switch (rule) {
            case Rule.All all -> all.of().stream().flatMap(BindingCheck::leaves);
            case Rule.Any any -> any.of().stream().flatMap(BindingCheck::leaves);
            case Rule.AtLeast some -> some.of().stream().flatMap(BindingCheck::leaves);
            case Rule.Score leaf -> Stream.of(leaf);
            case Rule.Complete leaf -> Stream.of(leaf);
            case Rule.Attested leaf -> Stream.of(leaf);
            case Rule.Holds leaf -> Stream.of(leaf);
            case Rule.Credits leaf -> Stream.of(leaf);
        };
    }

    private static @Nullable String milestoneOf(Rule leaf) {
        return switch (leaf) {
            case Rule.Score score -> score.milestone();
            case Rule.Complete complete -> complete.milestone();
            case Rule.Attested attested -> attested.milestone();
            case Rule.Holds holds -> null;
            case Rule.Credits credits -> null;
            case Rule.All all -> null;
            case Rule.Any any -> null;
            case Rule.AtLeast some -> null;
        };
    }
}
