package org.cairn.lti;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Says, within the transaction that erases them and before their names are gone, that a person is to be forgotten: every
 * room deletes what it has of them.
 *
 * @param accounts all ids under which anything may be kept, the person's own among them
 * @param names how the platforms speak of them
 */
public record LearnerErased(LearnerId person, Collection<LearnerId> accounts, Map<PlatformId, Set<Identifier>> names) {

    public LearnerErased {
        accounts = Set.copyOf(accounts);
    }
}
