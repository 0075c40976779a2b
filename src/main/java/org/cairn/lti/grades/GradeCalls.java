package org.cairn.lti.grades;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.lti.service.ServiceCalls;
import org.cairn.lti.service.ServiceRefused;
import org.cairn.net.Outbound;
import org.cairn.platform.Platform;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the grade services with exactly the media types that Moodle compares letter by letter, and only while it is this
 * node's turn.
 */
@Component
class GradeCalls {

    private final ServiceCalls calls;
    private final Turns turns;
    private final JsonMapper json;

    GradeCalls(ServiceCalls calls, Turns turns, JsonMapper json) {
        this.calls = calls;
        this.turns = turns;
        this.json = json;
    }

    /** Says that there was no answer, and what that means; the platform may have done what it was asked all the same. */
    static final class Unanswered extends Exception {

        private final transient Verdict verdict;

        Unanswered(ServiceRefused why) {
            super(why.getMessage(), why);
            this.verdict = switch (why.reason()) {
                case NOT_ALLOWED -> new Verdict.ColumnEnds(Trouble.FOREIGN);
                case NOT_GRANTED -> new Verdict.ColumnEnds(Trouble.NO_SCOPE);
                case THROTTLED -> new Verdict.Throttled(why.retryAfter().orElse(null));
                case NO_TOKEN, NOT_REACHED -> new Verdict.Retry(true);
                case UNUSABLE -> new Verdict.Retry(false);
            };
        }

        private Unanswered(Verdict verdict, String message) {
            super(message);
            this.verdict = verdict;
        }

        Verdict verdict() {
            return verdict;
        }
    }

    Outbound.Answer get(Platform platform, String scope, URI url, String accept) throws Unanswered {
        Outbound.Call call = Outbound.Call.get(url, Map.of("Accept", accept));
        return call(platform, scope, call.within(Outbound.Limits.LONG_LIST));
    }

    /** The same type is sent and taken. */
    Outbound.Answer post(Platform platform, String scope, URI url, String type, Map<String, ?> body) throws Unanswered {
        return call(
                platform, scope, Outbound.Call.post(url, Map.of("Accept", type), type, json.writeValueAsBytes(body)));
    }

    private Outbound.Answer call(Platform platform, String scope, Outbound.Call call) throws Unanswered {
        if (!turns.keeps(platform.id())) {
            throw new Unanswered(new Verdict.TurnLost(), "Another node serves this platform by now.");
        }
        try {
            return calls.call(platform, Set.of(scope), call);
        } catch (ServiceRefused e) {
            throw new Unanswered(e);
        }
    }

    /** @throws JacksonException when it is not JSON */
    JsonNode read(Outbound.Answer answer) {
        return json.readTree(answer.body());
    }
}
