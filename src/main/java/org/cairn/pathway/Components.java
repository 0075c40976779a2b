package org.cairn.pathway;

import java.util.List;
import java.util.stream.Stream;
import org.cairn.rules.Rule;

/** Finds the badges that a rule names. */
final class Components {

    private Components() {}

    static List<String> of(Rule rule) {
        return rule.leaves()
                .flatMap(leaf -> leaf instanceof Rule.OnBadges named ? named.badges().stream() : Stream.empty())
                .distinct()
                .toList();
    }
}
