package org.cairn.ingest.upload;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.evidence.KnownActivities;
import org.cairn.evidence.KnownActivity;
import org.cairn.ingest.Complaint;
import org.cairn.ingest.Uploads.Step;
import org.cairn.ingest.Uploads.Upload;
import org.cairn.ingest.reading.Links;
import org.cairn.ingest.reading.Times;
import org.cairn.ingest.upload.Cells.Wrong;
import org.cairn.lti.Course;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes events of rows: the same that a system could have sent. */
final class RowReader {

    private static final Set<String> VOUCHED =
            Set.of("attested", "milestone", "attestation-withdrawn", "waived", "waiver-withdrawn");
    private static final Set<String> OF_A_COURSE = Set.of(
            "scored",
            "score-withdrawn",
            "excused",
            "completed",
            "uncompleted",
            "attested",
            "milestone",
            "attestation-withdrawn",
            "waived",
            "waiver-withdrawn");

    /** What a row may say in its column ‘type’. */
    private static final Set<String> TYPES = new LinkedHashSet<>(List.of(
            "scored",
            "score-withdrawn",
            "excused",
            "completed",
            "uncompleted",
            "attested",
            "milestone",
            "attestation-withdrawn",
            "waived",
            "waiver-withdrawn",
            "person",
            "enrolled",
            "unenrolled",
            "activity"));

    private static final Set<String> OF_AN_ACTIVITY =
            Set.of("scored", "score-withdrawn", "excused", "completed", "uncompleted");

    /** How far the clock of whoever wrote the file may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private final Upload upload;
    private final @Nullable Course course;
    private final @Nullable String author;
    private final Headings headings;
    private final List<Gradebook.Grades> grades;
    private final KnownActivities known;
    private final String digest;
    private final Instant now;
    private final ZoneId zone;
    private final Map<String, List<KnownActivity>> activities = new HashMap<>();

    RowReader(
            Upload upload,
            @Nullable Course course,
            @Nullable String author,
            Headings headings,
            List<Gradebook.Grades> grades,
            KnownActivities known,
            String digest,
            Instant now,
            ZoneId zone) {
        this.upload = upload;
        this.course = course;
        this.author = author;
        this.headings = headings;
        this.grades = grades;
        this.known = known;
        this.digest = digest;
        this.now = now;
        this.zone = zone;
    }

    /** One thing that a row says. */
    record Said(
            String named,
            String type,
            String about,
            @Nullable String value,
            @Nullable Instant at,
            ObjectNode event) {}

    List<Said> read(Csv.Line line) throws Wrong {
        if (!grades.isEmpty()) {
            return grades(line);
        }
        List<String> types = types(line);
        if (types.isEmpty()) {
            throw new Wrong(Complaint.of("row.says-nothing"));
        }
        List<Said> said = new ArrayList<>();
        for (String type : types) {
            said.add(said(line, type));
        }
        return said;
    }

    /** A row that has a cell for each activity. */
    private List<Said> grades(Csv.Line line) throws Wrong {
        if (cell(line, "name").equals("Student, Test")) {
            throw new Wrong(Complaint.of("row.test-student"));
        }
        List<Said> said = new ArrayList<>();
        for (Gradebook.Grades column : grades) {
            String cell = Gradebook.cell(line, column);
            if (!GradeCell.isNothing(cell)) {
                said.add(grade(line, column, cell));
            }
        }
        if (said.isEmpty()) {
            throw new Wrong(Complaint.of("row.no-grade"));
        }
        return said;
    }

    private Said grade(Csv.Line line, Gradebook.Grades column, String cell) throws Wrong {
        String type = GradeCell.isExcused(cell) ? "excused" : GradeCell.isWord(cell) ? done(cell) : "scored";
        ObjectNode event = event(line, type);
        String named = who(event, line);
        String ownId = courseOf(line, type);
        if (ownId != null) {
            event.put("course", ownId);
        }
        event.putObject("activity").put("id", column.activity());
        String value = null;
        if (type.equals("scored")) {
            try {
                value = Points.put(event, cell, column.possible());
            } catch (Wrong wrong) {
                throw wrong.in(Complaint.of("cell.in-column", Cells.shown(column.heading())));
            }
        }
        return said(line, event, named, column.title(), value);
    }

    private static String done(String cell) throws Wrong {
        return Cells.yes(cell).orElseThrow(() -> new Wrong(Complaint.of("cell.not-yes", Cells.shown(cell))))
                ? "completed"
                : "uncompleted";
    }

    /** What the row says it is, or what its cells make it. */
    private List<String> types(Csv.Line line) throws Wrong {
        String type = cell(line, "type").toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
        if (!type.isEmpty() && !TYPES.contains(type)) {
            throw new Wrong(Complaint.of("row.no-type", Cells.shown(type), String.join(", ", TYPES)));
        }
        if (!type.isEmpty()) {
            return List.of(type);
        }
        List<String> types = new ArrayList<>();
        String points = cell(line, "points");
        if (!GradeCell.isNothing(points)) {
            types.add(GradeCell.isExcused(points) ? "excused" : "scored");
        }
        String completed = cell(line, "completed");
        if (!completed.isEmpty()) {
            types.add(done(completed));
        }
        if (types.isEmpty() && !cell(line, "milestone").isEmpty()) {
            types.add("attested");
        }
        return types;
    }

