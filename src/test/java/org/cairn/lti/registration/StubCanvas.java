package org.cairn.lti.registration;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Registers as Canvas does: the configuration is for those who show the token, and errors are JSON. */
final class StubCanvas extends StubPlatform {

    private static final Set<String> PLACEMENTS = Set.of(
            "account_navigation",
            "assignment_selection",
            "course_navigation",
            "editor_button",
            "homework_submission",
            "link_selection",
            "user_navigation");
    private static final List<String> NEEDED = List.of(
            "application_type",
            "grant_types",
            "response_types",
            "initiate_login_uri",
            "redirect_uris",
            "client_name",
            "jwks_uri",
            "token_endpoint_auth_method",
            "scope");

    String clientId = "10000000000001";
    String endpoints = "https://sso.canvaslms.com";

    StubCanvas(String issuer) {
        super(issuer);
    }

    @Override
    URI configurationUrl() {
        return URI.create(base + "/api/lti/security/openid-configuration");
    }

    @Override
    ObjectNode configuration() {
        String servers = base.startsWith("https:") ? endpoints : base;
        return (ObjectNode) JSON.readTree("""
                {"issuer": "%1$s",
                 "authorization_endpoint": "%2$s/api/lti/authorize_redirect",
                 "registration_endpoint": "%1$s/api/lti/registrations",
                 "jwks_uri": "%2$s/api/lti/security/jwks",
                 "token_endpoint": "%2$s/login/oauth2/token",
                 "token_endpoint_auth_methods_supported": ["private_key_jwt"],
                 "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
                 "scopes_supported": ["https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
                   "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly",
                   "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly",
                   "https://purl.imsglobal.org/spec/lti-ags/scope/score",
                   "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
                   "https://purl.imsglobal.org/spec/lti/scope/noticehandlers",
                   "https://canvas.instructure.com/lti/account_lookup/scope/show"],
                 "response_types_supported": ["id_token"],
                 "id_token_signing_alg_values_supported": ["RS256"],
                 "claims_supported": ["sub", "picture", "email", "name", "given_name", "family_name", "locale"],
                 "subject_types_supported": ["public"],
                 "authorization_server": "canvas.instructure.com",
                 "https://purl.imsglobal.org/spec/lti-platform-configuration": {
                   "product_family_code": "canvas", "version": "vCloud",
                   "messages_supported": [
                     {"type": "LtiResourceLinkRequest",
                      "placements": ["account_navigation", "course_navigation", "user_navigation", "top_navigation"]},
                     {"type": "LtiDeepLinkingRequest",
                      "placements": ["assignment_selection", "editor_button", "link_selection", "homework_submission"]}],
                   "notice_types_supported": ["LtiHelloWorldNotice", "LtiContextCopyNotice"],
                   "variables": ["ResourceLink.id", "Canvas.user.id"],
                   "https://canvas.instructure.com/lti/account_name": "University at Buffalo",
                   "https://canvas.instructure.com/lti/account_lti_guid": "Qx7Lk2:canvas-lms"}}""".formatted(base, servers));
    }

    @Override
    Answer configuration(Map<String, String> headers) {
        return tokens.contains(bearer(headers))
                ? json(200, change.apply(configuration()))
                : json(401, Map.of("errorMessage", "invalid_token"));
    }

    @Override
    Answer register(Map<String, String> headers, byte[] body) {
        if (!tokens.contains(bearer(headers))) {
            return json(401, Map.of("errorMessage", "invalid_token"));
        }
        JsonNode json = JSON.readTree(body);
        String wrong = wrong(json);
        if (!wrong.isEmpty()) {
            return json(422, Map.of("errors", List.of(Map.of("message", wrong))));
        }
        registered.add(json);
        ObjectNode answer = (ObjectNode) json.deepCopy();
        answer.put("client_id", clientId);
        ((ObjectNode) answer.path(TOOL))
                .put("https://canvas.instructure.com/lti/registration_config_url", base + "/api/lti/registrations/1");
        return json(200, answer);
    }

    private static String wrong(JsonNode json) {
        for (String field : NEEDED) {
            if (!json.has(field)) {
                return field + " is required";
            }
        }
        if (!texts(json.path("grant_types")).containsAll(List.of("client_credentials", "implicit"))) {
            return "grant_types must include client_credentials and implicit";
        }
        JsonNode tool = json.path(TOOL);
        for (String field : List.of("domain", "target_link_uri", "messages", "claims")) {
            if (!tool.has(field)) {
                return field + " is required";
            }
        }
        for (JsonNode message : tool.path("messages")) {
            if (!List.of("LtiResourceLinkRequest", "LtiDeepLinkingRequest")
                    .contains(message.path("type").asString(""))) {
                return "type is not supported";
            }
            if (!PLACEMENTS.containsAll(texts(message.path("placements")))) {
                return "placement is not supported";
            }
        }
        return "";
    }
}
