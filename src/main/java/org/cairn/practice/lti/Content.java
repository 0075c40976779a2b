package org.cairn.practice.lti;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One item that a tool answered with (LTI Deep Linking 2.0, section 3).
 *
 * @param lineItem the column that it wants; null for none
 */
public record Content(
        String type,
        @Nullable String url,
        String title,
        String text,
        Map<String, String> custom,
        @Nullable Map<String, Object> lineItem) {

    private static final String ITEMS = ClaimNames.DEEP + "content_items";

    static List<Content> of(Map<String, Object> claims, JsonMapper json) {
        JsonNode items = json.valueToTree(claims).path(ITEMS);
        return items.valueStream().map(one -> of(one, json)).toList();
    }

    public static Content of(JsonNode item, JsonMapper json) {
        JsonNode column = item.path("lineItem");
        String url = item.path("url").asString("");
        Map<String, Object> described = null;
        if (column.isObject()) {
            described = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> one : column.properties()) {
                described.put(one.getKey(), json.convertValue(one.getValue(), Object.class));
            }
        }
        return new Content(
                item.path("type").asString(""),
                url.isEmpty() ? null : url,
                item.path("title").asString(""),
                item.path("text").asString(""),
                RegistrationJson.strings(item.path("custom")),
                described);
    }

    public boolean link() {
        return type.equals("ltiResourceLink");
    }

    /** The same under another name, as a teacher wrote it. */
    public Content named(String name) {
        return name.isBlank() ? this : new Content(type, url, name.trim(), text, custom, lineItem);
    }
}
