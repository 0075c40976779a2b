package org.cairn.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
                throw new Rule.InvalidRule("'%s' names the same thing twice: %s".formatted(group, child));
            }
        }
        return List.copyOf(children);
    }

    /** What a child is about, so that one milestone under two names of requirement counts once. */
    static Object topic(Rule child) {
        return switch (child) {
            case Rule.Score score -> score.milestone();
            case Rule.Complete complete -> complete.milestone();
            case Rule.Attested attested -> attested.milestone();
            case Rule.Holds holds -> holds;
            case Rule.Credits credits -> credits;
            case Rule.All all -> all;
            case Rule.Any any -> any;
            case Rule.AtLeast some -> some;
        };
    }
}
