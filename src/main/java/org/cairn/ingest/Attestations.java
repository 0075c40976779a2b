package org.cairn.ingest;

import java.util.Collection;
import java.util.List;
import org.cairn.complaint.Complaint;
import org.cairn.complaint.Explained;
import org.cairn.lti.CourseId;
import org.cairn.lti.Role;
import org.cairn.people.LearnerId;
import org.jspecify.annotations.Nullable;

/** What staff vouch for by hand: milestones that they confirm, and requirements that they waive. */
public interface Attestations {

    /** Who vouches, as what. */
    record Staff(LearnerId learner, Role role) {}

    /** A milestone of a badge. */
    record Step(String badge, String milestone) {}

    /**
     * What is said with it.
     *
     * @param note the note, or the reason of a waiver
     * @param link a page that shows more; https only
     */
    record Said(@Nullable String note, @Nullable String link) {
        public static final Said NOTHING = new Said(null, null);
    }

    /**
     * Somebody for whom a script speaks, because they vouched elsewhere.
     *
     * @param id what makes it the same word when it comes again; null to take each word for a new one
     */
    record Spoken(String name, Role role, @Nullable String id) {}

    /**
     * Records that staff confirm the milestone for these students of the course, or take back what they confirmed
     * themselves: for all of them or for none.
     *
     * @throws NotAllowed when they may not teach, confirm for themselves, or somebody is not a student of the course
     * @throws NotUsable when the note is too long or the link none to follow
     */
    void attest(CourseId course, Collection<LearnerId> students, Step step, Staff by, Said said, boolean stands);

    /**
     * Records that staff waive the milestone for a student of the course, as recognition of prior learning, or that the
     * waiver is taken back, whoever gave it. The note is the reason; a waiver needs one.
     *
     * @throws NotAllowed when they may not teach, waive for themselves, or this is not a student of the course
     * @throws NotUsable when the reason is missing or too long, or the link none to follow
     */
    void waive(CourseId course, LearnerId student, Step step, Staff by, Said said, boolean stands);

    /**
     * Records, for a script of the institution, what somebody vouched for elsewhere, in a course or outside any.
     *
     * @throws NotAllowed when the role is not one that may
     * @throws NotUsable when name, reason, note or link cannot be used
     */
    void speak(LearnerId student, Step step, Spoken by, Said said, boolean waiver, boolean stands);

    /** Confirms for one student, or takes it back. */
    default void attest(
            CourseId course,
            LearnerId student,
            String badge,
            String milestone,
            LearnerId by,
            Role role,
            @Nullable String note,
            boolean stands) {
        attest(course, List.of(student), new Step(badge, milestone), new Staff(by, role), new Said(note, null), stands);
    }

    /** Says why somebody may not vouch. */
    final class NotAllowed extends RuntimeException implements Explained {

        private final Complaint why;

        public NotAllowed(Complaint why) {
            super(why.line());
            this.why = why;
        }

        @Override
        public Complaint why() {
            return why;
        }
    }

    /** Says what is wrong with what somebody said. */
    final class NotUsable extends RuntimeException implements Explained {

        private final Complaint why;

        public NotUsable(Complaint why) {
            super(why.line());
            this.why = why;
        }

        @Override
        public Complaint why() {
            return why;
        }
    }
}
