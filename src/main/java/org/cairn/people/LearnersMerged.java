package org.cairn.people;

/**
 * Says, within the transaction that merges them, that two learners of one institution turned out to be one person: what
 * is kept of {@code from} belongs to {@code into} from now on.
 *
 * @param account the account as which it goes on: {@code from} itself where the two were linked and may be parted again
 */
public record LearnersMerged(LearnerId from, LearnerId into, LearnerId account) {

    /** They are one and the same account, for ever. */
    public LearnersMerged(LearnerId from, LearnerId into) {
        this(from, into, into);
    }

    /** Says whether this may be undone: then what was whose must be remembered. */
    public boolean linked() {
        return account.equals(from);
    }
}
