package org.cairn.practice.canvas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Canvas requires of an authentication request. */
final class AuthenticationRequest {

    private static final Map<String, String> FIXED = fixed();
    private static final List<String> PRESENT =
            List.of("client_id", "login_hint", "lti_message_hint", "nonce", "state");

    private AuthenticationRequest() {}

    /** Says what is wrong with the request, if anything is. */
    static Optional<String> faultOf(Map<String, String> request) {
        for (Map.Entry<String, String> one : FIXED.entrySet()) {
            if (!one.getValue().equals(request.get(one.getKey()))) {
                return Optional.of("The '%s' must be '%s'".formatted(one.getKey(), one.getValue()));
            }
        }
        return PRESENT.stream()
                .filter(name -> request.getOrDefault(name, "").isBlank())
                .findFirst()
                .map(name -> "The '%s' is missing".formatted(name));
    }

    private static Map<String, String> fixed() {
        Map<String, String> fixed = new LinkedHashMap<>();
        fixed.put("response_type", "id_token");
        fixed.put("response_mode", "form_post");
        fixed.put("scope", "openid");
        fixed.put("prompt", "none");
        return fixed;
    }
}
