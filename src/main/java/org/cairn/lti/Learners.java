package org.cairn.lti;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The people, and the identifiers under which platforms speak of them. */
public interface Learners {

    /**
     * Makes a person known, or adds what is new about one who is: any of the identifiers may already be theirs.
     * Publishes {@link IdentifiersLearned} for identifiers that were not known before. Joins the caller's transaction.
     */
    LearnerId know(PlatformId platform, Person person);

    /**
     * Finds who each list of identifiers, strongest first, speaks of; those about nobody we know are absent from the
     * answer. A local Canvas id never matches a person whose global id says otherwise.
     */
    Map<List<Identifier>, LearnerId> whoAre(PlatformId platform, Collection<List<Identifier>> people);

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
