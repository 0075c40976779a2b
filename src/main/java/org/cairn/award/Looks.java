package org.cairn.award;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.LookAgain;
import org.cairn.pathway.Pathways;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.vault.Untold;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks at marked learners again: claims, evaluates, decides and writes in one transaction per batch. */
@Component
class Looks {

    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);
    private static final int BATCH = 200;

    private final LookAgain lookAgain;
    private final EvidenceLog evidenceLog;
    private final Pathways pathways;
    private final JdbcDecisions decisions;
    private final JdbcProofQueue proofQueue;
    private final JdbcFailedLooks failures;
    private final Changes changes;
    private final ProgressReports reports;
    private final TransactionTemplate transactions;
    private final TransactionTemplate nested;
    private final Clock clock;

    Looks(
            LookAgain lookAgain,
            EvidenceLog evidenceLog,
            Pathways pathways,
            JdbcDecisions decisions,
            JdbcProofQueue proofQueue,
            JdbcFailedLooks failures,
            Changes changes,
            ProgressReports reports,
            TransactionTemplate transactions,
            Clock clock) {
        this.lookAgain = lookAgain;
        this.evidenceLog = evidenceLog;
        this.pathways = pathways;
        this.decisions = decisions;
        this.proofQueue = proofQueue;
        this.failures = failures;
        this.changes = changes;
        this.reports = reports;
        this.transactions = transactions;
        this.nested = new TransactionTemplate(Objects.requireNonNull(transactions.getTransactionManager()));
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
    }

    /**
     * Looks at one batch; answers how many learners it had.
     *
     * @throws RuntimeException of the database; then the batch's marks stand again
     */
    int lookAtSome(InstitutionId institution) {
        Integer looked = transactions.execute(status -> {
            List<LearnerId> claimed = List.copyOf(lookAgain.claim(institution, BATCH));
            if (!claimed.isEmpty()) {
                settleApart(institution, claimed);
            }
            return claimed.size();
        });
        return looked == null ? 0 : looked;
    }

    /** Marks those whose time of grace is over; answers how many. */
    int lookAtOverdue(InstitutionId institution) {
        Integer marked = transactions.execute(status -> {
            List<LearnerId> overdue = decisions.whoseGraceIsOver(institution, now(), BATCH);
            lookAgain.at(overdue);
            return overdue.size();
        });
        return marked == null ? 0 : marked;
    }

    /** Halves a batch that fails until the one learner who makes it fail is alone. */
    private void settleApart(InstitutionId institution, List<LearnerId> learners) {
        try {
            nested.executeWithoutResult(status -> settle(institution, learners));
        } catch (RuntimeException e) {
            if (mayPass(e)) {
                throw e;
            }
            if (learners.size() == 1) {
                giveUp(learners.getFirst(), e);
                return;
            }
            int half = learners.size() / 2;
            settleApart(institution, learners.subList(0, half));
            settleApart(institution, learners.subList(half, learners.size()));
        }
    }

    /** What another try may mend: a lost race, a deadlock, a database that is away for a moment. */
    static boolean mayPass(RuntimeException e) {
        return e instanceof TransientDataAccessException
                || e instanceof RecoverableDataAccessException
                || e instanceof DataAccessResourceFailureException
                || e instanceof TransactionException;
    }

    private void giveUp(LearnerId learner, RuntimeException e) {
        LOG.warn(
                "Learner {} could not be evaluated: {}",
                learner.value(),
                e.getClass().getName());
        // a database quotes what it could not take
        Complaint reason = e instanceof DataAccessException
                ? Complaint.of("look.database", e.getClass().getSimpleName())
                : Complaint.of("look.failed", e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
        failures.add(new FailedLook(learner, reason.text(), now()));
    }

    private void settle(InstitutionId institution, List<LearnerId> learners) {
        // decisions are read before the evidence: were it the other way round, an award could be seen without the
        // evidence that it made for the stacks above
        Map<LearnerId, Map<String, Decision>> decided = decisions.of(institution, learners);
        Map<LearnerId, List<Evidence>> evidence = evidenceLog.of(institution, learners);
        Grounds grounds = new Grounds(pathways, pathways.catalogue(institution));
        Instant now = now();
        List<Settlement.Outcome> outcomes = new ArrayList<>();
        for (LearnerId learner : learners) {
            outcomes.add(new Settlement(
                            grounds,
                            learner,
                            evidence.getOrDefault(learner, List.of()),
                            decided.getOrDefault(learner, Map.of()),
                            now)
                    .settle());
        }
        Set<LearnerId> overtaken = write(outcomes);
        failures.remove(institution, learners);
        report(
                institution,
                outcomes.stream()
                        .filter(outcome -> !overtaken.contains(outcome.learner()))
                        .toList());
    }

    private void report(InstitutionId institution, List<Settlement.Outcome> outcomes) {
        Set<String> badges = reports.wanted(institution);
        if (!badges.isEmpty() && !outcomes.isEmpty()) {
            reportApart(institution, badges, outcomes);
        }
    }

    /**
     * What cannot be reported keeps nobody from an award, and no report of others: halved until it is alone, it is left
     * out, and asked for again from time to time.
     */
    private void reportApart(InstitutionId institution, Set<String> badges, List<Settlement.Outcome> outcomes) {
        try {
            nested.executeWithoutResult(status -> reports.report(institution, badges, outcomes));
        } catch (RuntimeException e) {
            if (mayPass(e)) {
                throw e;
            }
            if (outcomes.size() == 1) {
                LOG.error("Progress could not be reported to the gradebook", Untold.of(e));
                return;
            }
            int half = outcomes.size() / 2;
            reportApart(institution, badges, outcomes.subList(0, half));
            reportApart(institution, badges, outcomes.subList(half, outcomes.size()));
        }
    }

    /**
     * Writes what was decided about each learner as a whole; answers those about whom another node was faster. It may have
     * known less, and what follows from a decision that was not made has no ground: they are looked at again.
     */
    private Set<LearnerId> write(List<Settlement.Outcome> outcomes) {
        List<Decision> first = decided(outcomes, Set.of(), decision -> decision.revision() == 1);
        Set<Decision> inserted = Set.copyOf(decisions.insert(first));
        Set<LearnerId> overtaken = new HashSet<>();
        first.stream()
                .filter(decision -> !inserted.contains(decision))
                .forEach(decision -> overtaken.add(decision.award().learner()));
        inserted.stream()
                .filter(decision -> overtaken.contains(decision.award().learner()))
                .forEach(decisions::delete);
        decisions.update(decided(outcomes, overtaken, decision -> decision.revision() > 1));
        lookAgain.at(overtaken);
        evidenceLog.appendSettled(outcomes.stream()
                .filter(outcome -> !overtaken.contains(outcome.learner()))
                .flatMap(outcome -> outcome.evidence().stream())
                .toList());
        List<Decision> written = decided(outcomes, overtaken, decision -> true);
        if (!written.isEmpty()) {
            proofQueue.add(written);
            changes.announce();
        }
        return overtaken;
    }

    private static List<Decision> decided(
            List<Settlement.Outcome> outcomes, Set<LearnerId> overtaken, Predicate<Decision> wanted) {
        return outcomes.stream()
                .filter(outcome -> !overtaken.contains(outcome.learner()))
                .flatMap(outcome -> outcome.decisions().stream())
                .filter(wanted)
                .toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
