package org.cairn.web.api;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cairn.complaint.Objection;
import org.cairn.platform.Family;
import org.cairn.platform.Institution;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;

/** Platforms and institutions in memory. */
public abstract class FakePlatforms implements Platforms {
    public final List<Institution> institutions = new ArrayList<>();
    public final Map<Platform, List<String>> platforms = new LinkedHashMap<>();
    public final List<PlatformId> removed = new ArrayList<>();

    public void clear() {
        institutions.clear();
        platforms.clear();
        removed.clear();
    }

    public Platform given(String institution, Family family) {
        int n = platforms.size();
        return register(new NewPlatform(
                institution,
                "Platform " + n,
                family,
                "https://lms%d.example.edu".formatted(n),
                "client",
                URI.create("https://lms.example.edu/auth"),
                URI.create("https://lms.example.edu/token"),
                URI.create("https://lms.example.edu/jwks"),
                List.of("1")));
    }

    @Override
    public Platform register(NewPlatform given) {
        if ("ftp".equals(given.jwksUrl().getScheme())) {
            throw Objection.of("field.https", "jwksUrl");
        }
        if (platforms.keySet().stream()
                .anyMatch(one ->
                        one.issuer().equals(given.issuer()) && one.clientId().equals(given.clientId()))) {
            throw new AlreadyRegistered(given.issuer(), given.clientId());
        }
        Institution institution = institutionNamed(given.institution()).orElseGet(() -> {
            Institution made = new Institution(new InstitutionId(UUID.randomUUID()), given.institution());
            institutions.add(made);
            return made;
        });
        Platform platform = new Platform(
                new PlatformId(institution.id(), UUID.randomUUID()),
                given.name(),
                given.family(),
                given.issuer(),
                given.clientId(),
                given.authorizationUrl(),
                given.tokenUrl(),
                given.jwksUrl(),
                true);
        platforms.put(platform, given.deploymentIds());
        return platform;
    }

    @Override
    public void remove(PlatformId id) {
        removed.add(id);
    }

    @Override
    public void pause(PlatformId id, boolean paused) {
        Platform one = find(id).orElseThrow();
        platforms.put(
                new Platform(
                        id,
                        one.name(),
                        one.family(),
                        one.issuer(),
                        one.clientId(),
                        one.authorizationUrl(),
                        one.tokenUrl(),
                        one.jwksUrl(),
                        !paused),
                platforms.remove(one));
    }

    @Override
    public Optional<Platform> find(PlatformId id) {
        return platforms.keySet().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Platform> find(UUID id) {
        return platforms.keySet().stream()
                .filter(one -> one.id().value().equals(id))
                .findFirst();
    }

    @Override
    public List<Platform> of(InstitutionId institution) {
        return platforms.keySet().stream()
                .filter(one -> one.id().institution().equals(institution))
                .filter(one -> !removed.contains(one.id()))
                .toList();
    }

    @Override
    public List<Institution> institutions() {
        return List.copyOf(institutions);
    }

    @Override
    public Optional<Institution> institution(InstitutionId id) {
        return institutions.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Institution> institutionNamed(String name) {
        return institutions.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    @Override
    public List<String> deployments(PlatformId id) {
        return find(id).map(platforms::get).orElse(List.of());
    }

    @Override
    public void accept(PlatformId id, String deploymentId) {
        find(id).ifPresent(platform -> platforms.merge(
                platform,
                List.of(deploymentId),
                (old, added) -> java.util.stream.Stream.concat(old.stream(), added.stream())
                        .distinct()
                        .toList()));
    }
}
