package org.cairn.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.credential.Credentials.Check;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.Observation;
import org.cairn.pathway.Binding;
import org.cairn.pathway.Pathways;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.people.Person;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The room within the running application: an award is proven by itself, and its addresses answer strangers. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class CredentialRoomTests {

    private static final String TOKEN = "test-operator-token-of-at-least-32-characters";
    private static final String BADGE = """
            badge: charter
            title: Team charter
            milestones: {charter: Charter}
            rule: {score: {of: charter, at-least: 80%}}
            """;

    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    private Platforms platforms;

    @Autowired
    private Learners learners;

    @Autowired
    private Pathways pathways;

    @Autowired
    private EvidenceLog evidence;

    @Autowired
    private Awards awards;

    @Autowired
    private Credentials credentials;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @LocalServerPort
    private int port;

    @Test
    void scoreBecomesACredentialThatStrangersCanCheckOnceItIsShared() throws Exception {
        Platform platform = platform();
        LearnerId learner = learners.know(
                platform.id(), new Person(Set.of(new Identifier(IdentifierKind.SUB, "s-1")), "Ada Invented", null));
        Award award = earn(platform, learner);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.sql("select count(*) from credential where award = ? and document is not null")
                                .param(award.id())
                                .query(Long.class)
                                .single()
                        == 1);
        Credential credential =
                credentials.of(platform.id().institution(), List.of(award)).get(award.id());

        String file = credential.path() + ".json";
        assertThat(get(file).statusCode()).isEqualTo(404);
        assertThat(get(file, "Authorization", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
        assertThat(get(credential.path(), "Accept", "application/json", "Authorization", "Bearer " + TOKEN)
                        .body())
                .isEqualTo(credentials.json(credential));
        assertThat(get(credential.path(), "Accept", "application/json").statusCode())
                .isEqualTo(404);

        credentials.share(learner, credential.id(), true);
        HttpResponse<String> shared = get(credential.path(), "Accept", "application/vc+ld+json");
        assertThat(shared.statusCode()).isEqualTo(200);
        assertThat(shared.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/vc+ld+json"));
        assertThat(shared.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(credentials.verify(credential)).allMatch(Check::passed);

        JsonNode document = JsonMapper.shared().readTree(shared.body());
        UUID institution = platform.id().institution().value();
        assertThat(get("/issuers/%s/did.json".formatted(institution)).body())
                .contains(document.path("issuer").path("id").asString());
        assertThat(get("/badges/%s/charter.json".formatted(institution)).statusCode())
                .isEqualTo(200);
        String list =
                document.path("credentialStatus").path("statusListCredential").asString();
        assertThat(get(URI.create(list).getPath()).body()).contains("BitstringStatusListCredential");
    }

    private Platform platform() {
        URI url = URI.create("https://lms.example.edu/x");
        return platforms.register(new NewPlatform(
                "Example University",
                "Campus",
                Family.CANVAS,
                "https://lms.example.edu",
                "client-" + UUID.randomUUID(),
                url,
                url,
                url,
                List.of("1")));
    }

    private Award earn(Platform platform, LearnerId learner) throws Exception {
        Activity activity = new Activity(platform.id(), "565", "assignment:355");
        pathways.put(platform.id().institution(), BADGE);
        pathways.bind(platform.id().institution(), new Binding("charter", "charter", activity, null));
        pathways.publish(platform.id().institution(), "charter");
        Instant now = clock.instant();
        evidence.append(List.of(new Evidence(
                learner,
                "e-1",
                new Observation.Score(activity, new BigDecimal("90"), new BigDecimal("100")),
                now.minusSeconds(60),
                now,
                "feed:Campus")));
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> awards.of(learner).stream().findFirst().orElse(null), found -> found != null);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
