package org.cairn.practice.lti;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cairn.practice.world.Campus;

/** What each platform tells of itself (OpenID Connect Discovery 1.0 with LTI Dynamic Registration 1.0, section 2.1). */
public final class PlatformConfiguration {

    private PlatformConfiguration() {}

    /** What both tell alike. */
    public static Map<String, Object> of(Campus campus, List<String> scopes) {
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
