package org.cairn.award;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The door to the decisions. */
@Component
class StoredAwards implements Awards {

    private final JdbcDecisions decisions;
    private final JdbcAwardsBeside besides;
    private final JdbcProofQueue proofQueue;
    private final JdbcFailedLooks failures;
    private final Changes changes;
    private final Learners learners;

    StoredAwards(
            JdbcDecisions decisions,
            JdbcAwardsBeside besides,
            JdbcProofQueue proofQueue,
            JdbcFailedLooks failures,
            Changes changes,
            Learners learners) {
        this.decisions = decisions;
        this.besides = besides;
        this.proofQueue = proofQueue;
        this.failures = failures;
        this.changes = changes;
        this.learners = learners;
    }

    @Override
    public Optional<Award> find(InstitutionId institution, UUID id) {
        return decisions
                .find(institution, id)
                .map(Decision::award)
                .or(() -> besides.find(institution, List.of(id)).stream().findFirst());
    }

    @Override
    public List<Award> beside(LearnerId learner) {
        return besides.of(learner.institution(), List.of(learner));
    }

    @Override
    public List<Award> of(LearnerId learner) {
        return of(learner.institution(), List.of(learner)).getOrDefault(learner, List.of());
    }

    @Override
    public Map<LearnerId, List<Award>> of(InstitutionId institution, Collection<LearnerId> asked) {
        Map<LearnerId, Map<String, Decision>> found = decisions.of(institution, asked);
        Map<LearnerId, List<Award>> awards = new LinkedHashMap<>();
        for (LearnerId learner : asked) {
            awards.put(learner, awards(found.getOrDefault(learner, Map.of()).values()));
        }
        return awards;
    }

    @Override
    public List<Award> find(
            InstitutionId institution,
            @Nullable String badge,
            @Nullable LearnerId learner,
            @Nullable PlatformId platform) {
        List<Award> found = awards(decisions.find(institution, badge, learner));
        if (platform == null) {
            return found;
        }
        Set<LearnerId> known = learners.identifiers(
                        platform, found.stream().map(Award::learner).collect(Collectors.toSet()))
                .keySet();
        return found.stream().filter(award -> known.contains(award.learner())).toList();
    }

    @Override
    public List<Award> claimUnproven(InstitutionId institution, int most) {
        List<UUID> claimed = proofQueue.claim(institution, most);
        if (claimed.isEmpty()) {
            return List.of();
        }
        List<Award> found = new ArrayList<>(awards(decisions.byIds(institution, claimed)));
        if (found.size() < claimed.size()) {
            found.addAll(besides.find(institution, claimed));
        }
        return found;
    }

    @Override
    public List<FailedLook> failures(InstitutionId institution) {
        return failures.of(institution);
    }

    @Override
    public void onChanged(Runnable listener) {
        changes.add(listener);
    }

    private static List<Award> awards(Collection<Decision> found) {
        return found.stream().map(Decision::award).toList();
    }
}
