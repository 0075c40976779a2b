package org.cairn.evidence;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.LearnerId;

/** The record itself: it only grows. */
public interface EvidenceLog {

    /**
     * Appends what is new and marks its learners to be looked at again, in the caller's transaction; what is already
     * there is left as it is.
     */
    void append(Collection<Evidence> evidence);

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
