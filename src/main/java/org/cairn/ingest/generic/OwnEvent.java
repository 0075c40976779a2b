package org.cairn.ingest.generic;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.evidence.Activity;
import org.cairn.evidence.KnownActivity;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.reading.Texts;
import org.cairn.platform.Family;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One of our own events, with the ways of reading its fields that all types share. */
record OwnEvent(Origin origin, JsonNode body, Instant at) {

    private static final int LONGEST_TITLE = 500;
    private static final int LONGEST_ACTIVITY = 500;
    private static final BigInteger CANVAS_SHARD = BigInteger.TEN.pow(13);
    private static final Set<String> NUMBERED = Set.of("assignment", "quiz", "module", "outcome");
    private static final Set<String> TYPES =
            Set.of("assignment", "quiz", "module", "outcome", "cm", "line-item", "xapi", "caliper", "event");

    /** The course by the platform's own id; null where the event does not say. */
    @Nullable
    String course() {
        JsonNode course = body.path("course");
        Optional<String> id = course.isObject() ? Fields.text(course, "id") : Fields.text(body, "course", "courseid");
        return id.map(this::local).orElse(null);
    }

    /** What was graded or done; empty where the event does not say, or says what can be none. */
    Optional<Activity> activity() {
        JsonNode activity = body.path("activity");
        String id = activity.isObject() ? Texts.of(activity, "id") : Texts.of(body, "activity");
        return id == null ? Optional.empty() : activity(id);
    }

    private Optional<Activity> activity(String id) {
        String bare = id.strip();
        if (bare.isEmpty()
                || bare.length() > LONGEST_ACTIVITY
                || !bare.equals(Texts.clean(bare, LONGEST_ACTIVITY))
                || (bare.equals("course") && course() == null)) {
            return Optional.empty();
        }
        return Optional.of(new Activity(origin.id(), course(), name(bare)));
    }

    /** An id without one of the known types is the sender's own name for something that the platform does not know. */
    private String name(String id) {
        int colon = id.indexOf(':');
        String type = colon < 0 ? "" : id.substring(0, colon);
        if (id.equals("course") || (TYPES.contains(type) && !id.matches(".*\\s.*") && colon < id.length() - 1)) {
            return NUMBERED.contains(type) ? type + ":" + local(id.substring(colon + 1)) : id;
        }
        return "event:" + id.replaceAll("\\s+", "_");
    }

    /** Canvas's numbers without the shard, as bindings have them. */
    private String local(String id) {
        boolean global = origin.platform().family() == Family.CANVAS && id.matches("\\d{14,19}");
        return global ? new BigInteger(id).mod(CANVAS_SHARD).toString() : id;
    }

    /** The points that can be had: of the score, of the activity, or of the event. */
    JsonNode possible() {
        for (JsonNode holder : List.of(body.path("score"), body.path("activity"), body)) {
            JsonNode possible = holder.path("possible");
            if (Fields.says(possible)) {
                return possible;
            }
        }
        return body.path("possible");
    }

    /** Whether it says in any of these places what cannot be divided by. */
    boolean saysImpossible() {
        return Stream.of(body.path("score"), body.path("activity"), body)
                .map(holder -> holder.path("possible"))
                .filter(Fields::says)
                .anyMatch(said -> Fields.number(said)
                        .filter(points -> points.signum() > 0)
                        .isEmpty());
    }

    Optional<BigDecimal> positivePossible() {
        return Fields.number(possible()).filter(points -> points.signum() > 0);
    }

    /** What the event tells of the activity itself. */
    List<KnownActivity> named() {
        JsonNode activity = body.path("activity");
        String title =
                Texts.clean(activity.isObject() ? Texts.of(activity, "title") : Texts.of(body, "title"), LONGEST_TITLE);
        return title == null
                ? List.of()
                : activity()
                        .map(known -> List.of(new KnownActivity(
                                known, title, positivePossible().orElse(null))))
                        .orElse(List.of());
    }
}
