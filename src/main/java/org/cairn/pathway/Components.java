package org.cairn.pathway;

import java.util.List;
import java.util.stream.Stream;
import org.cairn.rules.Rule;

/** Finds the badges that a rule names. */
final class Components {

    private Components() {}

    static List<String> of(Rule rule) {
        return named(rule).distinct().toList();
    }

    private static Stream<String> named(Rule rule) {
        return switch (rule) {
            case Rule.All all -> all.of().stream().flatMap(Components::named);
            case Rule.Any any -> any.of().stream().flatMap(Components::named);
            case Rule.AtLeast some -> some.of().stream().flatMap(Components::named);
            case Rule.Holds holds -> Stream.of(holds.badge());
            case Rule.Credits credits -> credits.from().stream();
            case Rule.Score score -> Stream.empty();
            case Rule.Complete complete -> Stream.empty();
            case Rule.Attested attested -> Stream.empty();
        };
    }
}
