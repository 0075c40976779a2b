package org.cairn.lti.grades;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.cairn.lti.Outbound;
import org.cairn.lti.Platform;
import org.cairn.lti.service.ServiceRefused;
import org.cairn.lti.service.ServiceTokens;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the grade services with a token; one that is no longer taken is replaced, once. */
@Component
class GradeCalls {

    private final Outbound outbound;
    private final ServiceTokens tokens;
    private final JsonMapper json;

    GradeCalls(Outbound outbound, ServiceTokens tokens, JsonMapper json) {
        this.outbound = outbound;
        this.tokens = tokens;
        this.json = json;
    }

    /** Says that there was no answer: the platform may have done what it was asked all the same. */
    static final class Unanswered extends Exception {
        Unanswered(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private interface Call {
        Outbound.Answer with(Map<String, String> headers) throws Outbound.Failed;
    }

    /** @param accept exactly this: Moodle compares it letter by letter */
    Outbound.Answer get(Platform platform, String scope, URI url, String accept) throws Unanswered {
        return call(platform, scope, accept, headers -> outbound.get(url, headers));
    }

    Outbound.Answer post(Platform platform, String scope, URI url, String accept, String type, Map<String, ?> body)
            throws Unanswered {
        byte[] bytes = json.writeValueAsBytes(body);
        return call(platform, scope, accept, headers -> outbound.post(url, headers, type, bytes));
    }

    private Outbound.Answer call(Platform platform, String scope, String accept, Call call) throws Unanswered {
        Set<String> scopes = Set.of(scope);
        try {
            String token = tokens.token(platform, scopes);
            Outbound.Answer answer = call.with(headers(accept, token));
            if (answer.status() != 401) {
                return answer;
            }
            tokens.forget(platform, scopes, token);
            return call.with(headers(accept, tokens.token(platform, scopes)));
        } catch (ServiceRefused | Outbound.Failed e) {
            throw new Unanswered(String.valueOf(e.getMessage()), e);
        }
    }

    private static Map<String, String> headers(String accept, String token) {
        return Map.of("Accept", accept, "Authorization", "Bearer " + token);
    }

    /** @throws JacksonException when it is not JSON */
    JsonNode read(Outbound.Answer answer) {
        return json.readTree(answer.body());
    }
}
