package org.cairn.people;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** The ids that mean one person on several platforms of an institution, because an administrator says so. */
public interface TrustedIds {

    /** The kinds of which that can be said. */
    Set<IdentifierKind> KINDS = Set.of(IdentifierKind.SIS, IdentifierKind.USERNAME);

    /**
     * Declares that ids of this kind are the institution's own on exactly these platforms. Who is known with the same id
     * on two of them becomes one person soon; what was linked stays so when the trust ends.
     *
     * @param platforms two or more; none to end the trust
     * @throws IllegalArgumentException for another kind, a single platform, or one that is not the institution's
     */
    void declare(InstitutionId institution, IdentifierKind kind, Collection<PlatformId> platforms, String by);

    List<Trust> of(InstitutionId institution);

    /** Who would be one person by such an id, and why they were not made one; newest first. */
    List<Contradiction> contradictions(InstitutionId institution, int most);

    /**
     * One platform among those that share ids of a kind.
     *
     * @param sweeping whether those who were known before are still being looked at
     */
    record Trust(IdentifierKind kind, PlatformId platform, String by, Instant at, boolean sweeping) {}

    /** What speaks against it. */
    enum Why {
        /** Somebody parted them before. */
        UNDONE,
        /** They would have two accounts on one platform. */
        TWO_LOGINS,
        /** Another trusted id says otherwise. */
        OTHER_ID,
        /** A platform says the id of two of its accounts, so that it names neither elsewhere. */
        REUSED
    }

    /** Two people, and the id that says that they are one; of a reused id, {@code one} had it first. */
    record Contradiction(
            LearnerId one,
            LearnerId other,
            Identifier identifier,
            Why why,
            @Nullable Instant at) {}
}
