package org.cairn.credential;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cairn.award.Award;
import org.cairn.complaint.Complaint;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The provable form of awards. */
public interface Credentials {

    /** Finds a credential by the public id. */
    Optional<Credential> find(String id);

    /** The credentials of these awards of one institution, by award; reserved now where there was none yet. */
    Map<UUID, Credential> of(InstitutionId institution, Collection<Award> awards);

    /** The signed Open Badges 3.0 credential as JSON; signed now where it was not yet. */
    String json(Credential credential);

    /**
     * Shows the credential to anyone with its address, or to nobody; only its learner may.
     *
     * @throws UnknownCredential when there is none with that id, or it is somebody else's
     */
    void share(LearnerId learner, String id, boolean shared);

    /** Checks the credential as a stranger would, and says each step. */
    List<Check> verify(Credential credential);

    /** One step of checking: a stable id such as {@code signature}, whether it passed, and what was seen. */
    record Check(String id, boolean passed, Complaint seen) {}

    /** Says that there is no such credential, or none that this person may know of: both sound the same. */
    @ResponseStatus(HttpStatus.NOT_FOUND)
    final class UnknownCredential extends RuntimeException {
        UnknownCredential() {
            super("There is no such credential.");
        }
    }
}
