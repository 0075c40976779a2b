package org.cairn.lti.registration;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Registers as Moodle does: bare words for errors, an HTML page for a bad token, tokens that work once. */
final class StubMoodle extends StubPlatform {

    private final Set<String> used = new HashSet<>();
    String clientId = "Xb3kTq9WmYz1aRc";

    StubMoodle(String base) {
        super(base);
    }

    @Override
    URI configurationUrl() {
        return URI.create(base + "/mod/lti/openid-configuration.php");
    }

    @Override
    ObjectNode configuration() {
        return (ObjectNode) JSON.readTree("""
                {"issuer": "%1$s",
                 "token_endpoint": "%1$s/mod/lti/token.php",
                 "token_endpoint_auth_methods_supported": ["private_key_jwt"],
                 "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
                 "jwks_uri": "%1$s/mod/lti/certs.php",
                 "authorization_endpoint": "%1$s/mod/lti/auth.php",
                 "registration_endpoint": "%1$s/mod/lti/openid-registration.php",
                 "scopes_supported": ["https://purl.imsglobal.org/spec/lti-bo/scope/basicoutcome",
                   "https://purl.imsglobal.org/spec/lti-ags/scope/score",
                   "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly",
                   "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly",
                   "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
                   "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
                   "https://purl.imsglobal.org/spec/lti-ts/scope/toolsetting", "openid"],
                 "response_types_supported": ["id_token"],
                 "subject_types_supported": ["public", "pairwise"],
                 "id_token_signing_alg_values_supported": ["RS256"],
                 "claims_supported": ["sub", "iss", "name", "given_name", "family_name", "email"],
                 "https://purl.imsglobal.org/spec/lti-platform-configuration": {
                   "product_family_code": "moodle", "version": "5.1.3 (Build: 20260216)",
                   "messages_supported": [{"type": "LtiResourceLinkRequest"},
                     {"type": "LtiDeepLinkingRequest", "placements": ["ContentArea"]}],
                   "variables": ["User.id", "User.username", "Person.name.full", "Person.sourcedId", "Context.id",
                     "Context.id.history", "ResourceLink.id", "Moodle.Person.userGroupIds"]}}""".formatted(base));
    }

    @Override
    Answer configuration(Map<String, String> headers) {
        return json(200, change.apply(configuration()));
    }

    @Override
    Answer register(Map<String, String> headers, byte[] body) {
        String token = bearer(headers);
        if (token.isEmpty()) {
            return text(401, "missing_registration_token");
        }
        if (used.contains(token)) {
            return text(401, "token_already_used");
        }
        if (!tokens.contains(token)) {
            return text(404, "<!DOCTYPE html>\n<html><head><title>Error</title></head><body>Not a token</body></html>");
        }
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JacksonException e) {
            return text(400, "invalid_json");
        }
        String wrong = wrong(json);
        if (!wrong.isEmpty()) {
            return text(400, wrong);
        }
        tokens.remove(token);
        used.add(token);
        registered.add(json);
        return json(200, answer(json));
    }

    private static String wrong(JsonNode json) {
        JsonNode tool = json.path(TOOL);
        if (!texts(json.path("response_types")).contains("id_token")) {
            return "invalid_response_types";
        }
        for (String field : List.of("initiate_login_uri", "client_name", "jwks_uri")) {
            if (json.path(field).asString("").isEmpty()) {
                return "missing required attribute " + field;
            }
        }
        if (!json.path("redirect_uris").isArray() || json.path("redirect_uris").isEmpty()) {
            return "invalid_redirect_uris";
        }
        if (!json.path("token_endpoint_auth_method").asString("").equals("private_key_jwt")) {
            return "invalid_token_endpoint_auth_method";
        }
        if (json.has("application_type")
                && !json.path("application_type").asString("").equals("web")) {
            return "invalid_application_type";
        }
        String domain = tool.path("domain").asString("");
        if (domain.isEmpty()) {
            return "missing_domain";
        }
        if (!domain(tool.path("target_link_uri").asString("")).equals(domain.replaceFirst("^www\\.", ""))) {
            return "domain_targetlinkuri_mismatch";
        }
        for (JsonNode value : tool.path("custom_parameters")) {
            if (!value.isString()) {
                return "invalid_custom_parameters";
            }
        }
        return "";
    }

    /** The port counts. */
    private static String domain(String url) {
        return URI.create(url).getRawAuthority().replaceFirst("^www\\.", "");
    }

    private ObjectNode answer(JsonNode json) {
        ObjectNode answer = (ObjectNode) json.deepCopy();
        answer.put("client_id", clientId);
        ((ObjectNode) answer.path(TOOL)).put("deployment_id", "4").put("version", "1.3.0");
        return answer;
    }
}
