package org.cairn.platform;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.complaint.Complaint;
import org.cairn.complaint.Explained;
import org.jspecify.annotations.Nullable;

/** The institutions and the platforms they trust. */
public interface Platforms {

    /**
     * Registers a platform, and its institution if this is the first one with that name.
     *
     * @throws IllegalArgumentException naming the field that cannot be accepted
     * @throws AlreadyRegistered when issuer and client id are registered already
     */
    Platform register(NewPlatform platform);

    /**
     * Registers a platform, or brings up to date what its own institution registered or removed before.
     *
     * @param guid the platform's id of its customer, where the registration told
     * @param tokenAudience what assertions are addressed to, where that is not the token endpoint
     * @throws IllegalArgumentException naming the field that cannot be accepted
     * @throws AlreadyRegistered when another institution has this issuer and client id
     */
    Platform connect(
            NewPlatform platform, Connection.Origin origin, @Nullable String guid, @Nullable String tokenAudience);

    /** How the platform came to be registered; also for one that was removed. */
    Optional<Connection> connection(PlatformId id);

    /** Ties the platform to its customer, unless it is tied already. */
    void pin(PlatformId id, String guid);

    /** Ends the registration: its launches, events and services end, what was learned stays. */
    void remove(PlatformId id);

    Optional<Platform> find(PlatformId id);

    /** Finds the platform that a launch or login names. */
    Optional<Platform> find(String issuer, String clientId);

    /** The platforms of one issuer: hosted platforms share theirs among many customers. */
    List<Platform> findByIssuer(String issuer);

    /** Finds a platform by its bare id, whatever its institution: for the operator, who acts for every institution. */
    Optional<Platform> find(UUID id);

    /** The platforms of an institution that were not removed. */
    List<Platform> of(InstitutionId institution);

    List<Institution> institutions();

    Optional<Institution> institution(InstitutionId id);

    Optional<Institution> institutionNamed(String name);

    /** The deployments from which launches are accepted. */
    List<String> deployments(PlatformId id);

    boolean acceptsDeployment(PlatformId id, String deploymentId);

    /**
     * Accepts launches from one more deployment from now on.
     *
     * @throws IllegalArgumentException when the deployment id is blank or longer than 255 characters
     */
    void accept(PlatformId id, String deploymentId);

    /** Refuses the platform's launches and events from now on, or takes them again. */
    void pause(PlatformId id, boolean paused);

    /** Says that this issuer and client id are registered already. */
    final class AlreadyRegistered extends RuntimeException implements Explained {

        private final Complaint why;

        public AlreadyRegistered(String issuer, String clientId) {
            this.why = Complaint.of("platform.taken", issuer, clientId);
        }

        @Override
        public Complaint why() {
            return why;
        }

        @Override
        public String getMessage() {
            return why.line();
        }
    }
}
