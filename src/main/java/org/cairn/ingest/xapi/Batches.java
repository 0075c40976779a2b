package org.cairn.ingest.xapi;

import java.util.ArrayList;
import java.util.List;
import org.cairn.ingest.Feed;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.vault.Tokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes apart what was posted: one message for each statement, and the ids that answer for them. */
final class Batches {

    private static final int LONGEST_EVENT = 100;

    private Batches() {}

    /** A statement under its id, ready to be stored. */
    record Named(String id, JsonNode statement, Incoming message) {}

    static List<JsonNode> statements(JsonNode document) {
        return document.isArray() ? List.copyOf(document.values()) : List.of(document);
    }

    static Named named(Feed feed, JsonNode statement) {
        String id = StatementIds.of(statement).orElseGet(() -> StatementIds.derived(feed, statement));
        return named(feed, statement, id);
    }

    static Named named(Feed feed, JsonNode statement, String id) {
        JsonNode kept = statement;
        if (statement.isObject() && !id.equals(statement.path("id").asString(""))) {
            ObjectNode with = JsonNodeFactory.instance.objectNode();
            with.put("id", id);
            statement.properties().forEach(entry -> with.putIfAbsent(entry.getKey(), entry.getValue()));
            kept = with;
        }
        String key = StatementIds.key(feed, id);
        Incoming stored = Incoming.of(feed, null, Tokens.digest(id), type(statement), kept.toString(), null);
        return new Named(id, kept, new Incoming(feed, key, stored.type(), stored.body(), stored.unusable()));
    }

    private static String type(JsonNode statement) {
        String event = Statement.event(statement).asString("");
        String name = event.isEmpty()
                ? statement.path("verb").path("id").asString("unnamed")
                : event.replace('\\', '.').replaceFirst("^\\.", "");
        return name.length() > LONGEST_EVENT ? name.substring(name.length() - LONGEST_EVENT) : name;
    }

    static String ids(List<Named> statements) {
        List<String> quoted = new ArrayList<>();
        statements.forEach(one -> quoted.add("\"" + one.id() + "\""));
        return "[" + String.join(",", quoted) + "]";
    }
}
