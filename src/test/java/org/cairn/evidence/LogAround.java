package org.cairn.evidence;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;

/** A log around another one, for tests in which one thing goes otherwise. */
public class LogAround implements EvidenceLog {

    private final EvidenceLog log;

    public LogAround(EvidenceLog log) {
        this.log = log;
    }

    @Override
    public void append(Collection<Evidence> evidence) {
        log.append(evidence);
    }

    @Override
    public void appendSettled(Collection<Evidence> evidence) {
        log.appendSettled(evidence);
    }

    @Override
    public void withdraw(InstitutionId institution, String message, Collection<LearnerId> whose) {
        log.withdraw(institution, message, whose);
    }

    @Override
    public Set<String> withdrawn(InstitutionId institution, Collection<String> messages) {
        return log.withdrawn(institution, messages);
    }

    @Override
    public List<Evidence> of(LearnerId learner) {
        return log.of(learner);
    }

    @Override
    public Map<LearnerId, List<Evidence>> of(InstitutionId institution, Collection<LearnerId> learners) {
        return log.of(institution, learners);
    }
}
