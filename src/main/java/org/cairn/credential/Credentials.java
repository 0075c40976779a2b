package org.cairn.credential;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cairn.award.Award;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.LearnerId;

/** The provable form of awards. */
public interface Credentials {

    /** Finds a credential by the public id. */
    Optional<Credential> find(String id);

    /** The credentials of these awards of one institution, by award; reserved now where there was none yet. */
    Map<UUID, Credential> of(InstitutionId institution, Collection<Award> awards);

    /** The signed Open Badges 3.0 credential as JSON; signed now where it was not yet. */
    String json(Credential credential);

    /** Shows the credential to anyone with its address, or to nobody; only its learner may. */
    void share(LearnerId learner, String id, boolean shared);

    /** Checks the credential as a stranger would, and says each step. */
    List<Check> verify(Credential credential);

    /** One step of checking: a stable id such as {@code signature}, whether it passed, and what was seen. */
    record Check(String id, boolean passed, String detail) {}
}
