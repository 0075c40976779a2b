package org.cairn.lti.launch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.cairn.lti.Deployments;
import org.cairn.platform.Connection;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.cairn.worker.Recently;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Learns from launches in which places of a platform the tool was put.
 *
 * <p>Customers of hosted Canvas share issuer and keys, so that only a registration which the platform made itself, for
 * the customer whose guid we know, may bring places along. A guid that is not known yet is taken from the first launch
 * soon after the registration, or from a place that somebody accepted.
 */
@Component
class LearnedDeployments implements Deployments {

    /** How long after a registration the first launch may say whose it is. */
    static final Duration FIRST_LAUNCH_WITHIN = Duration.ofDays(7);

    private static final Logger LOG = LoggerFactory.getLogger(LearnedDeployments.class);

    private final Platforms platforms;
    private final JdbcDeployments jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Recently<Object> recently;

    private record Pinned(PlatformId platform) {}

    private record Learning(PlatformId platform) {}

    LearnedDeployments(Platforms platforms, JdbcDeployments jdbc, TransactionTemplate transactions, Clock clock) {
        this.platforms = platforms;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.recently = new Recently<>(clock, Duration.ofMinutes(1));
    }

    /** Says whether a launch from a place that we do not know could be let in. */
    boolean mayLearn(PlatformId platform) {
        if (recently.did(new Learning(platform))) {
            return true;
        }
        boolean dynamic = platforms
                .connection(platform)
                .filter(connection -> connection.origin() == Connection.Origin.DYNAMIC)
                .isPresent();
        if (dynamic) {
            recently.remember(new Learning(platform));
        }
        return dynamic;
    }

    @Override
    public boolean admits(
            Platform platform, String deploymentId, @Nullable String guid, @Nullable String platformName) {
        PlatformId id = platform.id();
        if (platforms.acceptsDeployment(id, deploymentId)) {
            pinOnce(id, guid);
            return true;
        }
        return Boolean.TRUE.equals(transactions.execute(status -> {
            jdbc.lock(id);
            List<String> accepted = jdbc.accepted(id);
            if (accepted.contains(deploymentId)) {
                return true;
            }
            if (isSafe(platform, deploymentId, guid, accepted.isEmpty())) {
                learn(id, deploymentId, guid);
                return true;
            }
            if (jdbc.note(id, deploymentId, guid, platformName, now())) {
                LOG.info("A deployment of platform {} waits for an administrator.", id.value());
            }
            return false;
        }));
    }

    private void pinOnce(PlatformId id, @Nullable String guid) {
        if (guid == null || recently.did(new Pinned(id))) {
            return;
        }
        if (platforms.connection(id).filter(known -> known.guid() == null).isPresent()) {
            platforms.pin(id, guid);
        }
        recently.remember(new Pinned(id));
    }

    private boolean isSafe(Platform platform, String deploymentId, @Nullable String guid, boolean first) {
        Optional<Connection> known = platforms
                .connection(platform.id())
                .filter(connection -> connection.origin() == Connection.Origin.DYNAMIC)
                .filter(connection -> connection.removedAt() == null);
        if (known.isEmpty() || isSomebodyElses(platform, deploymentId)) {
            return false;
        }
        String pinned = known.get().guid();
        if (pinned != null) {
            return pinned.equals(guid);
        }
        Instant until = known.get().registeredAt().plus(FIRST_LAUNCH_WITHIN);
        return first && clock.instant().isBefore(until);
    }

    /** A place belongs to one registration; who claims another one's must be looked at by a person. */
    private boolean isSomebodyElses(Platform platform, String deploymentId) {
        return platforms.findByIssuer(platform.issuer()).stream()
                .filter(other -> !other.id().equals(platform.id()))
                .anyMatch(other -> platforms.acceptsDeployment(other.id(), deploymentId));
    }

    private void learn(PlatformId id, String deploymentId, @Nullable String guid) {
        platforms.accept(id, deploymentId);
        if (guid != null) {
            platforms.pin(id, guid);
        }
        jdbc.remove(id, deploymentId);
        LOG.info("A deployment of platform {} was learned at its first launch.", id.value());
    }

    @Override
    public List<Waiting> waiting(PlatformId platform) {
        return jdbc.waiting(platform);
    }

    @Override
    public void dismiss(PlatformId platform, String deploymentId) {
        transactions.executeWithoutResult(status -> jdbc.remove(platform, deploymentId));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
