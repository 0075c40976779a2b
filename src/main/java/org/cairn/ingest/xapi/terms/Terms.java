package org.cairn.ingest.xapi.terms;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.ingest.xapi.check.Forms;
import tools.jackson.databind.JsonNode;

/**
 * What a statement can be found by (Communication 2.1.3), each as a number. Two things may share a number: what is found
 * by one is looked at before it is given out.
 */
public final class Terms {

    /** By what agents are named. */
    public static final List<String> NAMED_BY = List.of("account", "mbox", "mbox_sha1sum", "openid");

    private static final String ACTIVITY = "activity";
    private static final String AGENT = "agent";
    private static final String RELATED = "related ";

    private Terms() {}

    /** What every statement has. */
    public static final long ANY = number("any", "");

    /** The numbers of everything that this statement can be found by on its own account. */
    static Set<Long> of(JsonNode statement) {
        Set<Long> terms =
                new HashSet<>(Set.of(ANY, verb(statement.path("verb").path("id").asString(""))));
        String registration = statement.path("context").path("registration").asString("");
        if (!registration.isEmpty()) {
            terms.add(registration(registration));
        }
        Set<String> activities = new HashSet<>(activities(statement, false));
        Set<String> agents = names(agents(statement, false));
        activities.forEach(id -> terms.add(number(ACTIVITY, id)));
        agents.forEach(name -> terms.add(number(AGENT, name)));
        for (String id : activities(statement, true)) {
            if (!activities.contains(id)) {
                terms.add(number(RELATED + ACTIVITY, id));
            }
        }
        for (String name : names(agents(statement, true))) {
            if (!agents.contains(name)) {
                terms.add(number(RELATED + AGENT, name));
            }
        }
        reference(statement).ifPresent(id -> terms.add(reference(id)));
        return terms;
    }

    public static long verb(String id) {
        return number("verb", id);
    }

    public static long registration(String uuid) {
        return number("registration", uuid.toLowerCase(Locale.ROOT));
    }

    /** Each statement that is about this activity, or related to it, has one of these. */
    public static List<Long> activity(String id, boolean related) {
        return either(ACTIVITY, id, related);
    }

    /** The same for an agent; nothing for a group that is named by nothing but its members. */
    public static Optional<List<Long>> agent(JsonNode agent, boolean related) {
        return names(agent).findFirst().map(name -> either(AGENT, name, related));
    }

    private static List<Long> either(String kind, String text, boolean related) {
        return related ? List.of(number(kind, text), number(RELATED + kind, text)) : List.of(number(kind, text));
    }

    static long reference(String id) {
        return number("reference", id);
    }

    /** The id of the statement that this one refers to. */
    public static Optional<String> reference(JsonNode statement) {
        JsonNode object = statement.path("object");
        String id = object.path("id").asString("").toLowerCase(Locale.ROOT);
        return object.path("objectType").asString("").equals("StatementRef") && Forms.isUuid(id)
                ? Optional.of(id)
                : Optional.empty();
    }

    /** The activities that a statement is about or, with those related, that it or its object names at all. */
    public static List<String> activities(JsonNode statement, boolean related) {
        JsonNode object = statement.path("object");
        List<String> ids = new ArrayList<>();
        if (object.path("objectType").asString("Activity").equals("Activity")) {
            ids.add(object.path("id").asString(""));
        }
        if (related) {
            for (JsonNode list :
                    statement.path("context").path("contextActivities").values()) {
                if (list.isArray()) {
                    list.values().forEach(one -> ids.add(one.path("id").asString("")));
                } else {
                    ids.add(list.path("id").asString(""));
                }
            }
            if (object.path("objectType").asString("").equals("SubStatement")) {
                ids.addAll(activities(object, true));
            }
        }
        return ids;
    }

    /** The agents of a statement, and the members of its groups: a group is meant by whoever means one of them. */
    public static List<JsonNode> agents(JsonNode statement, boolean related) {
        JsonNode object = statement.path("object");
        List<JsonNode> own = new ArrayList<>(List.of(statement.path("actor"), object));
        if (related) {
            own.add(statement.path("authority"));
            own.add(statement.path("context").path("instructor"));
            own.add(statement.path("context").path("team"));
        }
        List<JsonNode> agents = new ArrayList<>(own);
        own.forEach(group -> agents.addAll(group.path("member").values()));
        if (related && object.path("objectType").asString("").equals("SubStatement")) {
            // last, for they have their members already
            agents.addAll(agents(object, true));
        }
        return agents;
    }

    private static Set<String> names(List<JsonNode> agents) {
        return agents.stream().flatMap(Terms::names).collect(Collectors.toSet());
    }

    private static Stream<String> names(JsonNode agent) {
        return NAMED_BY.stream().filter(agent::has).map(key -> key + " " + name(agent.path(key)));
    }

    /** The order of an account's two names is none. */
    private static String name(JsonNode name) {
        return name.isObject() ? name.path("homePage") + " " + name.path("name") : name.toString();
    }

    private static long number(String kind, String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((kind + "\n" + text).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
