package org.cairn.web.instructor;

import java.util.List;
import java.util.stream.Stream;
import org.cairn.rules.Rule;
import org.cairn.rules.Standing;
import org.jspecify.annotations.Nullable;

/** The single requirements within a rule or a standing. */
final class Leaves {

    private Leaves() {}

    /** True for a requirement that whoever teaches the course can confirm; an administrator acts as an instructor. */
    static boolean isForStaff(Rule leaf) {
        return leaf instanceof Rule.Attested attested && attested.by().equals("instructor");
    }

    /** The requirements on milestones, in the rule's order. */
    static List<Rule> ofMilestones(Rule rule) {
        return leaves(rule).filter(leaf -> milestone(leaf) != null).distinct().toList();
    }

    /** The milestone that a requirement is about; null for one about badges, and for groups. */
    static @Nullable String milestone(Rule leaf) {
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

    private static Stream<Rule> leaves(Rule rule) {
        return switch (rule) {
            case Rule.All all -> all.of().stream().flatMap(Leaves::leaves);
            case Rule.Any any -> any.of().stream().flatMap(Leaves::leaves);
            case Rule.AtLeast some -> some.of().stream().flatMap(Leaves::leaves);
            case Rule.Score score -> Stream.of(score);
            case Rule.Complete complete -> Stream.of(complete);
            case Rule.Attested attested -> Stream.of(attested);
            case Rule.Holds holds -> Stream.of(holds);
            case Rule.Credits credits -> Stream.of(credits);
        };
    }

    /** Every leaf of the standing. */
    static Stream<Standing> of(Standing node) {
        return node.children().isEmpty()
                ? Stream.of(node)
                : node.children().stream().flatMap(Leaves::of);
    }

    /** The leaves that still count: those under groups that are already met, or can't be, are left out. */
    static Stream<Standing> open(Standing node) {
        if (node.state() != Standing.State.NOT_YET) {
            return Stream.empty();
        }
        return node.children().isEmpty()
                ? Stream.of(node)
                : node.children().stream().flatMap(Leaves::open);
    }
}
