package org.cairn.ingest.xapi;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Leaves one language in every language map: the one that the asker reads best (Communication 2.1.3, RFC 2616). */
final class OneLanguage {

    private static final Set<String> MAPS = Set.of("display", "name", "description");

    private final List<LanguageRange> wanted;

    /** For somebody who asks with this {@code Accept-Language}. */
    OneLanguage(@Nullable String languages) {
        wanted = ranges(languages);
    }

    private static List<LanguageRange> ranges(@Nullable String languages) {
        try {
            return languages == null || languages.isBlank() ? List.of() : LanguageRange.parse(languages);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    ObjectNode of(ObjectNode node) {
        for (String key : List.copyOf(node.propertyNames())) {
            JsonNode value = node.path(key);
            if (key.equals("extensions")) {
                continue;
            }
            if (MAPS.contains(key) && value.isObject()) {
                node.set(key, best(value));
            } else if (value instanceof ObjectNode object) {
                of(object);
            } else if (value.isArray()) {
                value.values().forEach(one -> {
                    if (one instanceof ObjectNode object) {
                        of(object);
                    }
                });
            }
        }
        return node;
    }

    private JsonNode best(JsonNode map) {
        if (map.size() < 2) {
            return map;
        }
        List<String> tags = List.copyOf(map.propertyNames());
        String found = matching(tags)
                .or(() -> Optional.ofNullable(Locale.lookupTag(wanted, tags)))
                .orElse(tags.getFirst());
        String tag = tags.stream().filter(found::equalsIgnoreCase).findFirst().orElse(tags.getFirst());
        return JsonNodeFactory.instance.objectNode().set(tag, map.path(tag));
    }

    /** The first that is, or begins with, what is wanted most: {@code en} takes {@code en-US}. */
    private Optional<String> matching(List<String> tags) {
        return wanted.stream()
                .filter(range -> range.getWeight() > 0)
                .flatMap(range -> Locale.filterTags(List.of(range), tags).stream())
                .findFirst();
    }
}
