package org.cairn.ingest.xapi;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.cairn.ingest.Feed;
import org.cairn.ingest.xapi.Query.Format;
import org.cairn.ingest.xapi.Search.Hit;
import org.cairn.ingest.xapi.check.Timestamps;
import org.cairn.net.PublicUrl;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Statements as they are given out: with what the receiver adds (Data 2.4), in the form asked for (Communication 2.1.3). */
@Component
class Shown {

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final Pattern PRECISE = Pattern.compile(".*:\\d{2}[.,]\\d{3}.*");
    private static final int HINT = 12;
    private static final Set<String> NAMES = Set.copyOf(Actors.NAMED_BY);

    private final PublicUrl publicUrl;

    Shown(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    ObjectNode show(Feed feed, Hit hit, Format format, @Nullable String languages) {
        ObjectNode shown = (ObjectNode) hit.statement().deepCopy();
        String stored = time(hit.message().at());
        shown.put("stored", stored);
        String written = shown.path("timestamp").asString("");
        if (!PRECISE.matcher(written).matches()) {
            shown.put("timestamp", Timestamps.parse(written).map(Shown::time).orElse(stored));
        }
        if (!shown.has("version")) {
            shown.put("version", "1.0.0");
        }
        if (!shown.has("authority")) {
            shown.set("authority", authority(feed));
        }
        arrays(shown);
        return switch (format) {
            case EXACT -> shown;
            case IDS -> ids(shown);
            case CANONICAL -> new OneLanguage(languages).of(shown);
        };
    }

    /** Who vouches for what came under a credential: the feed it belongs to. */
    ObjectNode authority(Feed feed) {
        ObjectNode authority = JsonNodeFactory.instance.objectNode();
        authority.put("objectType", "Agent");
        authority
                .putObject("account")
                .put("homePage", publicUrl.of(""))
                .put("name", "feed-" + Tokens.digest(feed.id()).substring(0, HINT));
        return authority;
    }

    /** Single activities are returned as arrays of one (Data 2.4.6.2). */
    private static void arrays(ObjectNode statement) {
        if (statement.path("context") instanceof ObjectNode context && context.has("contextActivities")) {
            context.set("contextActivities", arrays(context.path("contextActivities")));
        }
        if (statement.path("object") instanceof ObjectNode object
                && object.path("objectType").asString("").equals("SubStatement")) {
            arrays(object);
        }
    }

    /** The activities around a statement, each kind of them as an array. */
    static JsonNode arrays(JsonNode contextActivities) {
        if (!contextActivities.isObject()) {
            return contextActivities;
        }
        ObjectNode arrays = JsonNodeFactory.instance.objectNode();
        contextActivities
                .properties()
                .forEach(entry -> arrays.set(
                        entry.getKey(),
                        entry.getValue().isObject()
                                ? JsonNodeFactory.instance.arrayNode().add(entry.getValue())
                                : entry.getValue()));
        return arrays;
    }

    private static ObjectNode ids(ObjectNode statement) {
        for (String key : List.copyOf(statement.propertyNames())) {
            switch (key) {
                case "actor", "authority" -> statement.set(key, agent(statement.path(key)));
                case "verb" -> statement.set(key, only(statement.path(key), Set.of("id")));
                case "object" -> statement.set(key, object(statement.path(key)));
                case "context" -> {
                    // a lenient feed may have kept a context that is no object
                    if (statement.path(key) instanceof ObjectNode context) {
                        context(context);
                    }
                }
                default -> {
                    // everything else has no more of a name than it is
                }
            }
        }
        return statement;
    }

    private static JsonNode object(JsonNode object) {
        return switch (object.path("objectType").asString("Activity")) {
            case "Activity" -> only(object, Set.of("id"));
            case "SubStatement" -> object instanceof ObjectNode statement ? ids(statement) : object;
            case "StatementRef" -> object;
            default -> agent(object);
        };
    }

    private static void context(ObjectNode context) {
        for (String key : List.of("instructor", "team")) {
            if (context.has(key)) {
                context.set(key, agent(context.path(key)));
            }
        }
        for (JsonNode list : context.path("contextActivities").values()) {
            if (list instanceof ArrayNode activities) {
                for (int i = 0; i < activities.size(); i++) {
                    activities.set(i, only(activities.path(i), Set.of("id")));
                }
            }
        }
    }

    private static JsonNode agent(JsonNode agent) {
        boolean named = NAMES.stream().anyMatch(agent::has);
        ObjectNode bare = JsonNodeFactory.instance.objectNode();
        agent.properties().forEach(entry -> {
            if (NAMES.contains(entry.getKey()) || entry.getKey().equals("objectType")) {
                bare.set(entry.getKey(), entry.getValue());
            } else if (entry.getKey().equals("member") && !named) {
                ArrayNode members = bare.putArray("member");
                entry.getValue().values().forEach(member -> members.add(agent(member)));
            }
        });
        return bare;
    }

    private static JsonNode only(JsonNode object, Set<String> keys) {
        ObjectNode bare = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(entry -> {
            if (keys.contains(entry.getKey())) {
                bare.set(entry.getKey(), entry.getValue());
            }
        });
        return bare;
    }
}
