package org.cairn.lti.registration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.lti.registration.ToolDescription.Placement;

/**
 * The JSON that a Canvas administrator pastes or names by URL when adding an LTI key by hand. Canvas has no place in it
 * for the redirect URI.
 */
final class CanvasConfiguration {

    private static final String PLATFORM = "canvas.instructure.com";

    private CanvasConfiguration() {}

    static Map<String, Object> of(ToolDescription tool) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", ToolDescription.NAME);
        json.put("description", ToolDescription.DESCRIPTION);
        json.put("oidc_initiation_url", tool.loginUrl());
        json.put("target_link_uri", tool.launchUrl());
        json.put("public_jwk_url", tool.keysUrl());
        json.put("scopes", ToolDescription.SCOPES);
        json.put("custom_fields", ToolDescription.CANVAS_FIELDS);
        json.put("extensions", List.of(extension(tool)));
        return json;
    }

    private static Map<String, Object> extension(ToolDescription tool) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("text", ToolDescription.LABEL);
        settings.put("icon_url", tool.iconUrl());
        settings.put(
                "placements",
                ToolDescription.PLACEMENTS.stream()
                        .filter(Placement::isCanvas)
                        .map(placement -> placement(placement, tool))
                        .toList());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("platform", PLATFORM);
        json.put("domain", tool.domain());
        json.put("tool_id", ToolDescription.ID);
        json.put("privacy_level", "public");
        json.put("settings", settings);
        return json;
    }

    private static Map<String, Object> placement(Placement placement, ToolDescription tool) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("placement", placement.name());
        json.put("message_type", placement.message());
        json.put("text", placement.label());
        json.put("target_link_uri", tool.launchUrl());
        if (!placement.shown()) {
            json.put("default", "disabled");
        }
        if (placement.visibility() != null) {
            json.put("visibility", placement.visibility());
        }
        if (placement.name().equals("editor_button")) {
            json.put("icon_url", tool.iconUrl());
        }
        return json;
    }
}
