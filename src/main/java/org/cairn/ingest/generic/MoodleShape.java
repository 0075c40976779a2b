package org.cairn.ingest.generic;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.evidence.Activity;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Texts;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Moodle's own events, as its plugins tool_trigger (fields {@code other_…}) and local_webhooks ({@code other} as an
 * object) post them. A grade there says neither its activity nor its maximum, so a step before must add {@code cmid}
 * and {@code grademax}.
 */
final class MoodleShape {

    private static final List<String> CORE = List.of(
            "eventname",
            "timecreated",
            "userid",
            "relateduserid",
            "courseid",
            "contextinstanceid",
            "objectid",
            "other");
    private static final int LONGEST_TITLE = 500;

    private MoodleShape() {}

    static boolean is(JsonNode event) {
        return event.has("eventname") && !event.has("type");
    }

    /** What makes two of them the same: a step that looks something up may add other words the second time. */
    static ObjectNode meaning(JsonNode event) {
        ObjectNode core = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            if (CORE.contains(field.getKey()) || field.getKey().startsWith("other_")) {
                core.set(field.getKey(), field.getValue());
            }
        }
        return core;
    }

    /** {@code course_completed} of {@code \core\event\course_completed}. */
    static String shortName(String name) {
        return name.substring(name.lastIndexOf('\\') + 1);
    }

    static Translation translate(Origin origin, JsonNode event, java.time.Instant at) {
        Optional<String> who = learner(event);
        Optional<String> course = Fields.text(event, "courseid").filter(id -> !id.equals("0"));
        String name =
                Fields.text(event, "eventname").map(MoodleShape::shortName).orElse("");
        Optional<Observation> seen;
        switch (name) {
            case "course_completed" ->
                seen = course.map(
                        id -> new Observation.Completion(new Activity(origin.id(), id, "course"), BigDecimal.ONE));
            case "course_module_completion_updated" -> seen = completion(origin, event, course.orElse(null));
            case "user_graded" -> seen = graded(origin, event, course.orElse(null));
            default -> {
                return Ignored.of("own.moodle-not-counted", shown(name));
            }
        }
        if (who.isEmpty()) {
            return Unusable.of("own.moodle-no-user");
        }
        return seen.<Translation>map(what -> new Observed(
                        List.of(new Identifier(IdentifierKind.SUB, who.get())), at, List.of(what), named(event, what)))
                .orElseGet(() -> missing(name));
    }

    /** Never {@code userid}: that is whoever graded, overrode, or ran the task. */
    private static Optional<String> learner(JsonNode event) {
        return Fields.text(event, "relateduserid")
                .or(() -> other(event, "relateduserid"))
                .filter(id -> id.matches("[1-9]\\d*"));
    }

    /** States: 0 not complete, 1 complete, 2 with a pass, 3 with a fail, which is no completion. */
    private static Optional<Observation> completion(Origin origin, JsonNode event, @Nullable String course) {
        Optional<String> module = Fields.text(event, "contextinstanceid");
        Optional<String> state = other(event, "completionstate").filter(one -> one.matches("[0-3]"));
        return module.isEmpty() || state.isEmpty()
                ? Optional.empty()
                : Optional.of(new Observation.Completion(
                        new Activity(origin.id(), course, "cm:" + module.get()),
                        state.get().equals("1") || state.get().equals("2") ? BigDecimal.ONE : BigDecimal.ZERO));
    }

    private static Optional<Observation> graded(Origin origin, JsonNode event, @Nullable String course) {
        Optional<String> module = Fields.text(event, "cmid").filter(id -> id.matches("[1-9]\\d*"));
        Optional<BigDecimal> most = Fields.number(Fields.first(event, "grademax", "rawgrademax", "other_grademax"))
                .filter(points -> points.signum() > 0);
        List<JsonNode> told = Stream.of(
                        event.path("other_finalgrade"),
                        event.path("finalgrade"),
                        event.path("other").path("finalgrade"))
                .filter(one -> !one.isMissingNode())
                .toList();
        // only what is said to be no grade takes one back
        if (module.isEmpty() || most.isEmpty() || told.isEmpty()) {
            return Optional.empty();
        }
        JsonNode points = told.stream().filter(Fields::says).findFirst().orElse(told.getFirst());
        return Fields.says(points) && Fields.number(points).isEmpty()
                ? Optional.empty()
                : Optional.of(new Observation.Score(
                        new Activity(origin.id(), course, "cm:" + module.get()),
                        Fields.number(points).orElse(null),
                        most.get()));
    }

    private static Optional<String> other(JsonNode event, String name) {
        return Fields.text(event, "other_" + name).or(() -> Fields.text(event.path("other"), name));
    }

    private static List<KnownActivity> named(JsonNode event, Observation seen) {
        String title = Texts.clean(Texts.of(event, "activityname"), LONGEST_TITLE);
        return title != null
                        && seen instanceof Observation.Completion done
                        && !done.activity().id().equals("course")
                ? List.of(new KnownActivity(done.activity(), title, null))
                : List.of();
    }

    private static Unusable missing(String name) {
        return switch (name) {
            case "user_graded" -> Unusable.of("own.moodle-no-grade");
            case "course_completed" -> Unusable.of("own.moodle-no-course");
            default -> Unusable.of("own.moodle-no-activity");
        };
    }

    private static String shown(String name) {
        return name.matches("\\w{1,80}") ? name : "unnamed";
    }
}
