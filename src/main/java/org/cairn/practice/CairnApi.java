package org.cairn.practice;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final RestClient http;

    CairnApi(Places places, Environment environment) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build());
        requests.setReadTimeout(Duration.ofSeconds(30));
        this.http = RestClient.builder()
                .requestFactory(requests)
                .baseUrl(places.toolOrigin())
                .defaultHeaders(
                        headers -> headers.setBearerAuth(environment.getRequiredProperty("cairn.operator-token")))
                .build();
    }

    /** Registers this platform and returns its id there; empty when it is registered already. */
    Optional<String> register(Places places) {
        try {
            return Optional.of(text(
                    post(
                            "/api/platforms",
                            Map.of(
                                    "institution", World.INSTITUTION,
                                    "name", "Practice LMS",
                                    "family", "canvas",
                                    "issuer", places.issuer(),
                                    "clientId", World.CLIENT_ID,
                                    "authorizationUrl", places.own("/authorize"),
                                    "tokenUrl", places.tokenUrl(),
                                    "jwksUrl", places.own("/jwks"),
                                    "deploymentIds", List.of(World.DEPLOYMENT_ID))),
                    "id"));
        } catch (HttpClientErrorException e) {
            if (e.getStatusCode() == HttpStatus.CONFLICT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Adds a feed for signed events and returns its absolute URL. */
    String addFeed(String platform, Places places) {
        return text(
                post("/api/feeds", Map.of("platform", platform, "kind", "canvas", "jwksUrl", places.own("/jwks"))),
                "url");
    }

    void putBadges(String yaml) {
        http.put()
                .uri("/api/badges")
                .contentType(MediaType.APPLICATION_YAML)
                .body(yaml)
                .retrieve()
                .toBodilessEntity();
    }

    void publish(String badge) {
        http.post().uri("/api/badges/{key}/publish", badge).retrieve().toBodilessEntity();
    }

    void bind(String platform, String badge, String milestone, Course course, Assignment assignment) {
        http.put()
                .uri("/api/bindings")
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

    private Map<String, Object> post(String path, Map<String, Object> body) {
        Map<String, Object> answer = http.post()
                .uri(path)
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
