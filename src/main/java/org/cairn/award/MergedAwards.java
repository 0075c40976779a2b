package org.cairn.award;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.LookAgain;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnerId;
import org.cairn.people.LearnersMerged;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** When two learners turn out to be one person, their awards become one person's: one per badge, the better one. */
@Component
class MergedAwards {

    private final JdbcDecisions decisions;
    private final JdbcBeforeLinks before;
    private final JdbcAwardsBeside besides;
    private final JdbcProofQueue proofQueue;
    private final JdbcFailedLooks failures;
    private final EvidenceLog evidenceLog;
    private final LookAgain lookAgain;
    private final Pathways pathways;
    private final Changes changes;
    private final Clock clock;

    MergedAwards(
            JdbcDecisions decisions,
            JdbcBeforeLinks before,
            JdbcAwardsBeside besides,
            JdbcProofQueue proofQueue,
            JdbcFailedLooks failures,
            EvidenceLog evidenceLog,
            LookAgain lookAgain,
            Pathways pathways,
            Changes changes,
            Clock clock) {
        this.decisions = decisions;
        this.before = before;
        this.besides = besides;
        this.proofQueue = proofQueue;
        this.failures = failures;
        this.evidenceLog = evidenceLog;
        this.lookAgain = lookAgain;
        this.pathways = pathways;
        this.changes = changes;
        this.clock = clock;
        lookAgain.onBroughtTogether(this::takeOver);
    }

    @EventListener
    @Order(20)
    void on(LearnersMerged merged) {
        InstitutionId institution = merged.into().institution();
        if (merged.linked()) {
            before.remember(merged.from(), merged.into());
        }
        besides.move(merged.from(), merged.into());
        takeOver(Map.of(merged.from(), merged.into()));
        failures.remove(institution, List.of(merged.from()));
        lookAgain.at(List.of(merged.into()));
    }

    /** Also what a look decided under the old name in the very moment in which they were brought together. */
    private void takeOver(Map<LearnerId, LearnerId> broughtTogether) {
        InstitutionId institution = broughtTogether.keySet().iterator().next().institution();
        decisions
                .of(institution, broughtTogether.keySet())
                .forEach(
                        (from, moving) -> takeOver(moving.values(), Objects.requireNonNull(broughtTogether.get(from))));
    }

    private void takeOver(Collection<Decision> moving, LearnerId into) {
        Map<String, Decision> theirs =
                decisions.of(into.institution(), List.of(into)).getOrDefault(into, Map.of());
        List<Decision> kept = moving.stream()
                .map(decision ->
                        keepBetter(decision, theirs.get(decision.award().badge()), into))
                .toList();
        decisions.insert(kept);
        evidenceLog.append(kept.stream().map(this::held).toList());
        proofQueue.add(kept);
        changes.announce();
    }

    @EventListener
    @Order(20)
    void on(LearnerErased erased) {
        for (LearnerId account : erased.accounts()) {
            decisions.forget(account);
            before.forget(account);
            besides.forget(account);
        }
        failures.remove(erased.person().institution(), List.copyOf(erased.accounts()));
    }

    /** Says anew what is held, because the evidence of both has become one history. */
    private Evidence held(Decision decision) {
        Award award = decision.award();
        return decision.asEvidence(pathways.version(award.learner().institution(), award.badge(), award.version())
                .map(Badge::credits)
                .orElseThrow());
    }

    private Decision keepBetter(Decision moving, @Nullable Decision own, LearnerId into) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        decisions.delete(moving);
        if (own == null) {
            return moving.of(into, now);
        }
        decisions.delete(own);
        Instant last = own.changedAt().isAfter(moving.changedAt()) ? own.changedAt() : moving.changedAt();
        Instant after = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        Decision better = isBetter(moving, own) ? moving : own;
        // who was shown the other one may go on relying on it
        besides.add((better == own ? moving : own).award(), into);
        return better.of(into, after);
    }

    private static boolean isBetter(Decision one, Decision other) {
        return one.award().stands() != other.award().stands()
                ? one.award().stands()
                : one.award().earnedAt().isBefore(other.award().earnedAt());
    }
}
