package org.cairn.practice.canvas;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.practice.Manner;
import org.cairn.practice.PracticeKey;
import org.cairn.practice.lti.Bearer;
import org.cairn.practice.lti.Body;
import org.cairn.practice.lti.ClaimNames;
import org.cairn.practice.lti.Refusal;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Scopes;
import org.cairn.practice.world.Tool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells tools of what happened (LTI Platform Notification Service 1.0) as Canvas does: one handler for each type, and no
 * second try.
 */
@RestController
@Profile("practice")
@RequestMapping("/practice/api/lti/notice-handlers/{number}")
public class Notices {

    private static final String HELLO = "LtiHelloWorldNotice";
    private static final String COPY = "LtiContextCopyNotice";
    static final List<String> TYPES = List.of(HELLO, COPY);

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Bearer bearer;
    private final PracticeKey key;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, Map<String, String>> handlers = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    Notices(Bearer bearer, PracticeKey key, JsonMapper json, Clock clock) {
        this.bearer = bearer;
        this.key = key;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping
    Map<String, Object> subscribed(Campus campus, @RequestHeader HttpHeaders headers, @PathVariable long number) {
        return described(tool(campus, headers, number));
    }

    /** Sets the handler of one type; an empty one ends the subscription. */
    @PutMapping
    Map<String, Object> subscribe(
            Campus campus, @RequestHeader HttpHeaders headers, @PathVariable long number, @RequestBody String text) {
        Tool tool = tool(campus, headers, number);
        Body body = Body.of(Manner.CANVAS, json, text);
        String type = body.needs("notice_type", 422);
        String handler = body.text("handler");
        if (!TYPES.contains(type) || handler == null) {
            throw Refusal.canvas(422, "unknown notice_type, or no handler");
        }
        Map<String, String> mine = handlers.computeIfAbsent(tool.clientId(), id -> new ConcurrentHashMap<>());
        if (handler.isEmpty()) {
            mine.remove(type);
        } else {
            checkHost(tool, handler);
            mine.put(type, handler);
            if (type.equals(HELLO)) {
                send(campus, tool, type, Map.of());
            }
        }
        return described(tool);
    }

    /** Tells every tool that asked for it that a course is a copy of another. */
    public void copied(Campus campus, Course origin, Course copy) {
        for (Tool tool : campus.openTools()) {
            send(
                    campus,
                    tool,
                    COPY,
                    Map.of(
                            ClaimNames.LTI + "context",
                            Map.of(
                                    "id", campus.context(copy),
                                    "label", copy.code(),
                                    "title", copy.title(),
                                    "type", List.of("http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering")),
                            ClaimNames.LTI + "origin_contexts",
                            List.of(campus.context(origin))));
        }
    }

    private void send(Campus campus, Tool tool, String type, Map<String, Object> more) {
        String handler = handlers.getOrDefault(tool.clientId(), Map.of()).get(type);
        if (handler == null) {
            return;
        }
        String jwt = key.sign(claims(campus, tool, type, more));
        String body = json.writeValueAsString(Map.of("notices", List.of(Map.of("jwt", jwt))));
        HttpRequest request = HttpRequest.newBuilder(URI.create(handler))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        Thread.ofVirtual().name("practice-notice").start(() -> {
            try {
                HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
                LOG.debug("{} was answered with {}", type, answer.statusCode());
            } catch (IOException e) {
                LOG.debug("{} was not delivered, and is lost", type, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Map<String, Object> claims(Campus campus, Tool tool, String type, Map<String, Object> more) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>(more);
        claims.put("iss", campus.issuer());
        claims.put("aud", tool.clientId());
        claims.put("azp", tool.clientId());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + 3600);
        claims.put("nonce", UUID.randomUUID().toString());
        claims.put(ClaimNames.LTI + "version", "1.3.0");
        claims.put(ClaimNames.LTI + "deployment_id", tool.deployment());
        claims.put(
                ClaimNames.LTI + "notice",
                Map.of("id", UUID.randomUUID().toString(), "timestamp", now.toString(), "type", type));
        return claims;
    }

    private Tool tool(Campus campus, HttpHeaders headers, long number) {
        Tool tool = bearer.needs(campus, headers.getFirst(HttpHeaders.AUTHORIZATION), Scopes.NOTICES);
        if (tool.number() != number) {
            throw Refusal.canvas(404, "no such deployment of this tool");
        }
        return tool;
    }

    private Map<String, Object> described(Tool tool) {
        List<Map<String, String>> mine = new ArrayList<>();
        handlers.getOrDefault(tool.clientId(), Map.of())
                .forEach((type, handler) -> mine.add(Map.of("notice_type", type, "handler", handler)));
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("client_id", tool.clientId());
        described.put("deployment_id", tool.deployment());
        described.put("notice_handlers", mine);
        return described;
    }

    /** The handler must be the tool's own. */
    private static void checkHost(Tool tool, String handler) {
        try {
            String host = Objects.requireNonNullElse(URI.create(handler).getAuthority(), "");
            if (!host.equals(tool.domain())) {
                throw Refusal.canvas(422, "handler must be in the domain of the tool");
            }
        } catch (IllegalArgumentException e) {
            throw Refusal.canvas(422, "handler must be a URL");
        }
    }
}
