package org.cairn.people;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.complaint.Complaint;
import org.cairn.complaint.Explained;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** Which accounts, on one platform or several, are one person's: linked by somebody who knows, and parted again. */
public interface Links {

    /** On what ground accounts were linked. */
    enum How {
        /** Both platforms have the same id for them, of a kind that the administrator trusts. */
        TRUSTED,
        /** The learner showed it, signed in to both. */
        CONFIRMED,
        /** An administrator, or the operator's script, said so. */
        ADMIN,
        /** One of their accounts turned out to be one of the other's. */
        SAME
    }

    /** The longest reason that is kept. */
    int LONGEST_WHY = 500;

    /**
     * One account of a person.
     *
     * @param leads whether the person is named by it; the others were linked to it
     * @param platform the platform that knows it; null when none does yet
     */
    record Account(
            LearnerId id,
            boolean leads,
            @Nullable PlatformId platform,
            @Nullable String name,
            @Nullable String email,
            Instant knownSince,
            List<Identifier> identifiers) {}

    /**
     * What was done, and perhaps undone.
     *
     * @param by {@code operator}, {@code cairn} or the id of a learner
     */
    record Link(
            UUID id,
            LearnerId account,
            LearnerId person,
            How how,
            String why,
            String by,
            Instant at,
            @Nullable Instant undoneAt,
            @Nullable String undoneBy,
            @Nullable String undoneWhy) {}

    /** The people of an institution whose name, address or identifier contains the text, by name; all when it is blank. */
    List<Learner> search(InstitutionId institution, String text, int most);

    /** Whose account this is: itself when it stands alone; empty when there is none such. */
    Optional<LearnerId> person(LearnerId account);

    /** The accounts of a person, the leading one first. */
    List<Account> accounts(LearnerId person);

    /** What was ever linked to or parted from the accounts of a person, newest first. */
    List<Link> history(LearnerId person);

    /**
     * Makes two people one; the one known longer leads. Nothing happens when they are one already.
     *
     * @throws NotPossible when there is no such person in this institution
     */
    LearnerId link(LearnerId one, LearnerId other, How how, String why, String by);

    /**
     * Makes an account a person of its own again, with everything that came as theirs.
     *
     * @throws NotPossible when it is not linked
     */
    void unlink(LearnerId account, String why, String by);

    /**
     * Gives a person one more name on a platform; what waited under it joins them. A student number or user name that
     * the platform itself said of this person passes to them from whoever had it before.
     *
     * @throws NotPossible when it is somebody else's, or an address
     */
    void give(LearnerId person, PlatformId platform, Identifier identifier, String by);

    /** Says why not. */
    final class NotPossible extends RuntimeException implements Explained {

        private final Complaint why;

        public NotPossible(Complaint why) {
            super(why.line());
            this.why = why;
        }

        @Override
        public Complaint why() {
            return why;
        }
    }
}
