package org.cairn.evidence;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;

/** The learners whose standing may have changed. Marks are rows of their own, so that none is lost to a race. */
public interface LookAgain {

    /** Marks these learners, in the caller's transaction. */
    void at(Collection<LearnerId> learners);

    /**
     * Brings to their person what was just written under accounts that were linked to them, in the caller's transaction:
     * otherwise whoever next looks does so.
     */
    void bringTogether(Collection<LearnerId> accounts);

    /**
     * Has every learner of the institution looked at who has evidence when the caller's transaction commits: what it
     * changed is unknown to whoever looks at somebody before.
     */
    void atEveryone(InstitutionId institution);

    /**
     * Takes up to {@code most} marks that no other worker holds and removes them, in the caller's transaction: if it
     * rolls back, they stand again. Nobody is claimed whom another worker has claimed and is not done with.
     */
    Set<LearnerId> claim(InstitutionId institution, int most);

    /** Has nobody of the institution looked at until then, or until {@link #release}; marks are kept meanwhile. */
    void hold(InstitutionId institution, Instant until);

    /** Has the institution's learners looked at again, as far as they are marked. */
    void release(InstitutionId institution);

    long waiting(InstitutionId institution);

    /**
     * Has {@code listener} told, in the transaction of a claim, who of those it took goes by another name by now: what came
     * under the old name while the two were being brought together is theirs.
     */
    void onBroughtTogether(Consumer<Map<LearnerId, LearnerId>> listener);

    /** Runs {@code listener} soon after marks were committed on this node; marks of other nodes are found by polling. */
    void onMarked(Runnable listener);
}
