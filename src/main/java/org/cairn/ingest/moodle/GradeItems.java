package org.cairn.ingest.moodle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.ingest.reading.Texts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer of {@code gradereport_user_get_grade_items}: what stands in the gradebook for one student or for all. An
 * activity is graded by the first of its items; further items, and columns that teachers made, are activities of their
 * own.
 */
final class GradeItems {

    /** Written in the language of the service user. */
    private static final Pattern PERCENTAGE = Pattern.compile("(-?\\d{1,9})(?:[.,](\\d{1,9}))?[\\s\u00A0\u202F]*%");

    private final JsonNode usergrades;
    private final Set<String> students = new LinkedHashSet<>();
    private final Map<String, Long> firstItem = new HashMap<>();

    GradeItems(JsonNode answer) {
        this.usergrades = answer.path("usergrades");
        for (JsonNode items : usergrades) {
            Ids.of(items, "userid").ifPresent(students::add);
            for (JsonNode item : items.path("gradeitems")) {
                ofModule(item).ifPresent(cmid -> firstItem.merge(cmid, number(item), Math::min));
            }
        }
    }

    /** Whether the gradebook could be read at all. */
    boolean areTold() {
        return usergrades.isArray();
    }

    /** A course may set its report to show no grades, or no range to them: then points are a share of nothing known. */
    boolean tellTooLittle() {
        boolean any = false;
        boolean shown = false;
        for (JsonNode one : usergrades) {
            for (JsonNode item : one.path("gradeitems")) {
                any = true;
                shown |= item.has("graderaw");
                if (item.path("graderaw").isNumber()
                        && !item.has("grademax")
                        && percentage(item).isEmpty()) {
                    return true;
                }
            }
        }
        return any && !shown;
    }

    /** The students whom the gradebook names. */
    Set<String> students() {
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
        if (item.has("grademax")) {
            body.set("graderaw", item.path("graderaw"));
            body.set("grademin", item.path("grademin"));
            body.set("grademax", item.path("grademax"));
        } else if (none || percentage(item).isPresent()) {
            body.put("graderaw", percentage(item).orElse(null))
                    .put("grademin", 0)
                    .put("grademax", 100);
        } else {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                user, "score:" + activity, Functions.GRADES, Finding.moment(item.path("gradedategraded")), none, body));
    }

    /** What is shown in place of points and their range: how much of it, from the least that can be given. */
    private static Optional<BigDecimal> percentage(JsonNode item) {
        Matcher shown = PERCENTAGE.matcher(String.valueOf(Texts.of(item, "percentageformatted")));
        return shown.matches()
                ? Optional.of(new BigDecimal(shown.group(1) + "." + (shown.group(2) == null ? "0" : shown.group(2))))
                : Optional.empty();
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
