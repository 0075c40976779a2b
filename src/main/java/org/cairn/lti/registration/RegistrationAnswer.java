package org.cairn.lti.registration;

import java.util.Objects;
import java.util.stream.Stream;
import org.cairn.net.Outbound;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a platform answered to a registration (LTI Dynamic Registration 1.0 section 3.6).
 *
 * @param deploymentId where the tool was put; null where the platform tells with the first launch, as Canvas does
 */
record RegistrationAnswer(String clientId, @Nullable String deploymentId) {

    private static final int LONGEST_ID = 255;
    private static final int LONGEST_REASON = 200;

    static RegistrationAnswer read(Outbound.Answer answer) throws RegistrationFailed {
        if (!answer.isSuccess()) {
            throw refusal(answer);
        }
        JsonNode json = Json.object(answer.body()).orElseThrow(() -> Failure.ANSWER_WRONG.because());
        String clientId = identifier(json.path("client_id"));
        if (clientId == null) {
            throw Failure.ANSWER_WRONG.because("client_id");
        }
        return new RegistrationAnswer(
                clientId, identifier(json.path(RegistrationRequest.TOOL).path("deployment_id")));
    }

    /** Moodle answers an expired token with an HTML page and status 404, and a used one with a bare word and 401. */
    private static RegistrationFailed refusal(Outbound.Answer answer) {
        String reason = reason(answer.body(), answer.text());
        boolean token = answer.status() == 401
                || answer.status() == 403
                || (answer.status() == 404 && reason == null)
                || (reason != null && reason.contains("token"));
        String detail = "HTTP %d%s".formatted(answer.status(), reason == null ? "" : ": " + reason);
        return (token ? Failure.TOKEN_REFUSED : Failure.REFUSED).because(detail);
    }

    /** A sentence or a bare word, on its own or in one of the usual members; an HTML page holds no reason. */
    private static @Nullable String reason(byte[] body, String text) {
        String said = Json.object(body)
                .map(json -> Stream.of(
                                Json.text(json, "error_description"),
                                Json.text(json, "error"),
                                Json.text(json, "message"),
                                Json.text(json.path("errors").path(0), "message"),
                                Json.text(json.path("error"), "message"))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(""))
                .orElse(text);
        return said.stripLeading().startsWith("<") ? null : Said.inShort(said, LONGEST_REASON);
    }

    /** Ids are texts, but some platforms write them as numbers. */
    private static @Nullable String identifier(JsonNode id) {
        String text = id.isString() || id.isIntegralNumber() ? id.asString() : "";
        boolean usable = !text.isBlank() && text.length() <= LONGEST_ID && Said.isPlain(text);
        return usable ? text : null;
    }
}
