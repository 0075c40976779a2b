package org.cairn.ingest.caliper;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What we keep of an event: not where people sat, under which session, nor what they wrote. */
final class Kept {

    private static final Set<String> NOT_KEPT = Set.of(
            "@context",
            "session",
            "federatedSession",
            "referrer",
            "description",
            "body",
            "comment",
            "client_ip",
            "user_agent",
            "user_login",
            "request_url",
            "url");

    private Kept() {}

    static ObjectNode of(JsonNode event) {
        ObjectNode kept = without(event);
        if (Entity.of(event).type().endsWith("Event")) {
            kept.remove("extensions");
            CanvasAccounts.kept(event).ifPresent(extensions -> kept.set("extensions", extensions));
            LaunchClaims.kept(event).ifPresent(session -> kept.set("federatedSession", session));
        }
        return kept;
    }

    private static JsonNode any(JsonNode value) {
        if (value.isObject()) {
            return without(value);
        }
        if (value.isArray()) {
            var kept = JsonNodeFactory.instance.arrayNode();
            value.values().forEach(one -> kept.add(any(one)));
            return kept;
        }
        return value;
    }

    private static ObjectNode without(JsonNode object) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(entry -> {
            if (!NOT_KEPT.contains(entry.getKey()) && !entry.getValue().isNull()) {
                kept.set(entry.getKey(), any(entry.getValue()));
            }
        });
        return kept;
    }
}
