package org.cairn.practice.page;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.cairn.practice.Places;
import org.cairn.practice.moodle.StatementSender;
import org.cairn.practice.world.Assignment;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.World;
import org.springframework.context.annotation.Profile;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** Cairn's REST API, as any operator's script would call it. */
@Component
@Profile("practice")
class CairnApi {

    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<List<Map<String, Object>>> LIST =
            new ParameterizedTypeReference<>() {};

    private final RestClient http;

    CairnApi(Places places, Environment environment) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build());
        requests.setReadTimeout(Duration.ofSeconds(30));
        String token = environment.getRequiredProperty("cairn.operator-token");
        this.http = RestClient.builder()
                .requestFactory(requests)
                .baseUrl(places.toolOrigin())
                .defaultHeaders(headers -> headers.setBearerAuth(token))
                .build();
    }

    /** Registers this platform, unless it is registered already, and returns its id there. */
    String register(Places places) {
        try {
            return text(post("/api/platforms", registration(places)), "id");
        } catch (HttpClientErrorException e) {
            if (e.getStatusCode() != HttpStatus.CONFLICT) {
                throw e;
            }
            return find("/api/platforms", one -> places.issuer().equals(one.get("issuer")))
                    .map(one -> text(one, "id"))
                    .orElseThrow(() -> e);
        }
    }

    /** The feed for this platform's signed events: the one that is there, or a new one. */
    URI feed(String platform, Places places) {
        Map<String, Object> feed = feedOf(platform, "canvas")
                .orElseGet(() -> post(
                        "/api/feeds", Map.of("platform", platform, "kind", "canvas", "jwksUrl", places.own("/jwks"))));
        return URI.create(text(feed, "url"));
    }

    /** The platform with this issuer, once it is registered. */
    Optional<String> platform(String issuer) {
        return find("/api/platforms", one -> issuer.equals(one.get("issuer"))).map(one -> text(one, "id"));
    }

    /** Opens a feed for statements, or makes a new secret for the one there is. */
    StatementSender.Feed statements(String platform) {
        Map<String, Object> opened = feedOf(platform, "xapi")
                .map(one -> post(
                        "/api/feeds/" + text(one, "id") + "/secret?institution={institution}",
                        Map.of(),
                        World.INSTITUTION))
                .orElseGet(() -> post("/api/feeds", Map.of("platform", platform, "kind", "xapi")));
        return new StatementSender.Feed(text(opened, "url") + "/statements", text(opened, "secret"));
    }

    private Optional<Map<String, Object>> feedOf(String platform, String kind) {
        return find("/api/feeds", one -> platform.equals(one.get("platform")) && kind.equals(one.get("kind")));
    }

    /** Lets Cairn ask a platform every five minutes. */
    void ask(String platform, String base, String token) {
        post("/api/pulls", Map.of("platform", platform, "base", base, "token", token, "everyMinutes", 5));
    }

    /** Makes a one-time invitation, as an operator would, and returns the link that an administrator pastes. */
    String invite(Campus campus) {
        Map<String, Object> invitation = post(
                "/api/invitations",
                Map.of(
                        "institution",
                        World.INSTITUTION,
                        "family",
                        campus.manner().family(),
                        "name",
                        campus.manner().title()));
        return text(invitation, "url");
    }

    /** The keys of the published badges. */
    Set<String> published() {
        return get("/api/badges").stream()
                .filter(one -> "PUBLISHED".equalsIgnoreCase(String.valueOf(one.get("state"))))
                .map(one -> text(one, "key"))
                .collect(Collectors.toSet());
    }

    /** Stores badges, given as YAML documents, as drafts. */
    void putBadges(String yaml) {
        http.put()
                .uri("/api/badges?institution={institution}", World.INSTITUTION)
                .contentType(MediaType.APPLICATION_YAML)
                .body(yaml)
                .retrieve()
                .toBodilessEntity();
    }

    void publish(String badge) {
        http.post()
                .uri("/api/badges/{key}/publish?institution={institution}", badge, World.INSTITUTION)
                .retrieve()
                .toBodilessEntity();
    }

    /** The bindings of this platform's courses. */
    List<Map<String, Object>> bound(String platform) {
        return get("/api/bindings").stream()
                .filter(one -> platform.equals(one.get("platform")))
                .toList();
    }

    void bind(String platform, String badge, String milestone, Course course, Assignment assignment) {
        http.put()
                .uri("/api/bindings?institution={institution}", World.INSTITUTION)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of(
                        "badge", badge,
                        "milestone", milestone,
                        "platform", platform,
                        "course", Long.toString(course.id()),
                        "activity", assignment.activity()))
                .retrieve()
                .toBodilessEntity();
    }

    private static Map<String, Object> registration(Places places) {
        return Map.of(
                "institution", World.INSTITUTION,
                "name", "Practice LMS",
                "family", "canvas",
                "issuer", places.issuer(),
                "clientId", World.CLIENT_ID,
                "authorizationUrl", places.own("/authorize"),
                "tokenUrl", places.tokenUrl(),
                "jwksUrl", places.own("/jwks"),
                "deploymentIds", List.of(World.DEPLOYMENT_ID));
    }

    private Optional<Map<String, Object>> find(String path, Predicate<Map<String, Object>> wanted) {
        return get(path).stream().filter(wanted).findFirst();
    }

    private List<Map<String, Object>> get(String path) {
        List<Map<String, Object>> answer = http.get()
                .uri(path + "?institution={institution}", World.INSTITUTION)
                .retrieve()
                .body(LIST);
        return answer == null ? List.of() : answer;
    }

    private Map<String, Object> post(String path, Map<String, Object> body, Object... variables) {
        Map<String, Object> answer = http.post()
                .uri(path, variables)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve()
                .body(OBJECT);
        return answer == null ? Map.of() : answer;
    }

    private static String text(Map<String, Object> answer, String name) {
        if (answer.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalStateException("Cairn's answer has no '%s'".formatted(name));
    }
}
