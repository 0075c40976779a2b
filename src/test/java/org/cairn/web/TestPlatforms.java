package org.cairn.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.platform.Connection;
import org.cairn.platform.Institution;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.jspecify.annotations.Nullable;

/** The platforms of the test world; a client id of all nines belongs to somebody else. */
final class TestPlatforms implements Platforms {

    private final TestWorld world;

    TestPlatforms(TestWorld world) {
        this.world = world;
    }

    @Override
    public Platform register(NewPlatform platform) {
        return connect(platform, Connection.Origin.MANUAL, null, null);
    }

    @Override
    public Platform connect(
            NewPlatform given, Connection.Origin origin, @Nullable String guid, @Nullable String audience) {
        if (given.clientId().matches("9+")) {
            throw new AlreadyRegistered(given.issuer(), given.clientId());
        }
        Platform platform = new Platform(
                new PlatformId(
                        institutionNamed(given.institution()).orElseThrow().id(), UUID.randomUUID()),
                given.name(),
                given.family(),
                given.issuer(),
                given.clientId(),
                given.authorizationUrl(),
                given.tokenUrl(),
                given.jwksUrl(),
                true);
        world.trusted.add(platform);
        return platform;
    }

    @Override
    public Optional<Connection> connection(PlatformId id) {
        return find(id).map(one ->
                new Connection(Connection.Origin.DYNAMIC, "guid-1", null, Instant.parse("2026-05-01T10:00:00Z"), null));
    }

    @Override
    public void pin(PlatformId id, String guid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(PlatformId id) {
        world.removed.add(id);
        world.trusted.removeIf(platform -> platform.id().equals(id));
    }

    @Override
    public Optional<Platform> find(PlatformId id) {
        return world.trusted.stream()
                .filter(platform -> platform.id().equals(id))
                .findFirst();
    }

    @Override
    public Optional<Platform> find(UUID id) {
        return world.trusted.stream()
                .filter(platform -> platform.id().value().equals(id))
                .findFirst();
    }

    @Override
    public List<Platform> of(InstitutionId institution) {
        return world.trusted.stream()
                .filter(platform -> platform.id().institution().equals(institution))
                .toList();
    }

    @Override
    public List<Institution> institutions() {
        return List.of(new Institution(TestWorld.INSTITUTION, "Example University"));
    }

    @Override
    public Optional<Institution> institution(InstitutionId id) {
        return institutions().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Institution> institutionNamed(String name) {
        return institutions().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    @Override
    public List<String> deployments(PlatformId id) {
        return List.of("1:abc");
    }

    @Override
    public Optional<Platform> find(String issuer, String clientId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Platform> findByIssuer(String issuer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean acceptsDeployment(PlatformId id, String deploymentId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void accept(PlatformId id, String deploymentId) {
        world.deployments.accepted.add(deploymentId);
    }

    @Override
    public void pause(PlatformId id, boolean paused) {
        world.trusted.replaceAll(one -> !one.id().equals(id)
                ? one
                : new Platform(
                        one.id(),
                        one.name(),
                        one.family(),
                        one.issuer(),
                        one.clientId(),
                        one.authorizationUrl(),
                        one.tokenUrl(),
                        one.jwksUrl(),
                        !paused));
    }
}
