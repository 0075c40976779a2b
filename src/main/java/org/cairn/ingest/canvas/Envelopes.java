package org.cairn.ingest.canvas;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.cairn.ingest.reading.StrictJson;
import tools.jackson.databind.JsonNode;

/**
 * Finds the events in what was posted. Hosted Canvas sends {@code metadata} and {@code body}, its open-source stream
 * {@code attributes} and {@code body}; where among a token's claims the event stands is not documented, so a few
 * levels are searched; so is what Amazon's queues and streams wrap around them.
 */
final class Envelopes {

    private static final int DEEPEST = 5;

    private Envelopes() {}

    static List<JsonNode> in(JsonNode document) {
        List<JsonNode> events = new ArrayList<>();
        collect(document, 0, events);
        return events;
    }

    static JsonNode metadata(JsonNode event) {
        JsonNode metadata = event.path("metadata");
        return metadata.isObject() ? metadata : event.path("attributes");
    }

    private static void collect(JsonNode node, int depth, List<JsonNode> events) {
        if (isEvent(node)) {
            events.add(node);
        } else if (depth < DEEPEST && node.isContainer()) {
            node.values().forEach(child -> collect(child, depth + 1, events));
        } else if (node.isString() && depth > 0 && depth <= DEEPEST) {
            collectQuoted(node.stringValue(), depth, events);
        }
    }

    private static boolean isEvent(JsonNode node) {
        return node.isObject() && metadata(node).isObject() && node.path("body").isObject();
    }

    /** A claim may hold the event as text. */
    private static void collectQuoted(String text, int depth, List<JsonNode> events) {
        String json = isJson(text) ? text : decoded(text);
        if (isJson(json)) {
            try {
                collect(StrictJson.read(json), depth + 1, events);
            } catch (StrictJson.Unreadable e) {
                // then it is no event but some other text
            }
        }
    }

    /** By its first visible character: what is relayed may have been printed with line breaks. */
    private static boolean isJson(String text) {
        int first = 0;
        while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        return first < text.length() && (text.charAt(first) == '{' || text.charAt(first) == '[');
    }

    /** Amazon's streams hand on what they carry in base64. */
    private static String decoded(String text) {
        try {
            return StrictJson.text(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException | StrictJson.Unreadable e) {
            return text;
        }
    }
}
