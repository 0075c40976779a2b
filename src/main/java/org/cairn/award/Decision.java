package org.cairn.award;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.pathway.Badge;
import org.cairn.people.LearnerId;
import org.cairn.rules.Standing;
import org.cairn.vault.Ids;
import org.jspecify.annotations.Nullable;

/**
 * An award with what only this room needs to know of it; every change makes the next revision.
 *
 * @param graceUntil of a flagged award, when it will be revoked; null for never
 * @param changedAt later than that of the revision before, whatever the clocks of the nodes say
 */
record Decision(Award award, @Nullable Instant graceUntil, int revision, Instant changedAt) {

    static Decision first(LearnerId learner, Badge badge, Standing standing, Instant now) {
        Award award = new Award(
                Ids.next(),
                learner,
                badge.key(),
                badge.version(),
                Award.State.ISSUED,
                sinceOf(standing),
                now,
                standing.evidence(),
                null);
        return new Decision(award, null, 1, now);
    }

    /** Earned again after it had been revoked: the same award, decided anew. */
    Decision again(Badge badge, Standing standing, Instant now) {
        Award anew = new Award(
                award.id(),
                award.learner(),
                award.badge(),
                badge.version(),
                Award.State.ISSUED,
                sinceOf(standing),
                now,
                standing.evidence(),
                null);
        return next(anew, null, now);
    }

    /** Evidence that came late showed that it was earned at another time. */
    Decision earned(Standing standing, Instant now) {
        Award earned = new Award(
                award.id(),
                award.learner(),
                award.badge(),
                award.version(),
                award.state(),
                sinceOf(standing),
                award.decidedAt(),
                standing.evidence(),
                award.reason());
        return next(earned, graceUntil, now);
    }

    Decision as(Award.State state, @Nullable String reason, @Nullable Instant grace, Instant now) {
        Award changed = new Award(
                award.id(),
                award.learner(),
                award.badge(),
                award.version(),
                state,
                award.earnedAt(),
                award.decidedAt(),
                award.evidence(),
                reason);
        return next(changed, grace, now);
    }

    /** The same award of the person whom its learner turned out to be. */
    Decision of(LearnerId learner, Instant now) {
        Award moved = new Award(
                award.id(),
                learner,
                award.badge(),
                award.version(),
                award.state(),
                award.earnedAt(),
                award.decidedAt(),
                award.evidence(),
                award.reason());
        return next(moved, graceUntil, now);
    }

    private Decision next(Award changed, @Nullable Instant grace, Instant now) {
        Instant after = changedAt.plus(1, ChronoUnit.MICROS);
        return new Decision(changed, grace, revision + 1, now.isAfter(after) ? now : after);
    }

    /** What the stacks above see of it: that the badge is held since it was earned, or no longer held. */
    Evidence asEvidence(BigDecimal credits) {
        return new Evidence(
                award.learner(),
                evidenceKey(),
                new Observation.BadgeHeld(award.badge(), credits, award.stands()),
                award.stands() ? award.earnedAt() : changedAt,
                changedAt,
                "award");
    }

    String evidenceKey() {
        return "award:%s:%d".formatted(award.id(), revision);
    }

    /** True when a stack above could stand otherwise for this change. */
    boolean mattersAbove(@Nullable Decision before) {
        return before == null
                || before.award().stands() != award.stands()
                || !before.award().earnedAt().equals(award.earnedAt());
    }

    private static Instant sinceOf(Standing met) {
        return Objects.requireNonNull(met.since(), "a met standing knows since when");
    }
}
