package org.cairn.people;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;

/** The people, and the identifiers under which platforms speak of them. */
public interface Learners {

    /**
     * Makes a person known, or adds what is new about one who is: any of the identifiers may already be theirs.
     * Publishes {@link IdentifiersLearned} for identifiers that were not known before. Joins the caller's transaction.
     */
    LearnerId know(PlatformId platform, Person person);

    /** As {@link #know}, and tells also under which account the platform knows this person. */
    default Introduced introduce(PlatformId platform, Person person) {
        LearnerId learner = know(platform, person);
        return new Introduced(learner, learner);
    }

    /**
     * As {@link #know}, for what others say of somebody: a person who was erased does not come into being again by it,
     * and the answer is empty.
     */
    default Optional<LearnerId> hear(PlatformId platform, Person person) {
        return Optional.of(know(platform, person));
    }

    /**
     * A person whom a platform speaks of.
     *
     * @param person who they are
     * @param account this platform's idea of them: the same, unless it was linked with others
     */
    record Introduced(LearnerId person, LearnerId account) {}

    /**
     * Finds who each list of identifiers, strongest first, speaks of; those about nobody we know are absent from the
     * answer. An address is looked up only where nothing else names anybody, and only among whom the same platform said
     * that it is theirs. A local Canvas id never matches a person whose global id says otherwise.
     */
    Map<List<Identifier>, LearnerId> whoAre(PlatformId platform, Collection<List<Identifier>> people);

    /**
     * As {@link #whoAre}, but answers the accounts: what is recorded under an account is its person's, and stays with the
     * account when it is parted from them.
     */
    default Map<List<Identifier>, LearnerId> accountsOf(PlatformId platform, Collection<List<Identifier>> people) {
        return whoAre(platform, people);
    }

    /** Which of these lists speak of somebody who was erased; each is counted there as dropped. */
    default Set<List<Identifier>> dropErased(PlatformId platform, Collection<List<Identifier>> people) {
        return Set.of();
    }

    /** Finds a person by the bare value of any identifier: for the operator's scripts. */
    Optional<LearnerId> find(PlatformId platform, String identifier);

    Optional<Learner> find(LearnerId id);

    /** Finds many people of one institution at once; unknown ids are absent from the answer. */
    Map<LearnerId, Learner> find(InstitutionId institution, Collection<LearnerId> ids);

    /**
     * The identifiers that the platform has for these people, strongest first; people it has none for are absent from
     * the answer.
     */
    Map<LearnerId, List<Identifier>> identifiers(PlatformId platform, Collection<LearnerId> people);

    /** The identifiers that the platform has for one person, strongest first. */
    default List<Identifier> identifiers(PlatformId platform, LearnerId person) {
        return identifiers(platform, List.of(person)).getOrDefault(person, List.of());
    }
}
