package org.cairn.practice.canvas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.practice.lti.RegistrationJson;
import org.cairn.practice.lti.RegistrationTokens;
import org.cairn.practice.lti.RegistrationTokens.Permission;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Tool;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dynamic Registration (LTI Dynamic Registration 1.0) as Canvas does it. */
@RestController
@Profile("practice")
class CanvasRegistration {

    static final String CANVAS = "https://canvas.instructure.com/lti/";

    private static final Set<String> KEPT = Set.of(
            "application_type",
            "grant_types",
            "response_types",
            "redirect_uris",
            "initiate_login_uri",
            "client_name",
            "jwks_uri",
            "logo_uri",
            "client_uri",
            "tos_uri",
            "policy_uri",
            "contacts",
            "token_endpoint_auth_method",
            "scope");
    private static final Set<String> KEPT_OF_TOOL = Set.of(
            "domain",
            "secondary_domains",
            "target_link_uri",
            "description",
            "claims",
            "custom_parameters",
            CANVAS + "privacy_level",
            CANVAS + "tool_id",
            CANVAS + "vendor");
    private static final Set<String> KEPT_OF_MESSAGE = Set.of(
            "type",
            "target_link_uri",
            "label",
            "icon_uri",
            "custom_parameters",
            "placements",
            "roles",
            CANVAS + "course_navigation/default_enabled",
            CANVAS + "visibility",
            CANVAS + "display_type",
            CANVAS + "launch_width",
            CANVAS + "launch_height");

    private final RegistrationTokens tokens;
    private final JsonMapper json;

    CanvasRegistration(RegistrationTokens tokens, JsonMapper json) {
        this.tokens = tokens;
        this.json = json;
    }

    @GetMapping("/practice/api/lti/security/openid-configuration")
    ResponseEntity<Map<String, Object>> configuration(
            Campus campus, @RequestHeader(name = "Authorization", required = false) @Nullable String authorization) {
        return permission(campus, authorization) == null
                ? refused(401, List.of("the registration token is missing or has expired"))
                : ResponseEntity.ok(CanvasConfiguration.of(campus));
    }

    @PostMapping(path = "/practice/api/lti/registrations", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> register(
            Campus campus,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestBody String body) {
        Permission permission = permission(campus, authorization);
        if (permission == null || tokens.spent(permission)) {
            return refused(401, List.of("the registration token is missing, used or expired"));
        }
        JsonNode asked;
        try {
            asked = json.readTree(body);
        } catch (JacksonException e) {
            return refused(400, List.of("the body is not JSON"));
        }
        List<String> faults = CanvasRules.faults(asked);
        if (!faults.isEmpty()) {
            return refused(422, faults);
        }
        if (!tokens.use(permission)) {
            return refused(401, List.of("the registration token was used"));
        }
        Tool tool = campus.tools().put(tool(campus, permission, asked));
        return ResponseEntity.ok(echo(campus, tool, asked));
    }

    private @Nullable Permission permission(Campus campus, @Nullable String authorization) {
        return authorization == null || !authorization.startsWith("Bearer ")
                ? null
                : tokens.read(campus, authorization.substring(7)).orElse(null);
    }

    /** The tool as it will be: off, and installed nowhere. */
    private static Tool tool(Campus campus, Permission permission, JsonNode asked) {
        JsonNode tool = asked.path(RegistrationJson.TOOL);
        return new Tool(
                permission.clientId(),
                campus.tools().nextNumber(),
                asked.path("client_name").asString(),
                tool.path("domain").asString(),
                asked.path("initiate_login_uri").asString(),
                RegistrationJson.texts(asked.path("redirect_uris")),
                tool.path("target_link_uri").asString(),
                asked.path("jwks_uri").asString(),
                List.of(asked.path("scope").asString().trim().split("\\s+")),
                RegistrationJson.texts(tool.path("claims")),
                tool.path(CANVAS + "privacy_level").asString("anonymous"),
                RegistrationJson.strings(tool.path("custom_parameters")),
                tool.path("messages")
                        .valueStream()
                        .map(CanvasRegistration::message)
                        .toList(),
                false,
                false,
                null);
    }

    private static Tool.Message message(JsonNode message) {
        return new Tool.Message(
                message.path("type").asString(),
                message.path("target_link_uri").asString(null),
                message.path("label").asString(null),
                RegistrationJson.texts(message.path("placements")),
                RegistrationJson.strings(message.path("custom_parameters")),
                message.path(CANVAS + "course_navigation/default_enabled").asBoolean(true));
    }

    /** What was kept of the request, with the client id; what Canvas does not know is gone. */
    private Map<String, Object> echo(Campus campus, Tool tool, JsonNode asked) {
        Map<String, Object> echo = kept(asked, KEPT);
        echo.put("client_id", tool.clientId());
        Map<String, Object> configuration = kept(asked.path(RegistrationJson.TOOL), KEPT_OF_TOOL);
        List<Map<String, Object>> messages = new ArrayList<>();
        asked.path(RegistrationJson.TOOL).path("messages").forEach(one -> messages.add(kept(one, KEPT_OF_MESSAGE)));
        configuration.put("messages", messages);
        configuration.put(
                CANVAS + "registration_config_url", campus.own("/api/lti/registrations/" + tool.number() + "/view"));
        echo.put(RegistrationJson.TOOL, configuration);
        return echo;
    }

    private Map<String, Object> kept(JsonNode from, Set<String> names) {
        Map<String, Object> kept = new LinkedHashMap<>();
        from.properties().stream()
                .filter(one -> names.contains(one.getKey()))
                .forEach(one -> kept.put(one.getKey(), json.convertValue(one.getValue(), Object.class)));
        return kept;
    }

    private static ResponseEntity<Map<String, Object>> refused(int status, List<String> why) {
        return ResponseEntity.status(status)
                .body(Map.of(
                        "errors",
                        why.stream().map(one -> Map.of("message", one)).toList()));
    }
}
