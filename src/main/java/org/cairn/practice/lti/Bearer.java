package org.cairn.practice.lti;

import java.util.Map;
import java.util.Set;
import org.cairn.practice.Manner;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Tool;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Checks the access token of a call to one of the LTI services. */
@Component
@Profile("practice")
public class Bearer {

    private final AccessTokens tokens;

    Bearer(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /** Says that the call has no token for what it wants. */
    static final class Missing extends RuntimeException {

        private final Campus campus;

        Missing(Campus campus, String scope) {
            super("a token for " + scope + " is needed");
            this.campus = campus;
        }
    }

    /** Returns the tool whose token this is; any of the scopes will do. */
    public Tool needs(Campus campus, @Nullable String authorization, String... scopes) {
        String token = authorization != null && authorization.startsWith("Bearer ")
                ? authorization.substring(7).trim()
                : "";
        return tokens.holder(campus, token, Set.of(scopes)).orElseThrow(() -> new Missing(campus, scopes[0]));
    }

    /** Answers 401 in the form that each platform uses. */
    @RestControllerAdvice(basePackageClasses = Manner.class)
    @Profile("practice")
    static class Answers {

        @ExceptionHandler(Missing.class)
        ResponseEntity<Object> missing(Missing why) {
            if (!why.campus.canvas()) {
                return ResponseEntity.status(401)
                        .contentType(MediaType.TEXT_HTML)
                        .body("401 Unauthorized");
            }
            return ResponseEntity.status(401)
                    .header("WWW-Authenticate", "Bearer realm=\"practice\"")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Map.of(
                            "errors", Map.of("type", "unauthorized", "message", String.valueOf(why.getMessage()))));
        }
    }
}
