package org.cairn.practice.moodle;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cairn.practice.lti.RegistrationJson;
import org.cairn.practice.lti.RegistrationTokens;
import org.cairn.practice.lti.RegistrationTokens.Permission;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Tool;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dynamic Registration (LTI Dynamic Registration 1.0) as Moodle does it, with its errors of one bare word. */
@RestController
@Profile("practice")
@RequestMapping("/practice/moodle/mod/lti")
class MoodleRegistration {

    private static final String TOOL = RegistrationJson.TOOL;
    private static final List<String> NEEDED = List.of(
            "response_types",
            "initiate_login_uri",
            "redirect_uris",
            "client_name",
            "jwks_uri",
            "token_endpoint_auth_method",
            TOOL);
    private static final String MISSING = "missing required attribute ";

    private final RegistrationTokens tokens;
    private final JsonMapper json;

    MoodleRegistration(RegistrationTokens tokens, JsonMapper json) {
        this.tokens = tokens;
        this.json = json;
    }

    /** A registration that is refused; the word is all that the tool gets to know. */
    private static final class Refused extends RuntimeException {

        private final int status;

        Refused(int status, String word) {
            super(word);
            this.status = status;
        }
    }

    @GetMapping("/openid-configuration.php")
    Map<String, Object> configuration(Campus campus) {
        return MoodleConfiguration.of(campus);
    }

    /** With a token for an update, the registration as it is. */
    @GetMapping("/openid-registration.php")
    Map<String, Object> registration(
            Campus campus, @RequestHeader(name = "Authorization", required = false) @Nullable String authorization) {
        Long number = permission(campus, authorization).number();
        return campus.tools()
                .numbered(number == null ? -1 : number)
                .map(MoodleTools::described)
                .orElseThrow(() -> new Refused(400, "invalid_request"));
    }

    @PostMapping("/openid-registration.php")
    ResponseEntity<Map<String, Object>> register(
            Campus campus,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestBody String body) {
        Permission permission = permission(campus, authorization);
        boolean renews = permission.number() != null;
        if (!renews && tokens.spent(permission)) {
            throw new Refused(401, "token_already_used");
        }
        JsonNode asked;
        try {
            asked = json.readTree(body);
        } catch (JacksonException e) {
            throw new Refused(400, MISSING + "response_types");
        }
        check(asked);
        // what is spent is the client id: a registration that was refused may be mended and tried again
        if (!renews && !tokens.use(permission)) {
            throw new Refused(401, "token_already_used");
        }
        Tool tool = campus.tools().put(MoodleTools.registered(campus, permission, asked));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(MoodleTools.described(tool));
    }

    private Permission permission(Campus campus, @Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            throw new Refused(401, "missing_registration_token");
        }
        // a real Moodle does not catch its own exception here and shows an error page
        return tokens.read(campus, authorization.substring(7).trim()).orElseThrow(() -> new Refused(404, "Exception"));
    }

    private static void check(JsonNode asked) {
        for (String name : NEEDED) {
            JsonNode value = asked.path(name);
            needs(!value.isMissingNode() && !value.isNull() && !isEmpty(value), MISSING + name);
        }
        String domain = text(asked.path(TOOL), "domain");
        needs(!domain.isEmpty(), "missing_domain");
        String target = text(asked.path(TOOL), "target_link_uri");
        needs(target.isEmpty() || bare(domain).equals(bare(authority(target))), "domain_targetlinkuri_mismatch");
        needs(RegistrationJson.texts(asked.path("response_types")).contains("id_token"), "invalid_response_types");
        needs(asked.path("redirect_uris").isArray(), "invalid_redirect_uris");
        needs(
                "private_key_jwt".equals(text(asked, "token_endpoint_auth_method")),
                "invalid_token_endpoint_auth_method");
        needs("web".equals(asked.path("application_type").asString("web")), "invalid_application_type");
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainer() ? value.isEmpty() : value.asString("").isEmpty();
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).asString("").trim();
    }

    private static void needs(boolean fulfilled, String word) {
        if (!fulfilled) {
            throw new Refused(400, word);
        }
    }

    private static String authority(String url) {
        try {
            return Objects.requireNonNullElse(URI.create(url).getAuthority(), "");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String bare(String authority) {
        return authority.startsWith("www.") ? authority.substring(4) : authority;
    }

    @ExceptionHandler(Refused.class)
    ResponseEntity<String> refused(Refused why) {
        MediaType type = why.status == 404 ? MediaType.TEXT_HTML : MediaType.TEXT_PLAIN;
        return ResponseEntity.status(why.status).contentType(type).body(String.valueOf(why.getMessage()));
    }
}
