package org.cairn.rules;

import static java.util.stream.Collectors.toCollection;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The check that every group shares: something in it, nothing twice. */
final class Children {

    private Children() {}

    static <T> List<T> distinct(String group, List<T> children) {
        if (children.isEmpty()) {
            throw new Rule.InvalidRule("'%s' is empty: everybody would meet it".formatted(group));
        }
        Set<T> seen = new HashSet<>();
        for (T child : children) {
            if (!seen.add(child)) {
                throw new Rule.InvalidRule("'%s' names the same thing twice: %s".formatted(group, describe(child)));
            }
        }
        return List.copyOf(children);
    }

    /**
     * Refuses that one thing counts twice where several are counted: the same milestone under two requirements, or two
     * groups that share one.
     */
    static void countOnce(int count, List<Rule> children) {
        Set<String> seen = new HashSet<>();
        for (Rule child : count == 1 ? List.<Rule>of() : children) {
            for (String topic : topics(child)) {
                if (!seen.add(topic)) {
                    throw new Rule.InvalidRule("'at-least' would count the same thing twice: %s".formatted(topic));
                }
            }
        }
    }

    /** The milestones and badges that a rule is about, each in words. */
    private static SortedSet<String> topics(Rule rule) {
        return rule.leaves()
                .flatMap(leaf -> leaf instanceof Rule.OnMilestone on
                        ? Stream.of("milestone '%s'".formatted(on.milestone()))
                        : ((Rule.OnBadges) leaf).badges().stream().map("badge '%s'"::formatted))
                .collect(toCollection(TreeSet::new));
    }

    private static String describe(Object child) {
        return child instanceof Rule rule ? String.join(", ", topics(rule)) : "'%s'".formatted(child);
    }
}
