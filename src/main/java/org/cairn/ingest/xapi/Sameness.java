package org.cairn.ingest.xapi;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cairn.ingest.reading.Canonical;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.xapi.check.Timestamps;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether two statements are the same (Data 2.3.1): what a receiver may say in other words than the sender did, or add, is
 * no difference.
 */
final class Sameness {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What a receiver says of a statement. */
    private static final List<String> ADDED = List.of("id", "stored", "authority", "version", "timestamp");

    private Sameness() {}

    static boolean of(JsonNode one, JsonNode other) {
        return sameTime(one, other) && meaning(one).equals(meaning(other));
    }

    /** Who does not say when leaves that to the receiver. */
    private static boolean sameTime(JsonNode one, JsonNode other) {
        Optional<Instant> time = time(one);
        Optional<Instant> otherTime = time(other);
        return time.isEmpty() || otherTime.isEmpty() || time.equals(otherTime);
    }

    private static Optional<Instant> time(JsonNode statement) {
        return Timestamps.parse(Texts.of(statement, "timestamp")).map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    }

    private static String meaning(JsonNode statement) {
        JsonNode bare = bare(statement);
        if (bare instanceof ObjectNode object) {
            object.remove(ADDED);
        }
        return Canonical.digest(null, null, null, bare);
    }

    /** What verbs and activities are called, and files, are no part of a statement; the order of a group's members is none. */
    private static JsonNode bare(JsonNode node) {
        if (node.isArray()) {
            return array(node.values().stream().map(Sameness::bare).toList());
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode bare = NODES.objectNode();
        node.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            switch (entry.getKey()) {
                case "display", "definition", "attachments" -> {
                    // not compared
                }
                case "extensions" -> bare.set(entry.getKey(), value);
                case "timestamp" ->
                    bare.put("timestamp", time(node).map(Instant::toString).orElse(value.toString()));
                case "member" -> bare.set("member", array(sorted(bare(value))));
                case "contextActivities" -> bare.set("contextActivities", bare(Shown.arrays(value)));
                default -> bare.set(entry.getKey(), bare(value));
            }
        });
        return bare;
    }

    private static List<JsonNode> sorted(JsonNode members) {
        return members.values().stream()
                .sorted(Comparator.comparing(member -> Canonical.digest(null, null, null, member)))
                .toList();
    }

    private static ArrayNode array(List<JsonNode> values) {
        return NODES.arrayNode().addAll(values);
    }
}
