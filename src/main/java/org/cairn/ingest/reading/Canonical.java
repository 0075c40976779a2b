package org.cairn.ingest.reading;

import java.util.Map;
import java.util.TreeMap;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What makes two events the same one, for Canvas gives them no id: name, time, tenant and body, whatever the order of
 * its keys and whether nulls are written or left out.
 */
public final class Canonical {

    private Canonical() {}

    public static String digest(@Nullable String name, @Nullable String time, @Nullable String tenant, JsonNode body) {
        StringBuilder text = new StringBuilder(1024);
        append(text, String.valueOf(name));
        append(text, String.valueOf(time));
        append(text, String.valueOf(tenant));
        append(text, body);
        return Tokens.digest(text.toString());
    }

    private static void append(StringBuilder text, JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
            text.append('{');
            sorted.forEach((key, value) -> {
                if (!value.isNull()) {
                    append(text, key);
                    append(text, value);
                }
            });
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            node.values().forEach(value -> append(text, value));
            text.append(']');
        } else if (node.isString()) {
            append(text, node.stringValue());
        } else if (node.isNumber()) {
            text.append('n').append(node.decimalValue().stripTrailingZeros()).append(';');
        } else {
            text.append(
                    node.isMissingNode() ? "-" : node.isNull() ? "0" : node.isBoolean() ? node.booleanValue() : "?");
            text.append(';');
        }
    }

    /** The length stands in front, so that no text can pretend to be two. */
    private static void append(StringBuilder text, String value) {
        text.append('s').append(value.length()).append(':').append(value);
    }
}
