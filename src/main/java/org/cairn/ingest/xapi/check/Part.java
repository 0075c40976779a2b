package org.cairn.ingest.xapi.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A part of a statement, and where it stands. */
record Part(String place, JsonNode node) {

    boolean has(String key) {
        return node.has(key);
    }

    /** What stands under a key; it must be there. */
    Part at(String key) throws Flaw {
        JsonNode value = node.get(key);
        if (value == null) {
            throw new Flaw(place, "lacks '%s'.".formatted(key));
        }
        return new Part(place + "." + key, value);
    }

    Flaw flaw(String what) {
        return new Flaw(place, what);
    }

    /** Makes sure that this is an object of these keys and no others, none of them null (Data 2.2). */
    Part object(Set<String> keys) throws Flaw {
        anyObject();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!keys.contains(entry.getKey())) {
                throw flaw("has a key that the specification does not know there.");
            }
            if (entry.getValue().isNull()) {
                throw new Flaw(place + "." + entry.getKey(), "is null.");
            }
        }
        return this;
    }

    Part anyObject() throws Flaw {
        if (!node.isObject()) {
            throw flaw("is not an object.");
        }
        return this;
    }

    List<Part> array() throws Flaw {
        if (!node.isArray()) {
            throw flaw("is not an array.");
        }
        List<Part> parts = new ArrayList<>();
        for (JsonNode element : node.values()) {
            parts.add(new Part("%s[%d]".formatted(place, parts.size()), element));
        }
        return parts;
    }

    String text() throws Flaw {
        if (!node.isString()) {
            throw flaw("is not a string.");
        }
        return node.stringValue();
    }

    String text(Pattern form, String what) throws Flaw {
        String text = text();
        if (!form.matcher(text).matches()) {
            throw flaw("is not %s.".formatted(what));
        }
        return text;
    }

    void flag() throws Flaw {
        if (!node.isBoolean()) {
            throw flaw("is neither true nor false.");
        }
    }

    /** A check of one part. */
    interface Check {
        void of(Part part) throws Flaw;
    }

    void optional(String key, Check check) throws Flaw {
        if (has(key)) {
            check.of(at(key));
        }
    }

    void required(String key, Check check) throws Flaw {
        check.of(at(key));
    }
}
