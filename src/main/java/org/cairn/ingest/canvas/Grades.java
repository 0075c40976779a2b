package org.cairn.ingest.canvas;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cairn.evidence.Activity;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
import org.cairn.evidence.Observation.Completion;
import org.cairn.evidence.Observation.Score;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Texts;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;

/** Grades of assignments, and of whole courses. */
final class Grades {

    private static final Set<String> EXCUSED = Set.of("ex", "excused");
    private static final BigDecimal HUNDRED = new BigDecimal("100");

    private Grades() {}

    static Translation gradeChange(CanvasEvent event) {
        Optional<CanvasId> assignment = event.id("assignment_id");
        if (assignment.isEmpty() && event.body().has("override_score")) {
            // Canvas has been seen to send these under this name
            return override(event);
        }
        if (assignment.isEmpty()) {
            return Unusable.of("grade.no-assignment");
        }
        Optional<CanvasId> user = event.id("user_id");
        Optional<CanvasId> student = event.id("student_id");
        if (user.isPresent()
                && student.isPresent()
                && user.get().local() != student.get().local()) {
            return Unusable.of("grade.two-students");
        }
        List<Identifier> who = student(event, student.or(() -> user));
        if (who.isEmpty()) {
            return Unusable.of("grade.no-student");
        }
        // of a grade that was cleared Canvas says as well that its grading is not complete
        if (!event.flag("grading_complete").orElse(true) && !cleared(event)) {
            return Ignored.of("grade.incomplete");
        }
        return graded(event, who, assignment.get());
    }

    private static List<Identifier> student(CanvasEvent event, Optional<CanvasId> id) {
        List<Identifier> who = new ArrayList<>();
        id.ifPresent(known -> who.addAll(event.person(known, event.homeShard())));
        event.text("student_sis_id").ifPresent(sis -> who.add(new Identifier(IdentifierKind.SIS, sis)));
        return who;
    }

    private static Translation graded(CanvasEvent event, List<Identifier> who, CanvasId assignment) {
        Activity activity = event.activity(event.contextCourse(), "assignment:" + assignment.localText());
        List<Observation.Mark> seen = new ArrayList<>();
        completion(event, activity).ifPresent(seen::add);
        Optional<BigDecimal> possible = possible(event, "points_possible");
        Optional<BigDecimal> score = event.number("score");
        if (score.isPresent() && possible.isPresent()) {
            seen.add(new Score(activity, score.get(), possible.get()));
        } else if (cleared(event)) {
            possible.or(() -> possible(event, "old_points_possible"))
                    .ifPresent(points -> seen.add(new Score(activity, null, points)));
        }
        if (seen.isEmpty()) {
            return nothingUsable(event, score);
        }
        // not posted yet: it counts from the moment in which any event shows that it is
        boolean hidden = event.flag("muted").orElse(false);
        List<Observation> what = seen.stream()
                .<Observation>map(mark -> hidden ? new Observation.Hidden(mark) : mark)
                .toList();
        return new Observed(who, event.at(), what, named(event, activity, possible));
    }

    /** Pass/fail grades say that something is done, with or without points. */
    private static Optional<Observation.Mark> completion(CanvasEvent event, Activity activity) {
        Optional<Boolean> passed = PassFail.of(event.text("grade").orElse(""));
        boolean takenBack = cleared(event)
                && PassFail.of(event.text("old_grade").orElse("")).orElse(false);
        return takenBack
                ? Optional.of(new Completion(activity, BigDecimal.ZERO))
                : passed.map(done -> new Completion(activity, done ? BigDecimal.ONE : BigDecimal.ZERO));
    }

    /** No score and no grade, or excused: what was given before is taken back. */
    private static boolean cleared(CanvasEvent event) {
        boolean excused = event.flag("excused").orElse(false)
                || EXCUSED.contains(event.text("grade").orElse("").toLowerCase(Locale.ROOT));
        return !event.has("score") && (excused || !event.has("grade"));
    }

    private static Optional<BigDecimal> possible(CanvasEvent event, String field) {
        return event.number(field).filter(points -> points.signum() > 0);
    }

    private static Translation nothingUsable(CanvasEvent event, Optional<BigDecimal> score) {
        if (event.has("score") && score.isEmpty()) {
            return Unusable.of("score.no-number");
        }
        if (event.has("points_possible") && event.number("points_possible").isEmpty()) {
            return Unusable.of("possible.no-number");
        }
        if (!event.has("score") && event.has("grade")) {
            return Unusable.of("grade.no-score");
        }
        return Ignored.of("score.no-possible");
    }

    private static List<KnownActivity> named(CanvasEvent event, Activity activity, Optional<BigDecimal> possible) {
        String title = Texts.clean(Texts.of(event.body(), "assignment_name"), Assignments.LONGEST_TITLE);
        return title == null ? List.of() : List.of(new KnownActivity(activity, title, possible.orElse(null)));
    }

    static Translation courseGradeChange(CanvasEvent event) {
        Optional<CanvasId> course = event.id("course_id");
        Optional<CanvasId> user = event.id("user_id");
        if (course.isEmpty() || user.isEmpty()) {
            return Unusable.of("course-grade.no-names");
        }
        if (event.state().equals("deleted")) {
            return Ignored.of("course-grade.deleted");
        }
        if (!event.has("final_score") && !event.has("old_final_score")) {
            return Ignored.of("course-grade.no-score");
        }
        Optional<BigDecimal> score = event.number("final_score");
        if (event.has("final_score") && score.isEmpty()) {
            return Unusable.of("course-grade.no-number");
        }
        Activity activity = event.activity(course.get().localText(), "course");
        return new Observed(
                event.person(user.get(), event.shardOf(course.get())),
                event.at(),
                List.of(new Score(activity, score.orElse(null), HUNDRED)),
                List.of());
    }

    /** Staff put another grade in the place of the computed one, or took theirs back (no override_score). */
    static Translation override(CanvasEvent event) {
        Optional<CanvasId> course = event.id("course_id");
        Optional<CanvasId> user = event.id("user_id");
        if (course.isEmpty() || user.isEmpty()) {
            return Unusable.of("override.no-names");
        }
        if (event.has("grading_period_id")) {
            return Ignored.of("override.of-period");
        }
        Optional<BigDecimal> score = event.number("override_score");
        if (event.has("override_score") && score.isEmpty()) {
            return Unusable.of("override.no-number");
        }
        Activity activity = event.activity(course.get().localText(), "course");
        return new Observed(
                event.person(user.get(), event.shardOf(course.get())),
                event.at(),
                List.of(new Observation.Override(activity, score.orElse(null), HUNDRED)),
                List.of());
    }
}
