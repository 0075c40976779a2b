package org.cairn.award;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** The decisions. */
public interface Awards {

    /** Finds an award, also one that gave way to another of the same badge. */
    Optional<Award> find(InstitutionId institution, UUID id);

    List<Award> of(LearnerId learner);

    /**
     * Awards that gave way to another of the same badge when accounts turned out to be one person. They are none of the
     * person's awards any more, but stand as long as that other does: their credentials may be in somebody's hands.
     */
    List<Award> beside(LearnerId learner);

    Map<LearnerId, List<Award>> of(InstitutionId institution, Collection<LearnerId> learners);

    /** Finds awards; each filter may be null. The learners of {@code platform} are those it has an identifier for. */
    List<Award> find(
            InstitutionId institution,
            @Nullable String badge,
            @Nullable LearnerId learner,
            @Nullable PlatformId platform);

    /** Takes up to {@code most} awards that changed and are not yet proven, in the caller's transaction. */
    List<Award> claimUnproven(InstitutionId institution, int most);

    /** Learners whose facts could not be evaluated when last looked at, newest first. */
    List<FailedLook> failures(InstitutionId institution);

    /** Runs {@code listener} soon after awards changed on this node. */
    void onChanged(Runnable listener);
}
