package org.cairn.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.cairn.people.Identifier;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.people.Person;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;

/**
 * From the wire to the award: the whole application, spoken to as a source speaks to it, each {@link World} in an
 * institution of its own. All classes that extend this one share one application.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(SourceWorld.Times.class)
public abstract class SourceWorld {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @LocalServerPort
    private int port;

    @Value("${cairn.operator-token}")
    private String token;

    @Autowired
    protected Learners learners;

    @Autowired
    protected Platforms platforms;

    @Autowired
    private PassingClock clock;

    private final List<World> worlds = new ArrayList<>();

    /** The clock of the application goes on by so much, as if nobody had come by for a while. */
    protected void later(Duration time) {
        clock.pass(time);
    }

    protected Instant now() {
        return clock.instant();
    }

    /** For platforms of tests, whose launches must not be older than the application thinks. */
    protected Clock clock() {
        return clock;
    }

    /** The real time, which a test may let pass more quickly. */
    static final class PassingClock extends Clock {

        private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

        void pass(Duration time) {
            passed.accumulateAndGet(time, Duration::plus);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(passed.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @TestConfiguration
    static class Times {
        @Bean
        @Primary
        PassingClock passingClock() {
            return new PassingClock();
        }
    }

    @AfterEach
    void closeWorlds() {
        worlds.forEach(World::close);
    }

    /** A new institution with one platform, whose issuer is {@code https://<random>.example.edu}. */
    protected World world(Family family) {
        return world(family, "https://%s.example.edu".formatted(UUID.randomUUID()));
    }

    /** A new institution with one platform of this issuer (for Moodle: its wwwroot). */
    protected World world(Family family, String issuer) {
        World world = new World(family, issuer);
        worlds.add(world);
        return world;
    }

    /** A new institution with the platform that a test plays itself. */
    protected World world(Function<String, NewPlatform> registration) {
        World world = new World(registration);
        worlds.add(world);
        return world;
    }

    /** A recording of ours: {@code xapi/regraded-down.json}, with every {@code {{name}}} replaced. */
    protected static String recorded(String path, Map<String, String> values) {
        try (InputStream in = SourceWorld.class.getResourceAsStream("/recorded/" + path)) {
            assertThat(in).as("src/test/resources/recorded/" + path).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("{{" + value.getKey() + "}}", value.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    protected static String recorded(String path) {
        return recorded(path, Map.of());
    }

    /** One way in: where to send to, and what to show. */
    public record Way(String path, String secret) {
        public String basic() {
            return "Authorization: Basic "
                    + Base64.getEncoder().encodeToString(("cairn:" + secret).getBytes(StandardCharsets.UTF_8));
        }

        public String bearer() {
            return "Authorization: Bearer " + secret;
        }
    }

    /** One institution, its platform and what was set up there. */
    public final class World implements AutoCloseable {

        public final String institution = "University of " + UUID.randomUUID();
        public final ApiClient api = new ApiClient(port, token, institution);
        public final Platform platform;
        public final String issuer;
        private final RawHttp http = new RawHttp(port);

        private World(Family family, String issuer) {
            this.issuer = issuer;
            platform = register(family, issuer);
        }

        /** One more platform of the same institution. */
        public Platform another(Family family) {
            return register(family, "https://%s.example.edu".formatted(UUID.randomUUID()));
        }

        private Platform register(Family family, String issuer) {
            String id = api.post("/api/platforms", """
                            {"institution": "%s", "name": "LMS", "family": "%s", "issuer": "%s", "clientId": "%s",
                             "authorizationUrl": "%4$s/auth", "tokenUrl": "%4$s/token", "jwksUrl": "%4$s/jwks", "deploymentIds": ["1"]}""".replace("%4$s", issuer)
                            .formatted(institution, family.name().toLowerCase(Locale.ROOT), issuer, UUID.randomUUID()))
                    .path("id")
                    .stringValue();
            return platforms.find(UUID.fromString(id)).orElseThrow();
        }

        private World(Function<String, NewPlatform> registration) {
            platform = platforms.register(registration.apply(institution));
            issuer = platform.issuer();
        }

        /** Opens a feed that is guarded by a secret. */
        public Way feed(String kind) {
            return feed(kind, "");
        }

        /** Opens a feed with more settings, such as {@code "strict": true}. */
        public Way feed(String kind, String settings) {
            JsonNode feed = api.post(
                    "/api/feeds",
                    "{\"platform\": \"%s\", \"kind\": \"%s\"%s}"
                            .formatted(platform.id().value(), kind, settings.isEmpty() ? "" : ", " + settings));
            return new Way(
                    URI.create(feed.path("url").stringValue()).getPath(),
                    feed.path("secret").asString(""));
        }

        /** A published badge of one milestone with this rule for it, such as {@code score: {of: step, at-least: 80%}}. */
        public void badge(String key, String rule, String course, String activity) {
            api.putYaml("/api/badges", """
                    badge: %s
                    title: Badge %s
                    milestones: {step: Step}
                    rule:
                      %s
                    on-regrade: revoke
                    """.formatted(key, key, rule));
            api.put("/api/bindings", """
                    {"badge": "%s", "milestone": "step", "platform": "%s", "course": "%s", "activity": "%s"}""".formatted(key, platform.id().value(), course, activity));
            api.post("/api/badges/" + key + "/publish", "");
        }

        public void badgeForScore(String key, String course, String activity) {
            badge(key, "score: {of: step, at-least: 80%}", course, activity);
        }

        public void badgeForCompletion(String key, String course, String activity) {
            badge(key, "complete: step", course, activity);
        }

        /** Makes a person known under these identifiers, as a launch or a roster would. */
        public LearnerId student(Identifier... identifiers) {
            return student("Somebody", null, identifiers);
        }

        public LearnerId student(String name, String email, Identifier... identifiers) {
            return learners.know(platform.id(), new Person(new LinkedHashSet<>(List.of(identifiers)), name, email));
        }

        /** Erases somebody for good, as they may ask for. */
        public void erase(LearnerId learner) {
            RawHttp.Answer answer =
                    api.exchange("DELETE", "/api/learners/" + learner.value(), "", "Accept: application/json");
            assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        }

        /** Sends as this feed's source does. */
        public RawHttp.Answer send(String method, String target, byte[] body, String... headers) throws IOException {
            return http.exchange(method, target, body, headers);
        }

        public RawHttp.Answer post(Way way, String rest, String json, String... headers) throws IOException {
            List<String> all = new ArrayList<>(List.of(headers));
            all.add("Content-Type: application/json");
            if (!way.secret().isEmpty() && all.stream().noneMatch(one -> one.startsWith("Authorization:"))) {
                all.add(way.basic());
            }
            return send("POST", way.path() + rest, json.getBytes(StandardCharsets.UTF_8), all.toArray(String[]::new));
        }

        public RawHttp.Answer post(Way way, byte[] body, String type, String authorization) throws IOException {
            return authorization.isEmpty()
                    ? send("POST", way.path(), body, "Content-Type: " + type)
                    : send("POST", way.path(), body, "Content-Type: " + type, authorization);
        }

        /** Makes a new secret for a feed. */
        public Way renewed(Way way) {
            String id = way.path().split("/")[2];
            return new Way(
                    way.path(),
                    api.post("/api/feeds/" + id + "/secret", "").path("secret").stringValue());
        }

        /** Returns when everything that came was worked off, every learner looked at. */
        public World settled() {
            api.awaitSettled(PATIENCE);
            return this;
        }

        /** Which badges somebody holds, once all is settled, since when. */
        public Map<String, Instant> holds(LearnerId learner) {
            settled();
            Map<String, Instant> held = new TreeMap<>();
            for (JsonNode award : api.all("/api/awards?learner=" + learner.value())) {
                if (!award.path("state").stringValue().equalsIgnoreCase("revoked")) {
                    held.put(
                            award.path("badge").stringValue(),
                            Instant.parse(award.path("earnedAt").stringValue()));
                }
            }
            return held;
        }

        public Optional<Instant> heldSince(LearnerId learner, String badge) {
            return Optional.ofNullable(holds(learner).get(badge));
        }

        /** The counts of the institution's inbox. */
        public JsonNode tally() {
            settled();
            return api.get("/api/ingestion");
        }

        @Override
        public void close() {
            http.close();
            api.close();
        }
    }
}
