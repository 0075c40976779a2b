package org.cairn.award;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cairn.people.LearnerId;
import org.jspecify.annotations.Nullable;

/**
 * The decision that a learner holds a badge: one per learner and badge, whatever happens.
 *
 * @param version the badge version whose rule decided
 * @param earnedAt when the last deciding thing happened
 * @param decidedAt when we noticed
 * @param evidence the keys of the evidence that decided
 * @param reason the text of a {@link org.cairn.complaint.Complaint}: why it is flagged or revoked; null while it stands
 */
public record Award(
        UUID id,
        LearnerId learner,
        String badge,
        int version,
        State state,
        Instant earnedAt,
        Instant decidedAt,
        List<String> evidence,
        @Nullable String reason) {

    /** Flagged awards still stand; revoked ones do not. */
    public enum State {
        ISSUED,
        FLAGGED,
        REVOKED
    }

    public boolean stands() {
        return state != State.REVOKED;
    }
}
