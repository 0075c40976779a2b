package org.cairn.award;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.cairn.award.Award.State;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Badge.OnRegrade;
import org.cairn.people.LearnerId;
import org.cairn.rules.Standing;
import org.jspecify.annotations.Nullable;

/** Decides about one badge of one learner: the standing says what is, the badge's policy what to do about it. */
final class Regrade {

    private final Instant now;

    Regrade(Instant now) {
        this.now = now;
    }

    /**
     * Returns the next decision, or null when nothing changes.
     *
     * @param byOwnVersion whether the version that decided the award is still met, for awards of an older one
     */
    @Nullable
    Decision decide(
            LearnerId learner,
            Badge badge,
            Standing standing,
            @Nullable Decision current,
            BooleanSupplier byOwnVersion) {
        if (current == null) {
            return standing.met() ? Decision.first(learner, badge, standing, now) : null;
        }
        if (standing.met()) {
            return met(badge, standing, current);
        }
        if (current.award().state() == State.REVOKED) {
            return null;
        }
        boolean older = current.award().version() != badge.version();
        return older && byOwnVersion.getAsBoolean() ? cleared(current) : notMet(badge, standing, current);
    }

    private @Nullable Decision met(Badge badge, Standing standing, Decision current) {
        return switch (current.award().state()) {
            case REVOKED -> current.again(badge, standing, now);
            case FLAGGED -> cleared(current);
            case ISSUED -> earnedAtAnotherTime(badge, standing, current.award()) ? current.earned(standing, now) : null;
        };
    }

    /**
     * Evidence may come late and show that it was earned earlier. Where a lost standing is revoked, it may also show
     * that it was lost and earned again meanwhile: then the earn date moves as it would have, had all come in order.
     */
    private static boolean earnedAtAnotherTime(Badge badge, Standing standing, Award award) {
        Instant since = standing.since();
        if (since == null || award.version() != badge.version()) {
            return false;
        }
        return since.isBefore(award.earnedAt())
                || (badge.onRegrade() instanceof OnRegrade.Revoke && since.isAfter(award.earnedAt()));
    }

    private @Nullable Decision cleared(Decision current) {
        return current.award().state() == State.FLAGGED ? current.as(State.ISSUED, null, null, now) : null;
    }

    private @Nullable Decision notMet(Badge badge, Standing standing, Decision current) {
        boolean flagged = current.award().state() == State.FLAGGED;
        Instant grace = current.graceUntil();
        return switch (badge.onRegrade()) {
            case OnRegrade.Keep keep -> withoutGrace(current);
            case OnRegrade.Flag flag ->
                flagged ? withoutGrace(current) : current.as(State.FLAGGED, Reasons.of(badge, standing), null, now);
            case OnRegrade.Revoke revoke -> current.as(State.REVOKED, Reasons.of(badge, standing), null, now);
            case OnRegrade.Grace policy -> {
                if (grace == null) {
                    Instant until = now.plus(policy.duration());
                    yield current.as(State.FLAGGED, Reasons.of(badge, standing), until, now);
                }
                yield now.isBefore(grace) ? null : current.as(State.REVOKED, Reasons.of(badge, standing), null, now);
            }
        };
    }

    /** The badge gave a time of grace when it was flagged, and a newer version of it gives none. */
    private @Nullable Decision withoutGrace(Decision current) {
        Award award = current.award();
        return current.graceUntil() == null ? null : current.as(award.state(), award.reason(), null, now);
    }
}
