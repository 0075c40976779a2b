package org.cairn.ingest.upload;

import java.util.List;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Uploads.Step;
import org.cairn.ingest.upload.Cells.Wrong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The columns that say which milestone of which badge.
 *
 * @param author in whose name they are confirmed or waived; null where nobody knows the uploader's name
 */
record Milestones(List<Step> steps, @Nullable String author, Headings headings) {

    /** Writes milestone and author into an event; answers the milestone's title. */
    String write(ObjectNode event, Csv.Line line) throws Wrong {
        Step step = step(headings.cell(line, "badge"), headings.cell(line, "milestone"));
        if (author == null) {
            throw new Wrong(Complaint.of("row.no-author"));
        }
        event.put("badge", step.badge());
        event.put("milestone", step.milestone());
        // staff of any kind act as instructors, as they do on the pages
        event.putObject("by").put("name", author).put("role", "instructor");
        return step.title();
    }

    private Step step(String badge, String milestone) throws Wrong {
        List<Step> found = steps.stream()
                .filter(step -> badge.isEmpty() || is(badge, step.badge(), step.badgeTitle()))
                .filter(step -> is(milestone, step.milestone(), step.title()))
                .toList();
        if (found.size() != 1) {
            throw new Wrong(
                    found.isEmpty()
                            ? Complaint.of("row.no-milestone", Cells.shown(milestone), Cells.shown(badge))
                            : Complaint.of("row.several-milestones", Cells.shown(milestone)));
        }
        return found.getFirst();
    }

    private static boolean is(String said, String key, String title) {
        return said.equalsIgnoreCase(key) || said.equalsIgnoreCase(title);
    }
}
