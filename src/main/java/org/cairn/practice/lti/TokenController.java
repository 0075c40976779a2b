package org.cairn.practice.lti;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Tool;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The token endpoints: client credentials with a signed assertion, and nothing else. */
@RestController
@Profile("practice")
class TokenController {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=utf-8");

    private final AccessTokens tokens;
    private final JsonMapper json;

    TokenController(AccessTokens tokens, JsonMapper json) {
        this.tokens = tokens;
        this.json = json;
    }

    /** A Canvas gives what was asked for, or nothing. */
    @PostMapping(path = "/practice/token", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Map<String, Object>> canvas(Campus campus, @RequestParam Map<String, String> form) {
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return refused("unsupported_grant_type", "only client_credentials");
        }
        if (!ASSERTION_TYPE.equals(form.get("client_assertion_type"))) {
            return refused("invalid_client", "only private_key_jwt");
        }
        try {
            Tool tool = tokens.asserted(campus, form.getOrDefault("client_assertion", ""));
            Set<String> scopes = scopes(form);
            if (!tool.scopes().containsAll(scopes)) {
                return refused("invalid_scope", "the tool may have " + String.join(" ", tool.scopes()));
            }
            return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(granted(campus, tool, scopes));
        } catch (AccessTokens.Refused e) {
            return refused("invalid_client", String.valueOf(e.getMessage()));
        }
    }

    /** A Moodle gives what it can of what was asked for, and calls its JSON HTML. */
    @PostMapping("/practice/moodle/mod/lti/token.php")
    ResponseEntity<String> moodle(Campus campus, @RequestParam Map<String, String> form) {
        if (!"client_credentials".equals(form.get("grant_type"))
                || !ASSERTION_TYPE.equals(form.get("client_assertion_type"))) {
            return asHtml(400, Map.of("error", "unsupported_grant_type"));
        }
        try {
            Tool tool = tokens.asserted(campus, form.getOrDefault("client_assertion", ""));
            Set<String> scopes = scopes(form);
            scopes.retainAll(tool.scopes());
            return scopes.isEmpty()
                    ? asHtml(400, Map.of("error", "invalid_scope"))
                    : asHtml(200, granted(campus, tool, scopes));
        } catch (AccessTokens.Refused e) {
            return asHtml(400, Map.of("error", "invalid_client", "error_description", String.valueOf(e.getMessage())));
        }
    }

    private Map<String, Object> granted(Campus campus, Tool tool, Set<String> scopes) {
        Map<String, Object> granted = new LinkedHashMap<>();
        granted.put("access_token", tokens.give(campus, tool, scopes));
        granted.put("token_type", "Bearer");
        granted.put("expires_in", AccessTokens.LIFE.toSeconds());
        granted.put("scope", String.join(" ", scopes));
        return granted;
    }

    private static Set<String> scopes(Map<String, String> form) {
        return new LinkedHashSet<>(List.of(form.getOrDefault("scope", "").trim().split("\\s+")));
    }

    private ResponseEntity<String> asHtml(int status, Map<String, Object> body) {
        return ResponseEntity.status(status).contentType(HTML).body(json.writeValueAsString(body));
    }

    private static ResponseEntity<Map<String, Object>> refused(String error, String description) {
        return ResponseEntity.badRequest().body(Map.of("error", error, "error_description", description));
    }
}
