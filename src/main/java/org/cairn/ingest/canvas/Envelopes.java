package org.cairn.ingest.canvas;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.reading.Texts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Finds the events in what was posted. Hosted Canvas sends {@code metadata} and {@code body}, its open-source stream
 * {@code attributes} and {@code body}; where among a token's claims the event stands is not documented, so a few
 * levels are searched; so is what Amazon's queues and streams wrap around them.
 */
final class Envelopes {

    private static final int DEEPEST = 5;

    /** In what Amazon's queues and streams hand on several messages. */
    private static final List<String> SEVERAL = List.of("Records", "records", "Messages");

    private Envelopes() {}

    /** What stands for itself: if nothing can be made of one, its neighbours are taken all the same. */
    static List<JsonNode> apart(JsonNode document) {
        return (document.isArray() ? document.values().stream() : Stream.of(document))
                .flatMap(one -> SEVERAL.stream()
                        .map(one::path)
                        .filter(several -> several.isArray() && !several.isEmpty())
                        .findFirst()
                        .map(several -> several.values().stream())
                        .orElse(Stream.of(one)))
                .toList();
    }

    static List<JsonNode> in(JsonNode candidate) {
        List<JsonNode> events = new ArrayList<>();
        collect(candidate, 0, events);
        return events;
    }

    static JsonNode metadata(JsonNode event) {
        JsonNode metadata = event.path("metadata");
        return metadata.isObject() ? metadata : event.path("attributes");
    }

    /**
     * What the event tells: written as text by some relays; nothing where they left out a body without fields, or made
     * another kind of nothing of it.
     */
    static JsonNode body(JsonNode event) {
        JsonNode body = event.path("body");
        return body.isObject() ? body : written(body).orElseGet(JsonNodeFactory.instance::objectNode);
    }

    private static Optional<JsonNode> written(JsonNode body) {
        try {
            return body.isString() && isJson(body.stringValue())
                    ? Optional.of(StrictJson.read(body.stringValue())).filter(JsonNode::isObject)
                    : Optional.empty();
        } catch (StrictJson.Unreadable e) {
            return Optional.empty();
        }
    }

    private static void collect(JsonNode node, int depth, List<JsonNode> events) {
        if (isEvent(node)) {
            events.add(node);
        } else if (depth < DEEPEST && node.isContainer()) {
            node.values().forEach(child -> collect(child, depth + 1, events));
        } else if (node.isString() && depth <= DEEPEST) {
            collectQuoted(node.stringValue(), depth, events);
        }
    }

    private static boolean isEvent(JsonNode node) {
        JsonNode metadata = metadata(node);
        JsonNode body = node.path("body");
        boolean nothing = body.isMissingNode() || body.isNull() || (body.isContainer() && body.isEmpty());
        // what Amazon's queues add stands beside a body as well, but names no event
        boolean named = metadata.isObject() && Texts.of(metadata, "event_name") != null;
        return node.isObject()
                && metadata.isObject()
                && (body.isObject() || (named && (nothing || written(body).isPresent())));
    }

    /** A claim may hold the event as text, and a stream's record several of them on lines of their own. */
    private static void collectQuoted(String text, int depth, List<JsonNode> events) {
        String json = isJson(text) ? text : decoded(text);
        if (isJson(json)) {
            try {
                StrictJson.readAll(json).forEach(one -> collect(one, depth + 1, events));
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
