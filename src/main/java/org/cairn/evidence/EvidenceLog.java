package org.cairn.evidence;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;

/** The record itself: it only grows. What its sender takes back stays on record, and is left out when it is read. */
public interface EvidenceLog {

    /** The length of a message's key. */
    int MESSAGE_KEY = 44;

    /**
     * Appends what is new and marks its learners to be looked at again, in the caller's transaction; what is already
     * there is left as it is.
     */
    void append(Collection<Evidence> evidence);

    /** Appends what is new of what a look found out, which has seen everything that follows from it: nobody is marked. */
    void appendSettled(Collection<Evidence> evidence);

    /**
     * Takes out of account what was made of one message, whether it is there already or comes later, and marks these
     * learners to be looked at again; in the caller's transaction.
     *
     * @param message the key of the message: the first {@value #MESSAGE_KEY} characters of its evidence's keys
     */
    void withdraw(InstitutionId institution, String message, Collection<LearnerId> whose);

    /** Which of these messages are withdrawn. */
    Set<String> withdrawn(InstitutionId institution, Collection<String> messages);

    List<Evidence> of(LearnerId learner);

    /** The evidence of many learners of one institution at once; learners without any have an empty list. */
    Map<LearnerId, List<Evidence>> of(InstitutionId institution, Collection<LearnerId> learners);

    /** What was waived for these learners, or taken back, and nothing else. */
    default Map<LearnerId, List<Evidence>> waivers(InstitutionId institution, Collection<LearnerId> learners) {
        Map<LearnerId, List<Evidence>> waivers = new LinkedHashMap<>();
        of(institution, learners)
                .forEach((learner, all) -> waivers.put(
                        learner,
                        all.stream()
                                .filter(one -> one.what() instanceof Observation.Waiver)
                                .toList()));
        return waivers;
    }
}
