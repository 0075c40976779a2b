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

    /** True for a requirement that a person confirms, whoever it is. */
    static boolean isAttested(Rule leaf) {
        return leaf instanceof Rule.Attested;
    }

    /** The requirements on milestones, in the rule's order. */
    static List<Rule> ofMilestones(Rule rule) {
        return rule.leaves()
                .filter(Rule.OnMilestone.class::isInstance)
                .distinct()
                .toList();
    }

    /** The milestone that a requirement is about; null for one about badges, and for groups. */
    static @Nullable String milestone(Rule leaf) {
        return leaf instanceof Rule.OnMilestone on ? on.milestone() : null;
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
