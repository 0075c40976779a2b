package org.cairn.ingest.moodle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.ingest.reading.Texts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer of {@code gradereport_user_get_grade_items}: what stands in the gradebook for one student or for all. An
 * activity is graded by the first of its items; further items, and columns that teachers made, are activities of their
 * own.
 */
final class GradeItems {

    private final JsonNode usergrades;
    private final Map<String, Long> firstItem = new HashMap<>();

    GradeItems(JsonNode answer) {
        this.usergrades = answer.path("usergrades");
        for (JsonNode items : usergrades) {
            for (JsonNode item : items.path("gradeitems")) {
                ofModule(item).ifPresent(cmid -> firstItem.merge(cmid, number(item), Math::min));
            }
        }
    }

    /** The students whom the gradebook names. */
    Set<String> students() {
        Set<String> students = new LinkedHashSet<>();
        usergrades.forEach(one -> Ids.of(one, "userid").ifPresent(students::add));
        return students;
    }

    List<Finding> scores() {
        List<Finding> found = new ArrayList<>();
        for (JsonNode one : usergrades) {
            Ids.of(one, "userid").ifPresent(user -> {
                for (JsonNode item : one.path("gradeitems")) {
                    activity(item)
                            .flatMap(activity -> score(user, activity, item))
                            .ifPresent(found::add);
                }
            });
        }
        return found;
    }

    /** The points possible, by activity; what has no range has none. */
    Map<String, JsonNode> items() {
        Map<String, JsonNode> items = new HashMap<>();
        for (JsonNode one : usergrades) {
            for (JsonNode item : one.path("gradeitems")) {
                activity(item).ifPresent(activity -> items.putIfAbsent(activity, item));
            }
        }
        return items;
    }

    /**
     * Nothing is said of a grade that waits to be calculated, nor of one that is hidden from the student: it is heard of
     * once it is calculated and shown.
     */
    private static Optional<Finding> score(String user, String activity, JsonNode item) {
        boolean held =
                isTrue(item, "gradeneedsupdate") || isTrue(item, "gradeishidden") || isTrue(item, "gradehiddenbydate");
        if (held || !item.has("graderaw")) {
            return Optional.empty();
        }
        boolean none = item.path("graderaw").isNull();
        ObjectNode body = Finding.body("score").put("user", user).put("activity", activity);
        body.set("graderaw", item.path("graderaw"));
        body.set("grademin", item.path("grademin"));
        body.set("grademax", item.path("grademax"));
        return Optional.of(new Finding(
                user, "score:" + activity, Functions.GRADES, Finding.moment(item.path("gradedategraded")), none, body));
    }

    private Optional<String> activity(JsonNode item) {
        Optional<String> cmid = ofModule(item);
        if (cmid.isPresent() && number(item) == firstItem.getOrDefault(cmid.get(), 0L)) {
            return cmid.map(id -> "cm:" + id);
        }
        return switch (String.valueOf(Texts.of(item, "itemtype"))) {
            case "course" -> Optional.of("course");
            case "mod", "manual" -> Ids.of(item, "id").map(id -> "grade-item:" + id);
            default -> Optional.empty();
        };
    }

    /** An outcome is graded beside the activity, not in its place. */
    private static Optional<String> ofModule(JsonNode item) {
        return "mod".equals(Texts.of(item, "itemtype")) && Texts.of(item, "outcomeid") == null
                ? Ids.of(item, "cmid")
                : Optional.empty();
    }

    private static long number(JsonNode item) {
        return item.path("itemnumber").asLong(0);
    }

    private static boolean isTrue(JsonNode item, String field) {
        JsonNode value = item.path(field);
        return value.isBoolean() ? value.booleanValue() : value.isIntegralNumber() && value.longValue() != 0;
    }
}
