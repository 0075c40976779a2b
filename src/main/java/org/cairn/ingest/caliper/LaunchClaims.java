package org.cairn.ingest.caliper;

import java.util.Optional;
import org.cairn.ingest.meaning.Origin;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The LTI 1.3 launch from which a tool's event came, as far as the event tells it (<a
 * href="https://www.imsglobal.org/spec/caliper/v1p2#ltisession">Caliper 1.2, LtiSession</a>): who the platform says its
 * user is, and in which course.
 */
record LaunchClaims(String user, String sub, @Nullable String context) {

    private static final String SESSION = "federatedSession";
    private static final String PARAMETERS = "messageParameters";
    private static final String CONTEXT = "https://purl.imsglobal.org/spec/lti/claim/context";

    /** The claims, if it is this platform that made them. */
    static Optional<LaunchClaims> in(Origin origin, Entity event) {
        Entity session = event.get(SESSION);
        JsonNode told = session.node().path(PARAMETERS);
        String user = session.get("user").or(event.get("actor")).id();
        Optional<String> sub = Entity.text(told, "sub");
        boolean ours = Entity.text(told, "iss")
                .filter(issuer -> bare(issuer).equals(bare(origin.platform().issuer())))
                .isPresent();
        return ours && user != null
                ? sub.map(known -> new LaunchClaims(
                        user, known, Entity.text(told.path(CONTEXT), "id").orElse(null)))
                : Optional.empty();
    }

    /** What is kept of a session: nothing but these. */
    static Optional<ObjectNode> kept(JsonNode event) {
        JsonNode session = event.path(SESSION);
        JsonNode told = session.path(PARAMETERS);
        if (Entity.text(told, "sub").isEmpty() || Entity.text(told, "iss").isEmpty()) {
            return Optional.empty();
        }
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        String user = Entity.of(session.path("user")).id();
        if (user != null) {
            kept.put("user", user);
        }
        ObjectNode parameters = kept.putObject(PARAMETERS);
        Entity.text(told, "iss").ifPresent(issuer -> parameters.put("iss", issuer));
        Entity.text(told, "sub").ifPresent(sub -> parameters.put("sub", sub));
        Entity.text(told.path(CONTEXT), "id")
                .ifPresent(context -> parameters.putObject(CONTEXT).put("id", context));
        return Optional.of(kept);
    }

    private static String bare(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }
}
