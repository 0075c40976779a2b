package org.cairn.practice.moodle;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cairn.practice.lti.RegistrationJson;
import org.cairn.practice.lti.RegistrationTokens.Permission;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Scopes;
import org.cairn.practice.world.Tool;
import tools.jackson.databind.JsonNode;

/** What a Moodle makes of a registration, and how it describes that to the tool. */
final class MoodleTools {

    private static final String TOOL = RegistrationJson.TOOL;

    private MoodleTools() {}

    static Tool registered(Campus campus, Permission permission, JsonNode asked) {
        JsonNode tool = asked.path(TOOL);
        Long number = permission.number();
        Tool old = number == null ? null : campus.tools().numbered(number).orElse(null);
        long id = old == null ? campus.tools().nextNumber() : old.number();
        Set<String> claims = new LinkedHashSet<>(List.of("sub", "iss"));
        List<String> wanted = RegistrationJson.texts(tool.path("claims"));
        if (wanted.stream().anyMatch(one -> one.contains("name"))) {
            claims.addAll(List.of("name", "family_name", "given_name"));
        }
        if (wanted.contains("email")) {
            claims.add("email");
        }
        return new Tool(
                permission.clientId(),
                id,
                text(asked, "client_name"),
                text(tool, "domain"),
                text(asked, "initiate_login_uri"),
                RegistrationJson.texts(asked.path("redirect_uris")),
                text(tool, "target_link_uri").isEmpty()
                        ? "https://" + text(tool, "domain")
                        : text(tool, "target_link_uri"),
                text(asked, "jwks_uri"),
                granted(List.of(text(asked, "scope").split("\\s+"))),
                List.copyOf(claims),
                "public",
                RegistrationJson.strings(tool.path("custom_parameters")),
                tool.path("messages")
                        .valueStream()
                        .filter(one -> Tool.PICK.equals(text(one, "type")))
                        .map(one -> new Tool.Message(
                                Tool.PICK,
                                one.path("target_link_uri").asString(null),
                                null,
                                List.of("ContentArea"),
                                Map.of(),
                                true))
                        .limit(1)
                        .toList(),
                old != null && old.on(),
                old != null && old.placed(),
                Long.toString(id));
    }

    /** Any grade scope brings reading and scoring; only {@code lineitem} itself brings columns of one's own. */
    private static List<String> granted(List<String> asked) {
        Set<String> granted = new LinkedHashSet<>();
        if (asked.stream().anyMatch(one -> one.startsWith(Scopes.AGS_PREFIX))) {
            granted.addAll(List.of(Scopes.LINE_ITEM_READ, Scopes.RESULT, Scopes.SCORE));
        }
        if (asked.contains(Scopes.LINE_ITEM)) {
            granted.add(Scopes.LINE_ITEM);
        }
        if (asked.contains(Scopes.MEMBERSHIP)) {
            granted.add(Scopes.MEMBERSHIP);
        }
        return List.copyOf(granted);
    }

    /** The answer, which claims the scope {@code lineitem} also where it was not granted, and cuts values at a second =. */
    static Map<String, Object> described(Tool tool) {
        Set<String> scopes = new LinkedHashSet<>(tool.scopes());
        if (tool.has(Scopes.SCORE)) {
            scopes.add(Scopes.LINE_ITEM);
        }
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("client_id", tool.clientId());
        described.put("token_endpoint_auth_method", "private_key_jwt");
        described.put("response_types", List.of("id_token"));
        described.put("jwks_uri", tool.jwksUrl());
        described.put("initiate_login_uri", tool.loginUrl());
        described.put("grant_types", List.of("client_credentials", "implicit"));
        described.put("redirect_uris", tool.redirectUris());
        described.put("application_type", "web");
        described.put("client_name", tool.name());
        described.put("scope", String.join(" ", scopes));
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("version", "1.3.0");
        configuration.put("deployment_id", tool.deployment());
        configuration.put("target_link_uri", tool.target());
        configuration.put("domain", tool.domain());
        configuration.put("claims", tool.claims());
        configuration.put(
                "messages",
                tool.messages().stream()
                        .map(one -> Map.of(
                                "type",
                                one.type(),
                                "target_link_uri",
                                Objects.requireNonNullElse(one.target(), tool.target())))
                        .toList());
        Map<String, String> custom = new LinkedHashMap<>(tool.custom());
        custom.replaceAll((name, value) -> value.split("=", 2)[0]);
        configuration.put("custom_parameters", custom);
        described.put(TOOL, configuration);
        return described;
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).asString("").trim();
    }
}
