package org.cairn.ingest.upload;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.KnownActivities;
import org.cairn.evidence.KnownActivity;
import org.cairn.ingest.Uploads.Upload;
import org.cairn.ingest.upload.Cells.Wrong;
import org.cairn.lti.Course;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The columns that say in which course, and in which activity of it. */
final class Where {

    private final Upload upload;
    private final @Nullable Course course;
    private final Headings headings;
    private final KnownActivities known;
    private final Map<String, List<KnownActivity>> activities = new HashMap<>();

    Where(Upload upload, @Nullable Course course, Headings headings, KnownActivities known) {
        this.upload = upload;
        this.course = course;
        this.headings = headings;
        this.known = known;
    }

    /** Writes the course into an event; answers its id, or null where the row need not say one, and does not. */
    @Nullable
    String course(ObjectNode event, Csv.Line line, RowType type) throws Wrong {
        String ownId = courseOf(line, type);
        if (ownId != null) {
            event.put("course", ownId);
        }
        return ownId;
    }

    /** Makes sure that the row speaks of no course but the one for which it may. */
    @Nullable
    String courseOf(Csv.Line line, RowType type) throws Wrong {
        String named = headings.cell(line, "course");
        if (course == null) {
            return named.isEmpty() ? null : named;
        }
        if (!type.isOfACourse()) {
            throw new Wrong(Complaint.of("cell.not-of-course", Cells.shown(type.code())));
        }
        boolean ours = named.isEmpty()
                || named.equals(course.ownId())
                || named.equals(course.contextId())
                || named.equalsIgnoreCase(course.title());
        if (!ours) {
            throw new Wrong(Complaint.of("row.other-course", Cells.shown(named)));
        }
        return course.ownId();
    }

    /** Writes course and activity into an event; answers the activity in the words of the file. */
    String activity(ObjectNode event, Csv.Line line, RowType type) throws Wrong {
        String ownId = course(event, line, type);
        String named = headings.cell(line, "activity");
        if (named.isEmpty() && type.isOfAnActivity()) {
            throw new Wrong(Complaint.of("row.no-activity"));
        }
        if (named.isEmpty()) {
            return ownId == null ? "" : ownId;
        }
        if (named.equals("course") && ownId == null) {
            throw new Wrong(Complaint.of("row.no-course"));
        }
        String id = activityId(ownId, named);
        if (course != null && !id.equals(named) && !isHere(id) && !id.startsWith("event:")) {
            throw new Wrong(Complaint.of("cell.not-here", Cells.shown(named)));
        }
        ObjectNode activity = event.putObject("activity");
        activity.put("id", id);
        String title = headings.cell(line, "title");
        if (!title.isEmpty()) {
            activity.put("title", title);
        }
        return title.isEmpty() ? named : title;
    }

    /** An activity by its id, or by the title that its platform told; anything else is a name of the file's own. */
    private String activityId(@Nullable String ownId, String named) throws Wrong {
        List<KnownActivity> here = ownId == null ? List.of() : activities(ownId);
        if (here.stream().anyMatch(one -> one.activity().id().equals(named)) || isHere(named)) {
            return named;
        }
        List<String> titled = here.stream()
                .filter(one -> one.title().strip().equalsIgnoreCase(named))
                .map(one -> one.activity().id())
                .distinct()
                .toList();
        if (titled.size() > 1) {
            throw new Wrong(Complaint.of("cell.several", Cells.shown(named)));
        }
        if (titled.size() == 1) {
            return titled.getFirst();
        }
        boolean typed = named.equals("course") || named.matches("[a-z][a-z0-9-]{0,30}:\\S+");
        if (course != null && typed && !named.startsWith("event:") && !named.equals("course")) {
            throw new Wrong(Complaint.of("cell.not-here", Cells.shown(named)));
        }
        return typed ? named : "event:" + named.replaceAll("\\s+", "_");
    }

    private boolean isHere(String id) {
        return course != null && upload.activities().contains(id);
    }

    private List<KnownActivity> activities(String ownId) {
        return activities.computeIfAbsent(ownId, id -> known.of(upload.platform(), id));
    }

    /** The points that the platform told for the activity of an event. */
    @Nullable
    String possible(ObjectNode event) {
        String id = event.path("activity").path("id").asString("");
        return activities(event.path("course").asString("")).stream()
                .filter(one -> one.activity().id().equals(id) && one.possible() != null)
                .map(one -> String.valueOf(one.possible()))
                .findFirst()
                .orElse(null);
    }
}
