package org.cairn.award;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.evidence.Evidence;
import org.cairn.pathway.Badge;
import org.cairn.pathway.BadgeStanding;
import org.cairn.pathway.Pathways;
import org.cairn.people.LearnerId;
import org.cairn.rules.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Settles all badges of one learner in memory: what is decided about a badge is evidence for the stacks above it, so
 * that stacks of any depth are decided in one go.
 */
final class Settlement {

    private final Grounds grounds;
    private final LearnerId learner;
    private final Instant now;
    private final Regrade regrade;
    private final List<Evidence> evidence;
    private final Map<String, Decision> before;
    private final Map<String, Decision> after;
    private final List<Evidence> made = new ArrayList<>();
    private List<BadgeStanding> standings = List.of();

    Settlement(Grounds grounds, LearnerId learner, List<Evidence> evidence, Map<String, Decision> before, Instant now) {
        this.grounds = grounds;
        this.learner = learner;
        this.now = now;
        this.regrade = new Regrade(now);
        this.evidence = new ArrayList<>(evidence);
        this.before = before;
        this.after = new HashMap<>(before);
    }

    /** What changed, the evidence that follows from it, and where the learner stands now. */
    record Outcome(
            LearnerId learner, List<Decision> decisions, List<Evidence> evidence, List<BadgeStanding> standings) {}

    Outcome settle() {
        int rounds = 0;
        while (round()) {
            if (++rounds > grounds.badges() + 1) {
                throw new IllegalStateException("The stacks do not come to rest");
            }
        }
        List<Decision> changed = after.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
        return new Outcome(learner, changed, made, standings);
    }

    /** Goes through the badges once, components first; true when something changed that stacks above should see. */
    private boolean round() {
        Instant at = Pathways.asOf(now, evidence);
        Set<String> moving = new HashSet<>();
        standings = grounds.standings(List.copyOf(evidence), at);
        for (BadgeStanding standing : standings) {
            Badge badge = standing.badge();
            // a stack whose components just changed was evaluated against what they were: its turn is the next round
            boolean unsettled = grounds.components(badge).stream().anyMatch(moving::contains);
            if (unsettled || change(badge, standing.standing(), at)) {
                moving.add(badge.key());
            }
        }
        return grounds.isComponent(moving);
    }

    private boolean change(Badge badge, Standing standing, Instant at) {
        Decision current = after.get(badge.key());
        Decision next = regrade.decide(learner, badge, standing, current, () -> isMetByOwnVersion(badge, current, at));
        if (next == null) {
            return false;
        }
        after.put(badge.key(), next);
        if (!next.mattersAbove(current)) {
            return false;
        }
        Evidence held = next.asEvidence(badge.credits());
        evidence.add(held);
        made.add(held);
        return true;
    }

    /** A stricter new version takes nothing from those who met the one they were awarded by. */
    private boolean isMetByOwnVersion(Badge badge, @Nullable Decision current, Instant at) {
        return current != null
                && grounds.version(badge, current.award().version())
                        .filter(own -> grounds.standing(own, evidence, at).met())
                        .isPresent();
    }
}
