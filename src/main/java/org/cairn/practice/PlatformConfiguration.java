package org.cairn.practice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What each platform tells of itself (OpenID Connect Discovery 1.0 with LTI Dynamic Registration 1.0, section 2.1). */
final class PlatformConfiguration {

    private static final String CANVAS = CanvasRegistration.CANVAS;

    private PlatformConfiguration() {}

    static Map<String, Object> canvas(Campus campus) {
        Map<String, Object> all = common(campus, Scopes.CANVAS);
        all.put("authorization_server", "localhost");
        Map<String, Object> platform = new LinkedHashMap<>();
        platform.put("product_family_code", "canvas");
        platform.put("version", "vCloud");
        platform.put(
                "messages_supported",
                List.of(
                        Map.of("type", Tool.OPEN, "placements", CanvasRules.OPENING),
                        Map.of("type", Tool.PICK, "placements", CanvasRules.PICKING)));
        platform.put("notice_types_supported", Notices.TYPES);
        platform.put("variables", Variables.known(campus));
        platform.put(CANVAS + "account_name", World.INSTITUTION);
        platform.put(CANVAS + "account_lti_guid", World.GUID);
        all.put(CanvasRegistration.PLATFORM, platform);
        return all;
    }

    static Map<String, Object> moodle(Campus campus) {
        Map<String, Object> all = common(campus, Scopes.MOODLE);
        Map<String, Object> platform = new LinkedHashMap<>();
        platform.put("product_family_code", "moodle");
        platform.put("version", "5.1.3 (Build: 20260216)");
        platform.put(
                "messages_supported",
                List.of(Map.of("type", Tool.OPEN), Map.of("type", Tool.PICK, "placements", List.of("ContentArea"))));
        platform.put("variables", Variables.known(campus));
        all.put(CanvasRegistration.PLATFORM, platform);
        return all;
    }

    private static Map<String, Object> common(Campus campus, List<String> scopes) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("issuer", campus.issuer());
        all.put("token_endpoint", campus.tokenUrl());
        all.put("token_endpoint_auth_methods_supported", List.of("private_key_jwt"));
        all.put("token_endpoint_auth_signing_alg_values_supported", List.of("RS256"));
        all.put("jwks_uri", campus.jwksUrl());
        all.put("authorization_endpoint", campus.authorizationUrl());
        all.put("registration_endpoint", campus.registrationUrl());
        all.put(
                "scopes_supported",
                Stream.concat(Stream.of("openid"), scopes.stream()).toList());
        all.put("response_types_supported", List.of("id_token"));
        all.put("subject_types_supported", List.of("public", "pairwise"));
        all.put("id_token_signing_alg_values_supported", List.of("RS256"));
        all.put("claims_supported", List.of("sub", "iss", "name", "given_name", "family_name", "email"));
        return all;
    }
}
