package org.cairn.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cairn.database.Text;
import org.cairn.vault.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The platforms, remembered for five seconds: launches ask for them all the time, and they hardly ever change. */
@Component
class KnownPlatforms implements Platforms {

    private static final Duration KEEP = Duration.ofSeconds(5);
    private static final int MOST = 2_000;
    private static final int LONGEST = 255;

    private record Registration(String issuer, String clientId) {}

    private final JdbcPlatforms jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final ShortMemory<UUID, Optional<Platform>> byId;
    private final ShortMemory<Registration, Optional<Platform>> byRegistration;
    private final ShortMemory<String, List<Platform>> byIssuer;
    private final ShortMemory<PlatformId, Set<String>> deployments;

    KnownPlatforms(JdbcPlatforms jdbc, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.byId = new ShortMemory<>(clock, KEEP, MOST);
        this.byRegistration = new ShortMemory<>(clock, KEEP, MOST);
        this.byIssuer = new ShortMemory<>(clock, KEEP, MOST);
        this.deployments = new ShortMemory<>(clock, KEEP, MOST);
    }

    @Override
    public Platform register(NewPlatform asked) {
        NewPlatform checked = RegistrationRules.checked(asked);
        return transactions.execute(status -> {
            forgetAfterwards();
            Platform platform = platform(checked, institutionFor(checked.institution()));
            checkClientId(platform, null);
            if (!jdbc.add(platform, now())) {
                throw new AlreadyRegistered(checked.issuer(), checked.clientId());
            }
            checked.deploymentIds().forEach(deployment -> jdbc.addDeployment(platform.id(), deployment));
            return platform;
        });
    }

    @Override
    public Platform connect(
            NewPlatform asked, Connection.Origin origin, @Nullable String guid, @Nullable String tokenAudience) {
        NewPlatform checked = RegistrationRules.checked(asked);
        return transactions.execute(status -> {
            forgetAfterwards();
            Platform platform = platform(checked, institutionFor(checked.institution()));
            checkClientId(platform, tokenAudience);
            if (!jdbc.add(platform, now())) {
                platform = renewed(platform);
            }
            PlatformId id = platform.id();
            jdbc.describe(id, origin, guid, tokenAudience);
            checked.deploymentIds().forEach(deployment -> jdbc.addDeployment(id, deployment));
            return platform;
        });
    }

    private void checkClientId(Platform asked, @Nullable String audience) {
        ClientIds.Held here = new ClientIds.Held(asked, audience);
        boolean anothers = jdbc.elsewhere(asked.id().institution()).stream()
                .filter(other -> ClientIds.areSame(asked.clientId(), other.clientId()))
                .anyMatch(other -> !ClientIds.mayBothBe(here, held(other)));
        if (anothers) {
            throw new AlreadyRegistered(asked.issuer(), asked.clientId());
        }
    }

    private ClientIds.Held held(Platform platform) {
        return new ClientIds.Held(
                platform,
                jdbc.connection(platform.id()).map(Connection::tokenAudience).orElse(null));
    }

    /** The registration that stands already with what was said now; it must be the same institution's. */
    private Platform renewed(Platform said) {
        Platform known = jdbc.find(said.issuer(), said.clientId())
                .filter(one -> one.id().institution().equals(said.id().institution()))
                .orElseThrow(() -> new AlreadyRegistered(said.issuer(), said.clientId()));
        Platform renewed = new Platform(
                known.id(),
                said.name(),
                said.family(),
                said.issuer(),
                said.clientId(),
                said.authorizationUrl(),
                said.tokenUrl(),
                said.jwksUrl(),
                true);
        jdbc.update(renewed);
        return renewed;
    }

    @Override
    public Optional<Connection> connection(PlatformId id) {
        return jdbc.connection(id);
    }

    @Override
    public void pin(PlatformId id, String guid) {
        String checked = RegistrationRules.guid(guid);
        transactions.executeWithoutResult(status -> jdbc.pin(id, checked));
    }

    @Override
    public void remove(PlatformId id) {
        transactions.executeWithoutResult(status -> {
            forgetAfterwards();
            jdbc.remove(id, now());
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private InstitutionId institutionFor(String name) {
        return jdbc.institutionNamed(name)
                .or(() -> {
                    jdbc.add(new Institution(new InstitutionId(Ids.next()), name));
                    return jdbc.institutionNamed(name);
                })
                .orElseThrow()
                .id();
    }

    private static Platform platform(NewPlatform asked, InstitutionId institution) {
        return new Platform(
                new PlatformId(institution, Ids.next()),
                asked.name(),
                asked.family(),
                asked.issuer(),
                asked.clientId(),
                asked.authorizationUrl(),
                asked.tokenUrl(),
                asked.jwksUrl(),
                true);
    }

    @Override
    public void accept(PlatformId id, String deploymentId) {
        String checked = RegistrationRules.deploymentId(deploymentId);
        transactions.executeWithoutResult(status -> {
            forgetAfterwards();
            jdbc.addDeployment(id, checked);
        });
    }

    @Override
    public void pause(PlatformId id, boolean paused) {
        transactions.executeWithoutResult(status -> {
            forgetAfterwards();
            jdbc.setActive(id, !paused);
        });
    }

    /** Others must not read the old state into memory between our change and its commit. */
    private void forgetAfterwards() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                forget();
            }
        });
    }

    private void forget() {
        byId.forget();
        byRegistration.forget();
        byIssuer.forget();
        deployments.forget();
    }

    @Override
    public Optional<Platform> find(PlatformId id) {
        return find(id.value()).filter(platform -> platform.id().equals(id));
    }

    @Override
    public Optional<Platform> find(UUID id) {
        return byId.get(id, jdbc::find);
    }

    @Override
    public Optional<Platform> find(String issuer, String clientId) {
        if (!isStorable(issuer) || !isStorable(clientId)) {
            return Optional.empty();
        }
        return byRegistration.get(new Registration(issuer, clientId), asked -> jdbc.find(issuer, clientId));
    }

    @Override
    public List<Platform> findByIssuer(String issuer) {
        return !isStorable(issuer) ? List.of() : byIssuer.get(issuer, jdbc::byIssuer);
    }

    /** Strangers send what they like: what no registration can hold is neither asked for nor remembered. */
    private static boolean isStorable(String text) {
        return text.length() <= LONGEST && Text.isPlain(text);
    }

    @Override
    public List<Platform> of(InstitutionId institution) {
        return jdbc.of(institution);
    }

    @Override
    public List<Institution> institutions() {
        return jdbc.institutions();
    }

    @Override
    public Optional<Institution> institution(InstitutionId id) {
        return jdbc.institution(id);
    }

    @Override
    public Optional<Institution> institutionNamed(String name) {
        return isStorable(name) ? jdbc.institutionNamed(name.strip()) : Optional.empty();
    }

    @Override
    public List<String> deployments(PlatformId id) {
        return List.copyOf(deploymentsOf(id));
    }

    @Override
    public boolean acceptsDeployment(PlatformId id, String deploymentId) {
        return deploymentsOf(id).contains(deploymentId);
    }

    private Set<String> deploymentsOf(PlatformId id) {
        return deployments.get(id, asked -> new LinkedHashSet<>(jdbc.deployments(asked)));
    }
}
