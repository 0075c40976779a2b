package org.cairn.practice.canvas;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cairn.practice.lti.Refusal;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Column;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Tool;
import org.jspecify.annotations.Nullable;

/** Finds and describes the columns of a tool, as Canvas does. */
final class CanvasColumns {

    private CanvasColumns() {}

    /** A course that still takes calls. */
    static Course course(Campus campus, long id) {
        Course course = campus.courses().stream()
                .filter(one -> one.id() == id)
                .findFirst()
                .orElseThrow(() -> Refusal.canvas(404, "no such course"));
        if (campus.concluded(course)) {
            throw Refusal.canvas(
                    422, "This course has concluded. AGS requests will no longer be accepted for this course.");
        }
        return course;
    }

    static Column own(Campus campus, Tool tool, long courseId, long id) {
        Column column = campus.columns()
                .find(course(campus, courseId), id)
                .orElseThrow(() -> Refusal.canvas(404, "no such line item"));
        if (!column.clientId().equals(tool.clientId())) {
            throw Refusal.canvas(412, "Tool does not have permission to view line_item");
        }
        return column;
    }

    static @Nullable String linkId(Campus campus, Column column) {
        return column.link() == null
                ? null
                : campus.links().find(column.link()).map(campus::linkId).orElse(null);
    }

    static Map<String, Object> described(Campus campus, Tool tool, Column column) {
        Map<String, Object> described = new LinkedHashMap<>(column.description());
        described.put("id", campus.lineItem(column, tool));
        String link = linkId(campus, column);
        if (link != null) {
            described.put("resourceLinkId", link);
        }
        return described;
    }
}