    private Said said(Csv.Line line, String type) throws Wrong {
        ObjectNode event = event(line, type);
        String named = who(event, line);
        String about = VOUCHED.contains(type) ? vouched(event, line) : activity(event, line, type);
        copy(event, line, "note");
        copy(event, line, "link");
        String value = type.equals("scored") ? points(event, line) : null;
        if (type.equals("waived") && cell(line, "note").isEmpty()) {
            throw new Wrong(Complaint.of("row.no-reason"));
        }
        if (Links.https(cell(line, "link")).isEmpty() && !cell(line, "link").isEmpty()) {
            throw new Wrong(Complaint.of("cell.no-link", Cells.shown(cell(line, "link"))));
        }
        return said(line, event, named, about, value);
    }

    private ObjectNode event(Csv.Line line, String type) throws Wrong {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("type", type);
        String time = cell(line, "time");
        event.put("time", time.isEmpty() ? now.toString() : Cells.time(time, zone));
        Instant at = Instant.parse(event.path("time").stringValue());
        if (at.isAfter(now.plus(AHEAD))) {
            throw new Wrong(Complaint.of("cell.future", Cells.shown(time)));
        }
        if (Times.tooEarly(at)) {
            throw new Wrong(Complaint.of("cell.too-early", Cells.shown(time)));
        }
        return event;
    }

    private String who(ObjectNode event, Csv.Line line) throws Wrong {
        String named = Who.write(event, headings, line);
        if (named.isEmpty()) {
            throw new Wrong(Complaint.of("row.nobody"));
        }
        return named;
    }

    private Said said(Csv.Line line, ObjectNode event, String named, String about, @Nullable String value) {
        boolean timed = !cell(line, "time").isEmpty();
        // a row without a time of its own is the same one in the same file only
        String like = timed ? event.toString() : digest + event.deepCopy().without("time");
        event.put("id", "csv:" + Tokens.digest(like).substring(0, 40));
        Instant at = timed ? Instant.parse(event.path("time").stringValue()) : null;
        return new Said(named, event.path("type").stringValue(), about, value, at, event);
    }

    private String points(ObjectNode event, Csv.Line line) throws Wrong {
        String points = cell(line, "points");
        if (points.isEmpty()) {
            throw new Wrong(Complaint.of("row.no-points"));
        }
        String possible = cell(line, "possible");
        return Points.put(event, points, possible.isEmpty() ? possibleOf(event) : possible);
    }

    /** The points that the platform told for the activity. */
    private @Nullable String possibleOf(ObjectNode event) {
        String id = event.path("activity").path("id").asString("");
        return activities(event.path("course").asString("")).stream()
                .filter(one -> one.activity().id().equals(id) && one.possible() != null)
                .map(one -> String.valueOf(one.possible()))
                .findFirst()
                .orElse(null);
    }

    private String activity(ObjectNode event, Csv.Line line, String type) throws Wrong {
        String ownId = courseOf(line, type);
        if (ownId != null) {
            event.put("course", ownId);
        }
        String named = cell(line, "activity");
        if (named.isEmpty() && OF_AN_ACTIVITY.contains(type)) {
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
        String title = cell(line, "title");
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

    private @Nullable String courseOf(Csv.Line line, String type) throws Wrong {
        String named = cell(line, "course");
        if (course == null) {
            return named.isEmpty() ? null : named;
        }
        if (!OF_A_COURSE.contains(type)) {
            throw new Wrong(Complaint.of("cell.not-of-course", Cells.shown(type)));
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

    private String vouched(ObjectNode event, Csv.Line line) throws Wrong {
        courseOf(line, "attested");
        String badge = cell(line, "badge");
        String milestone = cell(line, "milestone");
        List<Step> steps = upload.steps().stream()
                .filter(step -> badge.isEmpty() || is(badge, step.badge(), step.badgeTitle()))
                .filter(step -> is(milestone, step.milestone(), step.title()))
                .toList();
        if (steps.size() != 1) {
            throw new Wrong(
                    steps.isEmpty()
                            ? Complaint.of("row.no-milestone", Cells.shown(milestone), Cells.shown(badge))
                            : Complaint.of("row.several-milestones", Cells.shown(milestone)));
        }
        if (author == null) {
            throw new Wrong(Complaint.of("row.no-author"));
        }
        event.put("badge", steps.getFirst().badge());
        event.put("milestone", steps.getFirst().milestone());
        // staff of any kind act as instructors, as they do on the pages
        event.putObject("by").put("name", author).put("role", "instructor");
        return steps.getFirst().title();
    }

    private static boolean is(String said, String key, String title) {
        return said.equalsIgnoreCase(key) || said.equalsIgnoreCase(title);
    }

    private void copy(ObjectNode event, Csv.Line line, String field) {
        Optional.of(cell(line, field)).filter(cell -> !cell.isEmpty()).ifPresent(cell -> event.put(field, cell));
    }

    private String cell(Csv.Line line, String meaning) {
        return headings.cell(line, meaning);
    }
}
