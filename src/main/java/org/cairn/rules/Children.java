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
        return switch (rule) {
            case Rule.Score score -> topic("milestone", score.milestone());
            case Rule.Complete complete -> topic("milestone", complete.milestone());
            case Rule.Attested attested -> topic("milestone", attested.milestone());
            case Rule.Holds holds -> topic("badge", holds.badge());
            case Rule.Credits credits -> topics(credits.from().stream().map(Rule.Holds::new));
            case Rule.All all -> topics(all.of().stream());
            case Rule.Any any -> topics(any.of().stream());
            case Rule.AtLeast some -> topics(some.of().stream());
        };
    }

    private static SortedSet<String> topics(Stream<? extends Rule> rules) {
        return rules.flatMap(rule -> topics(rule).stream()).collect(toCollection(TreeSet::new));
    }

    private static SortedSet<String> topic(String kind, String key) {
        return new TreeSet<>(Set.of("%s '%s'".formatted(kind, key)));
    }

    private static String describe(Object child) {
        return child instanceof Rule rule ? String.join(", ", topics(rule)) : "'%s'".formatted(child);
    }
}
