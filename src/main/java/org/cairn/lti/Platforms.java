package org.cairn.lti;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The institutions and the platforms they trust. */
public interface Platforms {

    /**
     * Registers a platform, and its institution if this is the first one with that name.
     *
     * @throws AlreadyRegistered when issuer and client id are registered already
     */
    Platform register(NewPlatform platform);

    Optional<Platform> find(PlatformId id);

    /** Finds a platform by its bare id, whatever its institution: for the operator, who acts for every institution. */
    Optional<Platform> find(UUID id);

    List<Platform> of(InstitutionId institution);

    List<Institution> institutions();

    Optional<Institution> institution(InstitutionId id);

    Optional<Institution> institutionNamed(String name);

    /** The deployments from which launches are accepted. */
    List<String> deployments(PlatformId id);

    /** Says that this issuer and client id are registered already. */
    final class AlreadyRegistered extends RuntimeException {
        public AlreadyRegistered(String issuer, String clientId) {
            super("The platform with issuer '%s' and client id '%s' is registered already."
                    .formatted(issuer, clientId));
        }
    }
}
