package org.cairn.practice.moodle;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cairn.practice.lti.Body;
import org.cairn.practice.lti.Refusal;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Column;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Link;
import org.cairn.practice.world.Mark;
import org.cairn.practice.world.Tool;
import org.jspecify.annotations.Nullable;

/** Finds and describes the columns of a tool, as Moodle does. */
final class MoodleColumns {

    private MoodleColumns() {}

    static Course course(Campus campus, long id) {
        return campus.courses().stream()
                .filter(one -> one.id() == id)
                .findFirst()
                .orElseThrow(() -> Refusal.moodle(404, "Not Found"));
    }

    static Column own(Campus campus, Tool tool, long courseId, long id) {
        Column column =
                campus.columns().find(course(campus, courseId), id).orElseThrow(() -> Refusal.moodle(404, "Not Found"));
        if (!column.clientId().equals(tool.clientId())) {
            throw Refusal.moodle(403, "Forbidden");
        }
        return column;
    }

    static @Nullable Long link(Campus campus, Course course, Tool tool, Body body) {
        Object wanted = body.fields().get("resourceLinkId");
        return wanted == null
                ? null
                : campus.links().of(course).stream()
                        .filter(one -> one.clientId().equals(tool.clientId()))
                        .filter(one -> campus.linkId(one).equals(String.valueOf(wanted)))
                        .map(Link::id)
                        .findFirst()
                        .orElseThrow(() -> Refusal.moodle(403, "Forbidden"));
    }

    /** What is stored: neither dates nor whether grades are shown. */
    static Map<String, Object> kept(Body body) {
        Map<String, Object> kept = new LinkedHashMap<>();
        for (String name : List.of("label", "scoreMaximum", "resourceId", "tag", "submissionReview")) {
            Object value = body.fields().get(name);
            if (value != null) {
                kept.put(name, value);
            }
        }
        return kept;
    }

    static Mark rescaled(Mark mark, BigDecimal from, BigDecimal to) {
        BigDecimal points = mark.points();
        return points == null || from.signum() <= 0 || from.compareTo(to) == 0
                ? mark
                : new Mark(
                        Mark.scaled(points, from, to),
                        mark.given(),
                        mark.of(),
                        mark.comment(),
                        mark.at(),
                        mark.byTeacher(),
                        mark.attempts());
    }

    static Map<String, Object> described(Campus campus, Tool tool, Column column) {
        Map<String, Object> described = new LinkedHashMap<>(column.description());
        described.put("id", campus.lineItem(column, tool));
        described.putIfAbsent("resourceId", "");
        described.putIfAbsent("tag", "");
        if (column.link() != null) {
            described.put("resourceLinkId", Long.toString(Objects.requireNonNull(column.link())));
            described.put("ltiLinkId", Long.toString(Objects.requireNonNull(column.link())));
        }
        return described;
    }
}
