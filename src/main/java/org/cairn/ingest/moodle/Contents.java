package org.cairn.ingest.moodle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.ingest.reading.Texts;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The activities of a course, for an instructor to pick from: {@code core_course_get_contents} and the gradebook. */
final class Contents {

    /** Nobody can complete these, or be graded for them. */
    private static final Set<String> NOTHING_TO_DO = Set.of("label", "qbank", "subsection");

    private Contents() {}

    /** The contents have their names from a page, with {@code &amp;} in it; the gradebook has them as they are. */
    static List<Finding> activities(JsonNode sections, Map<String, JsonNode> gradeItems) {
        List<Finding> found = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (JsonNode section : sections) {
            for (JsonNode module : section.path("modules")) {
                Ids.of(module, "id").map(id -> "cm:" + id).ifPresent(activity -> {
                    boolean graded = gradeItems.containsKey(activity);
                    if ((graded || !isNothingToDo(module)) && named.add(activity)) {
                        found.add(activity(activity, name(module), gradeItems.get(activity), Functions.CONTENTS));
                    }
                });
            }
        }
        gradeItems.forEach((activity, item) -> {
            String title = Texts.of(item, "itemname");
            if (!named.contains(activity) && title != null) {
                found.add(activity(activity, title, item, Functions.GRADES));
            }
        });
        return found;
    }

    private static @Nullable String name(JsonNode module) {
        String name = Texts.of(module, "name");
        return name == null ? null : HtmlUtils.htmlUnescape(name);
    }

    private static boolean isNothingToDo(JsonNode module) {
        return NOTHING_TO_DO.contains(String.valueOf(Texts.of(module, "modname")))
                && module.path("completion").asInt(0) == 0;
    }

    private static Finding activity(String activity, @Nullable String title, @Nullable JsonNode item, String function) {
        ObjectNode body = Finding.body("activity").put("activity", activity);
        body.put("title", title);
        if (item != null && item.has("grademax")) {
            body.set("grademin", item.path("grademin"));
            body.set("grademax", item.path("grademax"));
        }
        return new Finding(Finding.COURSE, "title:" + activity, function, null, false, body);
    }
}
