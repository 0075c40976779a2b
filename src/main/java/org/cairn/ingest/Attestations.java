package org.cairn.ingest;

import org.cairn.lti.CourseId;
import org.cairn.lti.LearnerId;
import org.cairn.lti.Role;
import org.jspecify.annotations.Nullable;

/** Milestones confirmed by staff. */
public interface Attestations {

    /**
     * Records that {@code by} confirms the milestone for a student of the course, or takes the confirmation back.
     *
     * @throws NotAllowed when {@code by} may not teach, confirms for themselves, or the student is not in the course
     */
    void attest(
            CourseId course,
            LearnerId student,
            String badge,
            String milestone,
            LearnerId by,
            Role role,
            @Nullable String note,
            boolean stands);

    /** Says why somebody may not confirm. */
    final class NotAllowed extends RuntimeException {
        public NotAllowed(String message) {
            super(message);
        }
    }
}
