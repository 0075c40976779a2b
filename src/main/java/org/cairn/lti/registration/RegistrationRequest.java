package org.cairn.lti.registration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.lti.registration.ToolDescription.Placement;
import org.cairn.platform.Family;

/**
 * The body of a registration (LTI Dynamic Registration 1.0 section 3.5), the same for every platform: each keeps what it
 * understands. It asks for nothing that the platform's configuration does not offer.
 */
final class RegistrationRequest {

    static final String TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration";

    private static final String CANVAS = "https://canvas.instructure.com/lti/";

    private RegistrationRequest() {}

    static Map<String, Object> of(ToolDescription tool, PlatformConfiguration platform) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("application_type", "web");
        body.put("grant_types", List.of("client_credentials", "implicit"));
        body.put("response_types", List.of("id_token"));
        body.put("initiate_login_uri", tool.loginUrl());
        body.put("redirect_uris", List.of(tool.launchUrl()));
        body.put("client_name", ToolDescription.NAME);
        body.put("client_uri", tool.homeUrl());
        body.put("logo_uri", tool.iconUrl());
        body.put("jwks_uri", tool.keysUrl());
        body.put("token_endpoint_auth_method", "private_key_jwt");
        body.put("scope", String.join(" ", offered(ToolDescription.SCOPES, platform.scopes())));
        body.put(TOOL, configuration(tool, platform));
        return body;
    }

    private static Map<String, Object> configuration(ToolDescription tool, PlatformConfiguration platform) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("domain", tool.domain());
        body.put("description", ToolDescription.DESCRIPTION);
        body.put("target_link_uri", tool.launchUrl());
        body.put("custom_parameters", customParameters(platform));
        body.put("claims", offered(ToolDescription.CLAIMS, platform.claims()));
        body.put("messages", messages(tool, platform));
        body.put(CANVAS + "tool_id", ToolDescription.ID);
        body.put(CANVAS + "privacy_level", "public");
        return body;
    }

    /** Canvas gets all: to it a variable that it does not know is harmless, and its list is not complete. */
    private static Map<String, String> customParameters(PlatformConfiguration platform) {
        if (platform.family() == Family.CANVAS) {
            return ToolDescription.CANVAS_FIELDS;
        }
        Map<String, String> known = new LinkedHashMap<>(ToolDescription.FIELDS);
        known.values().removeIf(variable -> !platform.variables().contains(variable.substring(1)));
        return known;
    }

    private static List<Map<String, Object>> messages(ToolDescription tool, PlatformConfiguration platform) {
        if (platform.messages().isEmpty()) {
            return List.of(message(tool, ToolDescription.RESOURCE_LINK), message(tool, ToolDescription.DEEP_LINKING));
        }
        List<Map<String, Object>> messages = new ArrayList<>();
        for (String type : ToolDescription.MESSAGES) {
            Set<String> offered = platform.messages().get(type);
            if (offered != null) {
                messages.addAll(messages(tool, type, offered, platform.family()));
            }
        }
        return messages;
    }

    /** One message per placement, because Canvas keeps its settings with the message; or one that names none. */
    private static List<Map<String, Object>> messages(
            ToolDescription tool, String type, Set<String> offered, Family family) {
        List<Map<String, Object>> placed = ToolDescription.PLACEMENTS.stream()
                // to Canvas the common name is another word for one of its own, which would then be asked for twice
                .filter(placement -> family != Family.CANVAS || placement.isCanvas())
                .filter(placement -> placement.message().equals(type) && offered.contains(placement.name()))
                .map(placement -> message(tool, placement))
                .toList();
        return placed.isEmpty() ? List.of(message(tool, type)) : placed;
    }

    private static Map<String, Object> message(ToolDescription tool, Placement placement) {
        Map<String, Object> message = message(tool, placement.message());
        message.put("label", placement.label());
        message.put("placements", List.of(placement.name()));
        if (placement.name().equals("course_navigation")) {
            message.put(CANVAS + "course_navigation/default_enabled", placement.shown());
        }
        if (placement.visibility() != null) {
            message.put(CANVAS + "visibility", placement.visibility());
        }
        return message;
    }

    private static Map<String, Object> message(ToolDescription tool, String type) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", type);
        message.put("target_link_uri", tool.launchUrl());
        message.put("label", ToolDescription.LABEL);
        message.put("icon_uri", tool.iconUrl());
        return message;
    }

    /** A platform that does not say what it offers is asked for everything. */
    private static List<String> offered(List<String> wanted, Collection<String> offered) {
        return offered.isEmpty()
                ? wanted
                : wanted.stream().filter(offered::contains).toList();
    }
}
