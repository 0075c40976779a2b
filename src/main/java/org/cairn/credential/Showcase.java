package org.cairn.credential;

import java.util.Optional;
import org.cairn.lti.InstitutionId;

/** What strangers may see: the public pages show nothing else. */
public interface Showcase {

    /** The credential with that public id, only while its learner shares it. */
    Optional<PublicCredential> credential(String id);

    /** The same view of a credential that may be private: for its learner and the operator. */
    PublicCredential preview(Credential credential);

    /** The published badge with that key. */
    Optional<PublicBadge> badge(InstitutionId institution, String key);

    Optional<PublicIssuer> issuer(InstitutionId institution);
}
