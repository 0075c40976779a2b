package org.cairn.ingest.generic;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.reading.StrictJson.Unreadable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings what senders post into one shape: a form becomes an object, and {@code person.sis} or {@code person[sis]}
 * becomes {@code sis} within {@code person}.
 */
final class Shapes {

    private static final int MOST_FIELDS = 500;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern LOOKS_LIKE_A_FORM = Pattern.compile("[\\w.%\\[\\]-]{1,100}=");

    /**
     * The groups that one underscore may stand for, or two: PHP makes one of a dot, Zapier writes two. Only these names,
     * for senders have words of their own.
     */
    private static final Pattern UNDERSCORED = Pattern.compile(
            "(?:(person)__?(sub|moodle|canvas|canvas_uuid|sis|username|lti11|iri|xapi_account|email|email_sha1|name)"
                    + "|(score)__?(points|possible)|(by)__?(name|role)|(activity|course)__?(id|title|possible))");

    private Shapes() {}

    static List<JsonNode> read(String text, @Nullable String contentType) throws Unreadable {
        if (isForm(text, contentType)) {
            return List.of(nested(form(text)));
        }
        JsonNode document = StrictJson.read(text);
        List<JsonNode> events = new ArrayList<>();
        for (JsonNode event : document.isArray() ? document.values().stream().toList() : List.of(document)) {
            events.add(event instanceof ObjectNode object ? nested(object) : event);
        }
        return events;
    }

    /** What says that it is a form, or looks like one where nothing is said: tool_trigger sends no type by itself. */
    private static boolean isForm(String text, @Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        String begins = text.stripLeading();
        boolean looksLikeJson = begins.startsWith("{") || begins.startsWith("[");
        boolean unsaid = type.isEmpty() || type.startsWith("text/plain");
        return !looksLikeJson
                && (type.startsWith(FORM)
                        || (unsaid && LOOKS_LIKE_A_FORM.matcher(text).lookingAt()));
    }

    private static ObjectNode form(String text) throws Unreadable {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.split("&", MOST_FIELDS + 1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (fields.put(name, value) != null) {
                throw new Unreadable("A field stands twice in the form.");
            }
        }
        if (fields.size() > MOST_FIELDS) {
            throw new Unreadable("A form may have at most %d fields.".formatted(MOST_FIELDS));
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach(object::put);
        return object;
    }

    private static String decoded(String text) throws Unreadable {
        try {
            String plain = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (plain.indexOf('\uFFFD') >= 0) {
                throw new Unreadable("The form is not percent-encoded UTF-8.");
            }
            return plain;
        } catch (IllegalArgumentException e) {
            throw new Unreadable("The form is not percent-encoded UTF-8.");
        }
    }

    private static ObjectNode nested(ObjectNode flat) throws Unreadable {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : flat.properties()) {
            String name = field.getKey();
            String[] parts = parts(name);
            boolean own = name.indexOf('_') > 0 && !name.contains(".") && !name.contains("[");
            if (parts.length == 2 && own && (flat.has(parts[0]) || flat.has("eventname"))) {
                object.set(name, field.getValue().deepCopy());
            } else if (parts.length == 2) {
                JsonNode inner = object.path(parts[0]);
                if (!inner.isMissingNode() && !inner.isObject()) {
                    throw new Unreadable("The field '%s' is a value and a group at once.".formatted(shown(parts[0])));
                }
                ObjectNode group = inner instanceof ObjectNode known ? known : object.putObject(parts[0]);
                group.set(parts[1], field.getValue());
            } else if (object.path(name) instanceof ObjectNode known && field.getValue() instanceof ObjectNode more) {
                more.properties().forEach(entry -> known.set(entry.getKey(), entry.getValue()));
            } else {
                object.set(name, field.getValue().deepCopy());
            }
        }
        return object;
    }

    private static String[] parts(String name) {
        if (name.endsWith("]") && name.indexOf('[') > 0) {
            int open = name.indexOf('[');
            return new String[] {name.substring(0, open), name.substring(open + 1, name.length() - 1)};
        }
        Matcher underscored = UNDERSCORED.matcher(name);
        if (underscored.matches()) {
            return IntStream.rangeClosed(1, underscored.groupCount())
                    .mapToObj(underscored::group)
                    .filter(Objects::nonNull)
                    .toArray(String[]::new);
        }
        int dot = name.indexOf('.');
        return dot > 0 && dot < name.length() - 1
                ? new String[] {name.substring(0, dot), name.substring(dot + 1)}
                : new String[] {name};
    }

    private static String shown(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40);
    }
}
