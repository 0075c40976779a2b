package org.cairn.practice;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Checks the access token of a call to one of the LTI services. */
@Component
@Profile("practice")
class Bearer {

    private final AccessTokens tokens;

    Bearer(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /** Says that the call has no token for what it wants. */
    static final class Missing extends RuntimeException {
        Missing(String scope) {
            super("a token for " + scope + " is needed");
        }
    }

    void needs(String scope, @Nullable String authorization) {
        String token = authorization != null && authorization.startsWith("Bearer ")
                ? authorization.substring(7).trim()
                : "";
        if (!tokens.allows(token, scope)) {
            throw new Missing(scope);
        }
    }

    /** Answers 401 in the form that Canvas uses. */
    @RestControllerAdvice(basePackageClasses = Bearer.class)
    @Profile("practice")
    static class Answers {

        @ExceptionHandler(Missing.class)
        ResponseEntity<Map<String, Object>> missing(Missing why) {
            return ResponseEntity.status(401)
                    .header("WWW-Authenticate", "Bearer realm=\"practice\"")
                    .body(Map.of(
                            "errors", Map.of("type", "unauthorized", "message", String.valueOf(why.getMessage()))));
        }
    }
}
