package org.cairn.practice;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The platform's token endpoint: client credentials with a signed assertion, and nothing else. */
@RestController
@Profile("practice")
class TokenController {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final AccessTokens tokens;

    TokenController(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @PostMapping("/practice/token")
    ResponseEntity<Map<String, Object>> token(@RequestParam Map<String, String> form) {
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return refused("unsupported_grant_type", "only client_credentials");
        }
        if (!ASSERTION_TYPE.equals(form.get("client_assertion_type"))) {
            return refused("invalid_client", "only private_key_jwt");
        }
        Set<String> scopes = new LinkedHashSet<>(
                List.of(form.getOrDefault("scope", "").trim().split("\\s+")));
        if (!Scopes.ALL.containsAll(scopes)) {
            return refused("invalid_scope", "the tool may have " + String.join(" ", Scopes.ALL));
        }
        try {
            String token = tokens.give(form.getOrDefault("client_assertion", ""), scopes);
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .body(Map.of(
                            "access_token",
                            token,
                            "token_type",
                            "Bearer",
                            "expires_in",
                            AccessTokens.LIFE.toSeconds(),
                            "scope",
                            String.join(" ", scopes)));
        } catch (AccessTokens.Refused e) {
            return refused("invalid_client", String.valueOf(e.getMessage()));
        }
    }

    private static ResponseEntity<Map<String, Object>> refused(String error, String description) {
        return ResponseEntity.badRequest().body(Map.of("error", error, "error_description", description));
    }
}
