package org.cairn.practice.canvas;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cairn.practice.lti.RegistrationJson;
import org.cairn.practice.world.Scopes;
import org.cairn.practice.world.Tool;
import tools.jackson.databind.JsonNode;

/** What a Canvas requires of a registration. */
final class CanvasRules {

    static final List<String> OPENING = List.of("course_navigation", "account_navigation", "user_navigation");
    static final List<String> PICKING = List.of("assignment_selection", "link_selection", "editor_button");
    private static final Set<String> PRIVACY = Set.of("public", "name_only", "email_only", "anonymous");

    private CanvasRules() {}

    static List<String> faults(JsonNode asked) {
        List<String> faults = new ArrayList<>();
        exactly(faults, asked, "application_type", "web");
        exactly(faults, asked, "token_endpoint_auth_method", "private_key_jwt");
        containing(faults, asked, "grant_types", List.of("client_credentials", "implicit"));
        containing(faults, asked, "response_types", List.of("id_token"));
        url(faults, asked, "initiate_login_uri");
        url(faults, asked, "jwks_uri");
        text(faults, asked, "client_name");
        text(faults, asked, "scope");
        if (asked.path("redirect_uris").isEmpty()
                || !asked.path("redirect_uris").valueStream().allMatch(CanvasRules::isUrl)) {
            faults.add("redirect_uris must be a list of URLs");
        }
        for (String scope : asked.path("scope").asString("").trim().split("\\s+")) {
            if (!scope.isEmpty() && !Scopes.CANVAS.contains(scope)) {
                faults.add("unknown scope " + scope);
            }
        }
        tool(faults, asked.path(RegistrationJson.TOOL));
        return faults;
    }

    private static void tool(List<String> faults, JsonNode tool) {
        text(faults, tool, "domain");
        url(faults, tool, "target_link_uri");
        if (!tool.path("claims").isArray()) {
            faults.add("claims must be a list");
        }
        if (!PRIVACY.contains(
                tool.path(CanvasRegistration.CANVAS + "privacy_level").asString("anonymous"))) {
            faults.add("unknown privacy level");
        }
        for (JsonNode one : tool.path("custom_parameters")) {
            if (!one.isString()) {
                faults.add("custom_parameters must be strings");
            }
        }
        JsonNode messages = tool.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            faults.add("messages must be a list that is not empty");
        }
        messages.forEach(one -> message(faults, one));
    }

    private static void message(List<String> faults, JsonNode message) {
        String type = message.path("type").asString("");
        List<String> fitting = switch (type) {
            case Tool.OPEN -> OPENING_OR_LINKS;
            case Tool.PICK -> PICKING;
            default -> List.of();
        };
        if (fitting.isEmpty()) {
            faults.add("unknown message type '%s'".formatted(type));
        }
        for (JsonNode placement : message.path("placements")) {
            if (!fitting.contains(placement.asString(""))) {
                faults.add("no placement '%s' for %s".formatted(placement.asString(""), type));
            }
        }
        if (message.has("target_link_uri")) {
            url(faults, message, "target_link_uri");
        }
    }

    private static final List<String> OPENING_OR_LINKS = List.of(
            "course_navigation", "account_navigation", "user_navigation", "assignment_selection", "link_selection");

    private static void exactly(List<String> faults, JsonNode object, String name, String value) {
        if (!value.equals(object.path(name).asString(""))) {
            faults.add("%s must be '%s'".formatted(name, value));
        }
    }

    private static void containing(List<String> faults, JsonNode object, String name, List<String> values) {
        if (!RegistrationJson.texts(object.path(name)).containsAll(values)) {
            faults.add("%s must contain %s".formatted(name, values));
        }
    }

    private static void text(List<String> faults, JsonNode object, String name) {
        if (object.path(name).asString("").isBlank()) {
            faults.add(name + " is missing");
        }
    }

    private static void url(List<String> faults, JsonNode object, String name) {
        if (!isUrl(object.path(name))) {
            faults.add(name + " must be a URL");
        }
    }

    private static boolean isUrl(JsonNode value) {
        try {
            URI url = URI.create(value.asString(""));
            return url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
