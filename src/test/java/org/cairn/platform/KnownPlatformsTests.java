package org.cairn.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.complaint.TestComplaints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class KnownPlatformsTests {

    private final TestDatabase.Fresh database;
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final Platforms platforms;
    private final Platforms otherNode;

    KnownPlatformsTests(TestDatabase database) {
        this.database = database.fresh();
        this.platforms = TestPlatforms.on(this.database, clock);
        this.otherNode = TestPlatforms.on(this.database, clock);
    }

    @Test
    @Case("S77")
    void nobodyRegistersWhatWouldBringThemTokensForAnother() {
        platforms.register(withClient("Ours", "https://lms.ours.example", "abcDEF", "https://lms.ours.example/token"));
        platforms.register(
                withClient("Ours", "https://canvas.ours.example", "101", "https://canvas.ours.example/token"));

        assertThatThrownBy(() -> platforms.register(
                        withClient("Theirs", "https://evil.example", "abcDEF", "https://lms.ours.example/token")))
                .isInstanceOf(Platforms.AlreadyRegistered.class);
        assertThatThrownBy(() -> platforms.connect(
                        withClient("Theirs", "https://evil.example", "abcDEF", "https://alias.example/token"),
                        Connection.Origin.DYNAMIC,
                        null,
                        null))
                .isInstanceOf(Platforms.AlreadyRegistered.class);
        assertThatThrownBy(() -> platforms.register(
                        withClient("Theirs", "https://evil.example", "101", "https://WWW.ours.example:443/token")))
                .isInstanceOf(Platforms.AlreadyRegistered.class);
        assertThat(platforms.register(withClient(
                        "Theirs", "https://canvas.theirs.example", "101", "https://canvas.theirs.example/token")))
                .isNotNull();
    }

    /** Hosted Canvas takes one client id under many names, and in a short form as well. */
    @Test
    @Case("S77")
    void nobodySharesAClientIdOfHostedCanvas() {
        platforms.register(new NewPlatform(
                "Ours",
                "LMS",
                Family.CANVAS,
                "https://canvas.instructure.com",
                "170000000000123",
                URI.create("https://sso.canvaslms.com/api/lti/authorize_redirect"),
                URI.create("https://sso.canvaslms.com/login/oauth2/token"),
                URI.create("https://sso.canvaslms.com/api/lti/security/jwks"),
                List.of()));

        for (String clientId : List.of("170000000000123", "123")) {
            for (String host : List.of("ours.instructure.com", "canvas.ours.example", "evil.example")) {
                NewPlatform theirs = withClient(
                        "Theirs", "https://evil.example", clientId, "https://" + host + "/login/oauth2/token");
                assertThatThrownBy(() -> platforms.register(theirs))
                        .as("%s at %s", clientId, host)
                        .isInstanceOf(Platforms.AlreadyRegistered.class);
            }
        }
        for (String clientId : List.of("0170000000000123", "17~123", "-123")) {
            NewPlatform theirs = withClient(
                    "Theirs", "https://evil.example", clientId, "https://ours.instructure.com/login/oauth2/token");
            assertThatThrownBy(() -> platforms.register(theirs))
                    .as(clientId)
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(refused ->
                            assertThat(TestComplaints.english(refused)).contains("clientId"));
        }
        assertThat(platforms.register(withClient(
                        "Theirs",
                        "https://canvas.theirs.example",
                        "230000000000123",
                        "https://x.instructure.com/token")))
                .isNotNull();
    }

    /** Who is told for which server our assertions are meant could otherwise name another's and pass them on. */
    @Test
    @Case("S77")
    void nobodyIsGivenAssertionsThatAnothersTokenServerTakes() {
        platforms.register(
                withClient("Ours", "https://canvas.ours.example", "101", "https://canvas.ours.example/token"));
        NewPlatform theirs = withClient("Theirs", "https://evil.example", "101", "https://evil.example/token");

        for (String audience :
                List.of("https://canvas.ours.example/token", "canvas.ours.example", "urn:ours", "not a url", "")) {
            assertThatThrownBy(() -> platforms.connect(theirs, Connection.Origin.DYNAMIC, null, audience))
                    .as(audience)
                    .isInstanceOf(Platforms.AlreadyRegistered.class);
        }
        platforms.connect(theirs, Connection.Origin.DYNAMIC, null, "https://login.evil.example/");

        platforms.connect(
                withClient("Third", "https://early.example", "102", "https://early.example/token"),
                Connection.Origin.DYNAMIC,
                null,
                "https://canvas.late.example/token");
        assertThatThrownBy(() -> platforms.register(
                        withClient("Late", "https://canvas.late.example", "102", "https://canvas.late.example/token")))
                .isInstanceOf(Platforms.AlreadyRegistered.class);
    }

    private static NewPlatform withClient(String institution, String issuer, String clientId, String tokenUrl) {
        return new NewPlatform(
                institution,
                "LMS",
                Family.OTHER,
                issuer,
                clientId,
                URI.create(issuer + "/authorize"),
                URI.create(tokenUrl),
                URI.create(issuer + "/jwks"),
                List.of());
    }

    @Test
    void aRegisteredPlatformIsFoundByEveryName() {
        NewPlatform asked = TestPlatforms.registration("University", Family.MOODLE);
        assertThat(platforms.find(asked.issuer(), asked.clientId())).isEmpty();
        Platform platform = platforms.register(asked);
        assertThat(platforms.find(asked.issuer(), asked.clientId())).contains(platform);
        assertThat(platforms.find(platform.id())).contains(platform);
        assertThat(platforms.find(platform.id().value())).contains(platform);
        assertThat(platforms.findByIssuer(asked.issuer())).containsExactly(platform);
        assertThat(platforms.of(platform.id().institution())).containsExactly(platform);
        assertThat(platforms.deployments(platform.id())).containsExactly("deployment-1");
        assertThat(platforms.acceptsDeployment(platform.id(), "deployment-1")).isTrue();
        assertThat(platforms.acceptsDeployment(platform.id(), "deployment-2")).isFalse();
        Institution university = platforms.institutionNamed("University").orElseThrow();
        assertThat(platforms.institutions()).containsExactly(university);
        assertThat(platforms.institution(university.id())).contains(university);
        assertThat(platforms.find(new PlatformId(
                        new InstitutionId(UUID.randomUUID()), platform.id().value())))
                .isEmpty();
    }

    @Test
    void anIssuerAndClientIdAreRegisteredOnce() {
        NewPlatform asked = TestPlatforms.registration("University", Family.CANVAS);
        platforms.register(asked);
        assertThatThrownBy(() -> otherNode.register(asked)).isInstanceOf(Platforms.AlreadyRegistered.class);
    }

    @Test
    void nodesThatRegisterAtOnceShareTheInstitution() throws Exception {
        List<Callable<Platform>> calls = IntStream.range(0, 8)
                .<Callable<Platform>>mapToObj(i -> () -> (i % 2 == 0 ? platforms : otherNode)
                        .register(TestPlatforms.registration("University", Family.OTHER)))
                .toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var call : threads.invokeAll(calls)) {
                call.get();
            }
        }
        assertThat(platforms.institutions()).hasSize(1);
        assertThat(platforms.of(platforms.institutions().getFirst().id())).hasSize(8);
    }

    @Test
    void aChangeIsSeenAtOnceHereAndInFiveSecondsElsewhere() {
        Platform platform = platforms.register(TestPlatforms.registration("University", Family.CANVAS));
        assertThat(otherNode.find(platform.id()).orElseThrow().active()).isTrue();
        assertThat(otherNode.acceptsDeployment(platform.id(), "new")).isFalse();
        assertThat(platforms.find(platform.id()).orElseThrow().active()).isTrue();
        platforms.pause(platform.id(), true);
        platforms.accept(platform.id(), "new");
        assertThat(platforms.find(platform.id()).orElseThrow().active()).isFalse();
        assertThat(platforms
                        .find(platform.issuer(), platform.clientId())
                        .orElseThrow()
                        .active())
                .isFalse();
        assertThat(otherNode.find(platform.id()).orElseThrow().active()).isTrue();
        clock.advance(Duration.ofSeconds(5));
        assertThat(otherNode.find(platform.id()).orElseThrow().active()).isFalse();
        assertThat(otherNode.acceptsDeployment(platform.id(), "new")).isTrue();
        otherNode.pause(platform.id(), false);
        assertThat(otherNode.find(platform.id()).orElseThrow().active()).isTrue();
    }

    @Test
    void whatCannotBeAcceptedIsNamed() {
        NewPlatform good = TestPlatforms.registration("University", Family.CANVAS);
        refused(with(good, "http://lms.example.edu", "https://lms.example.edu/jwks"), "issuer");
        refused(with(good, "lms", "https://lms.example.edu/jwks"), "issuer");
        refused(with(good, "https://lms example", "https://lms.example.edu/jwks"), "issuer");
        for (String url : List.of(
                "http://lms.example.edu/jwks",
                "ftp://lms.example.edu/jwks",
                "file:///etc/passwd",
                "/jwks",
                "mailto:a@example.edu",
                "https://user@lms.example.edu/jwks",
                "https://lms.example.edu/jwks#key",
                "http://127.0.0.1.example.edu/jwks",
                "https://lms.example.edu/" + "x".repeat(500))) {
            refused(with(good, good.issuer(), url), "jwksUrl");
        }
        refused(named(good, " "), "name");
        refused(named(good, "x".repeat(256)), "name");
        refused(named(good, "a\u0000b"), "name");
        assertThat(platforms.institutions()).isEmpty();
        platforms.register(with(good, "http://localhost:8099", "http://[::1]:8099/jwks"));
    }

    private void refused(NewPlatform platform, String field) {
        assertThatThrownBy(() -> platforms.register(platform))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains(field));
    }

    private static NewPlatform with(NewPlatform good, String issuer, String jwksUrl) {
        return new NewPlatform(
                good.institution(),
                good.name(),
                good.family(),
                issuer,
                good.clientId(),
                good.authorizationUrl(),
                good.tokenUrl(),
                URI.create(jwksUrl),
                good.deploymentIds());
    }

    private static NewPlatform named(NewPlatform good, String name) {
        return new NewPlatform(
                good.institution(),
                name,
                good.family(),
                good.issuer(),
                good.clientId(),
                good.authorizationUrl(),
                good.tokenUrl(),
                good.jwksUrl(),
                good.deploymentIds());
    }
}
