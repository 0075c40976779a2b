package org.cairn.evidence;

import java.util.Collection;
import java.util.Set;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.LearnerId;

/** The learners whose standing may have changed. Marks are rows of their own, so that none is lost to a race. */
public interface LookAgain {

    /** Marks these learners, in the caller's transaction. */
    void at(Collection<LearnerId> learners);

    /** Marks every learner of the institution who has evidence, in the caller's transaction. */
    void atEveryone(InstitutionId institution);

    /**
     * Takes up to {@code most} marks that no other worker holds and removes them, in the caller's transaction: if it
     * rolls back, they stand again.
     */
    Set<LearnerId> claim(InstitutionId institution, int most);

    long waiting(InstitutionId institution);

    /** Runs {@code listener} soon after marks were committed on this node; marks of other nodes are found by polling. */
    void onMarked(Runnable listener);
}
