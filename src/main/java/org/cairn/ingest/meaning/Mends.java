package org.cairn.ingest.meaning;

import java.util.List;
import org.cairn.ingest.MendingRule;
import org.cairn.ingest.MendingRule.Test;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.reading.StrictJson.Unreadable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Applies rules to messages: no patterns and no code, so that each costs one walk through the message at most. */
public final class Mends {

    private static final int DEEPEST_PUT = 20;

    /** So much, in characters of the new values, one message takes: rules that feed each other would fill the memory. */
    private static final int MOST_PUT = 1_000_000;

    private Mends() {}

    /** What may still be put into a message. */
    private static final class Room {
        private int left = MOST_PUT;

        boolean takes(MendingRule rule) {
            left = Math.max(-1, left - 1 - rule.value().length());
            return left >= 0;
        }
    }

    /** The message as these rules, in this order, make it; as it is where they change nothing, make too much of
     * it, or it is no JSON. */
    public static String apply(List<MendingRule> rules, String body) {
        if (rules.isEmpty()) {
            return body;
        }
        try {
            JsonNode message = StrictJson.read(body);
            Room room = new Room();
            boolean changed = false;
            for (MendingRule rule : rules) {
                changed |= apply(rule, message, room);
            }
            return changed && room.left >= 0 ? message.toString() : body;
        } catch (Unreadable e) {
            return body;
        }
    }

    /** Whether this rule changes the message. */
    private static boolean apply(MendingRule rule, JsonNode message, Room room) {
        JsonNode value = value(rule.value());
        return switch (rule.test()) {
            case EVERYWHERE -> everywhere(message, rule, value, room);
            case ALWAYS, EQUALS, CONTAINS -> holds(rule, message) && put(message, rule.put(), value);
        };
    }

    private static boolean holds(MendingRule rule, JsonNode message) {
        if (rule.test() == Test.ALWAYS) {
            return true;
        }
        String found = text(message.at(JsonPointer.compile(rule.at())));
        return found != null
                && (rule.test() == Test.EQUALS ? found.equals(rule.wanted()) : found.contains(rule.wanted()));
    }

    private static @Nullable String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asString() : null;
    }

    /** What reads as JSON is meant as such; everything else is text. */
    static JsonNode value(String written) {
        try {
            return StrictJson.read(written.strip());
        } catch (Unreadable e) {
            return JsonNodeFactory.instance.stringNode(written);
        }
    }

    private static boolean everywhere(JsonNode node, MendingRule rule, JsonNode value, Room room) {
        boolean changed = false;
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode child = object.get(name);
                if (rule.wanted().equals(text(child))) {
                    if (!room.takes(rule)) {
                        return changed;
                    }
                    object.set(name, value.deepCopy());
                    changed = true;
                } else {
                    changed |= everywhere(child, rule, value, room);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (rule.wanted().equals(text(array.get(i)))) {
                    if (!room.takes(rule)) {
                        return changed;
                    }
                    array.set(i, value.deepCopy());
                    changed = true;
                } else {
                    changed |= everywhere(array.get(i), rule, value, room);
                }
            }
        }
        return changed;
    }

    /** Puts the value; objects on the way that are not there are made, lists never grow. */
    private static boolean put(JsonNode message, String where, JsonNode value) {
        JsonPointer pointer = JsonPointer.compile(where);
        if (value.equals(message.at(pointer))) {
            return false;
        }
        JsonNode parent = message;
        int depth = 0;
        while (!pointer.tail().matches() && depth++ < DEEPEST_PUT) {
            JsonNode child = child(parent, pointer);
            if (child.isMissingNode() || child.isNull()) {
                if (!(parent instanceof ObjectNode object)) {
                    return false;
                }
                child = object.putObject(pointer.getMatchingProperty());
            }
            parent = child;
            pointer = pointer.tail();
        }
        return set(parent, pointer, value);
    }

    private static JsonNode child(JsonNode parent, JsonPointer pointer) {
        return parent.isArray() ? parent.path(pointer.getMatchingIndex()) : parent.path(pointer.getMatchingProperty());
    }

    private static boolean set(JsonNode parent, JsonPointer last, JsonNode value) {
        if (parent instanceof ObjectNode object) {
            object.set(last.getMatchingProperty(), value.deepCopy());
            return true;
        }
        int index = last.getMatchingIndex();
        if (parent instanceof ArrayNode array && index >= 0 && index < array.size()) {
            array.set(index, value.deepCopy());
            return true;
        }
        return false;
    }
}
