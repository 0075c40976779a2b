package org.cairn.ingest.generic;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** As much of JSON Schema (2020-12) as the schema of our own events uses; any other keyword is an error. */
final class JsonSchema {

    private static final Set<String> SAID_ONLY =
            Set.of("$schema", "$defs", "title", "description", "examples", "default", "then", "else");

    private final JsonNode root;

    JsonSchema(JsonNode root) {
        this.root = root;
    }

    boolean allows(JsonNode value) {
        return allows(root, value);
    }

    private boolean allows(JsonNode schema, JsonNode value) {
        return schema.properties().stream().allMatch(entry -> allows(schema, entry.getKey(), entry.getValue(), value));
    }

    private boolean allows(JsonNode schema, String keyword, JsonNode wanted, JsonNode value) {
        if (SAID_ONLY.contains(keyword)) {
            return true;
        }
        return switch (keyword) {
            case "$ref" -> allows(root.at(wanted.stringValue().substring(1)), value);
            case "anyOf" -> wanted.valueStream().anyMatch(one -> allows(one, value));
            case "allOf" -> wanted.valueStream().allMatch(one -> allows(one, value));
            case "not" -> !allows(wanted, value);
            case "if" -> {
                JsonNode next = schema.path(allows(wanted, value) ? "then" : "else");
                yield next.isMissingNode() || allows(next, value);
            }
            case "type" ->
                wanted.isArray()
                        ? wanted.valueStream().anyMatch(one -> isOf(one.stringValue(), value))
                        : isOf(wanted.stringValue(), value);
            case "enum" -> wanted.valueStream().anyMatch(value::equals);
            case "const" -> wanted.equals(value);
            case "required" ->
                !value.isObject() || wanted.valueStream().allMatch(name -> value.has(name.stringValue()));
            case "properties" -> properties(wanted, value);
            case "items" -> !value.isArray() || value.valueStream().allMatch(one -> allows(wanted, one));
            case "maxItems" -> !value.isArray() || value.size() <= wanted.intValue();
            case "pattern" ->
                !value.isString()
                        || Pattern.compile(wanted.stringValue())
                                .matcher(value.stringValue())
                                .find();
            case "maxLength" ->
                !value.isString() || value.stringValue().codePoints().count() <= wanted.intValue();
            case "minimum" -> !value.isNumber() || compare(value, wanted) >= 0;
            case "maximum" -> !value.isNumber() || compare(value, wanted) <= 0;
            case "exclusiveMinimum" -> !value.isNumber() || compare(value, wanted) > 0;
            case "exclusiveMaximum" -> !value.isNumber() || compare(value, wanted) < 0;
            default -> throw new IllegalArgumentException(keyword);
        };
    }

    private boolean properties(JsonNode wanted, JsonNode value) {
        if (!value.isObject()) {
            return true;
        }
        Iterator<java.util.Map.Entry<String, JsonNode>> all =
                wanted.properties().iterator();
        boolean allowed = true;
        while (allowed && all.hasNext()) {
            var one = all.next();
            allowed = !value.has(one.getKey()) || allows(one.getValue(), value.path(one.getKey()));
        }
        return allowed;
    }

    private static int compare(JsonNode value, JsonNode limit) {
        return new BigDecimal(value.asString()).compareTo(new BigDecimal(limit.asString()));
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "null" -> value.isNull();
            case "boolean" -> value.isBoolean();
            default -> throw new IllegalArgumentException(type);
        };
    }
}
