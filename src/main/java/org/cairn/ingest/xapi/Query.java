package org.cairn.ingest.xapi;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.inbox.KeptMessages.Place;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.xapi.check.ActorCheck;
import org.cairn.ingest.xapi.check.Flaw;
import org.cairn.ingest.xapi.check.Forms;
import org.cairn.ingest.xapi.check.Timestamps;
import org.cairn.ingest.xapi.terms.Terms;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which statements are asked for, and in what form (Communication 2.1.3).
 *
 * @param after where the page before ended; null for the first
 * @param through up to when the first page went; null where that is to be found out
 */
record Query(
        @Nullable String statementId,
        @Nullable String voidedStatementId,
        Filter filter,
        Instant since,
        Instant until,
        int limit,
        boolean ascending,
        boolean attachments,
        Format format,
        @Nullable Place after,
        @Nullable Instant through) {

    static final int MOST = 100;
    static final String AFTER = "after";

    private static final Set<String> SINGLE = Set.of("statementId", "voidedStatementId", "format", "attachments");
    private static final Set<String> KNOWN = Set.of(
            "statementId",
            "voidedStatementId",
            "agent",
            "verb",
            "activity",
            "registration",
            "related_activities",
            "related_agents",
            "since",
            "until",
            "limit",
            "format",
            "attachments",
            "ascending",
            AFTER);
    private static final int NANOS_OF_MILLI = 1_000_000;
    private static final Instant BEGINNING = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    /** The forms in which statements are returned. */
    enum Format {
        IDS,
        EXACT,
        CANONICAL
    }

    static Query of(Map<String, String> parameters) throws Problem {
        XapiDoor.allow(parameters, KNOWN);
        boolean single = parameters.containsKey("statementId") || parameters.containsKey("voidedStatementId");
        if (single
                && (!SINGLE.containsAll(parameters.keySet())
                        || parameters.containsKey("statementId") && parameters.containsKey("voidedStatementId"))) {
            throw Exchange.bad("With a statement’s id, only 'attachments' and 'format' can be asked for.");
        }
        return new Query(
                        uuid(parameters, "statementId"),
                        uuid(parameters, "voidedStatementId"),
                        new Filter(
                                agent(parameters.get("agent")),
                                iri(parameters, "verb"),
                                iri(parameters, "activity"),
                                uuid(parameters, "registration"),
                                flag(parameters, "related_agents"),
                                flag(parameters, "related_activities")),
                        time(parameters, "since").map(Query::endOfMilli).orElse(BEGINNING),
                        time(parameters, "until").map(Query::endOfMilli).orElse(END),
                        limit(parameters.get("limit")),
                        flag(parameters, "ascending"),
                        flag(parameters, "attachments"),
                        format(parameters.getOrDefault("format", "exact")),
                        null,
                        null)
                .behind(parameters.get(AFTER));
    }

    /** The same question, but only about what was stored then or earlier. */
    Query through(Instant latest) {
        return with(after, latest);
    }

    private Query with(@Nullable Place place, @Nullable Instant latest) {
        return new Query(
                statementId,
                voidedStatementId,
                filter,
                since,
                latest != null && until.isAfter(latest) ? latest : until,
                limit,
                ascending,
                attachments,
                format,
                place,
                latest);
    }

    private static @Nullable JsonNode agent(@Nullable String text) throws Problem {
        if (text == null) {
            return null;
        }
        try {
            JsonNode agent = StrictJson.read(text);
            ActorCheck.check(agent);
            return agent;
        } catch (StrictJson.Unreadable | Flaw e) {
            throw Exchange.bad("The parameter 'agent' is no Agent or Group: " + e.getMessage());
        }
    }

    static @Nullable String uuid(Map<String, String> parameters, String key) throws Problem {
        String text = parameters.get(key);
        if (text != null && !Forms.isUuid(text)) {
            throw wrong(key, "a UUID");
        }
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    static @Nullable String iri(Map<String, String> parameters, String key) throws Problem {
        String text = parameters.get(key);
        if (text != null && !Forms.isIri(text)) {
            throw wrong(key, "an IRI with a scheme");
        }
        return text;
    }

    private static boolean flag(Map<String, String> parameters, String key) throws Problem {
        return switch (parameters.getOrDefault(key, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, "true or false");
        };
    }

    static Optional<Instant> time(Map<String, String> parameters, String key) throws Problem {
        String text = parameters.get(key);
        Optional<Instant> time = Timestamps.parse(text);
        if (text != null && time.isEmpty()) {
            throw wrong(key, "a timestamp of ISO 8601");
        }
        return time;
    }

    /** Times are given out in milliseconds, and kept in microseconds: what is named by one means the whole of it. */
    private static Instant endOfMilli(Instant time) {
        return time.getNano() % NANOS_OF_MILLI == 0 ? time.plusNanos(NANOS_OF_MILLI - 1) : time;
    }

    private static int limit(@Nullable String text) throws Problem {
        if (text == null) {
            return MOST;
        }
        if (!text.matches("\\d{1,9}")) {
            throw wrong("limit", "a number from 0");
        }
        int limit = Integer.parseInt(text);
        return limit == 0 ? MOST : Math.min(limit, MOST);
    }

    private static Format format(String text) throws Problem {
        return switch (text) {
            case "ids" -> Format.IDS;
            case "exact" -> Format.EXACT;
            case "canonical" -> Format.CANONICAL;
            default -> throw wrong("format", "ids, exact or canonical");
        };
    }

    /** The same question from the place on where a page ended, and up to where the first one did. */
    private Query behind(@Nullable String text) throws Problem {
        if (text == null) {
            return this;
        }
        String[] parts = text.split("_", 3);
        Optional<Instant> at = Timestamps.parse(parts[0]);
        // earlier versions gave out no end
        Optional<Instant> end = parts.length < 3 ? Optional.empty() : Timestamps.parse(parts[2]);
        boolean whole = parts.length == 2 || end.isPresent();
        if (!whole || at.isEmpty() || !parts[1].matches("[0-9a-f-]{1,64}")) {
            throw wrong(AFTER, "one that was given out as 'more'");
        }
        return with(new Place(at.get(), parts[1]), end.orElse(null));
    }

    static Problem wrong(String key, String what) {
        return Exchange.bad("The parameter '%s' is not %s.".formatted(key, what));
    }

    /** Which statements are meant; null for what is not asked for. */
    record Filter(
            @Nullable JsonNode agent,
            @Nullable String verb,
            @Nullable String activity,
            @Nullable String registration,
            boolean relatedAgents,
            boolean relatedActivities) {

        boolean isOpen() {
            return agent == null && verb == null && activity == null && registration == null;
        }

        boolean takes(JsonNode statement) {
            return (verb == null
                            || verb.equals(statement.path("verb").path("id").asString("")))
                    && (registration == null
                            || registration.equalsIgnoreCase(statement
                                    .path("context")
                                    .path("registration")
                                    .asString("")))
                    && (activity == null
                            || Terms.activities(statement, relatedActivities).contains(activity))
                    && (agent == null
                            || Terms.agents(statement, relatedAgents).stream().anyMatch(this::isAgent));
        }

        /** Each statement that is meant has one of these; of several things that are asked for the rarest. */
        List<Long> terms() {
            if (registration != null) {
                return List.of(Terms.registration(registration));
            }
            Optional<List<Long>> agents = agent == null ? Optional.empty() : Terms.agent(agent, relatedAgents);
            if (agents.isPresent()) {
                return agents.get();
            }
            if (activity != null) {
                return Terms.activity(activity, relatedActivities);
            }
            return List.of(verb == null ? Terms.ANY : Terms.verb(verb));
        }

        /** Two are the same who are named by the same (Data 2.4.2.3). */
        private boolean isAgent(JsonNode other) {
            if (agent == null) {
                return true;
            }
            for (String key : Actors.NAMED_BY) {
                if (agent.has(key)) {
                    return agent.path(key).equals(other.path(key));
                }
            }
            return false;
        }
    }
}
