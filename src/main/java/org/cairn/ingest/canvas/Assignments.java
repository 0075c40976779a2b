package org.cairn.ingest.canvas;

import java.math.BigDecimal;
import java.util.Optional;
import org.cairn.evidence.KnownActivity;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.ActivityKnown;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Texts;
import org.jspecify.annotations.Nullable;

/** What can be graded in a course. */
final class Assignments {

    static final int LONGEST_TITLE = 500;

    private Assignments() {}

    static Translation assignment(CanvasEvent event) {
        return known(event, "assignment", "assignment_id", "title");
    }

    /** Classic quizzes; those that are graded are assignments as well. */
    static Translation quiz(CanvasEvent event) {
        return known(event, "quiz", "quiz_id", "title");
    }

    static Translation module(CanvasEvent event) {
        return known(event, "module", "module_id", "name");
    }

    /** An outcome is chosen in the course that it belongs to; those of a whole account are told with their results. */
    static Translation outcome(CanvasEvent event) {
        return event.text("context_type").filter("Course"::equals).isPresent()
                ? known(event, "outcome", "learning_outcome_id", "title")
                : Ignored.of("outcome.no-course");
    }

    private static Translation known(CanvasEvent event, String kind, String idField, String titleField) {
        Optional<CanvasId> named = event.id(idField);
        String title = Texts.clean(Texts.of(event.body(), titleField), LONGEST_TITLE);
        if (named.isEmpty() || title == null) {
            return Unusable.of("activity.no-title", idField, titleField);
        }
        if (event.state().equals("deleted")) {
            return Ignored.of("activity.deleted");
        }
        BigDecimal possible = event.number("points_possible")
                .filter(points -> points.signum() > 0)
                .orElse(null);
        String id = kind + ":" + named.get().localText();
        String copiedFrom = event.id("assignment_id_duplicated_from")
                // as Canvas's own documentation spells it
                .or(() -> event.id("assignment_id_duplicated__from"))
                .map(original -> "assignment:" + original.localText())
                .orElse(null);
        return new ActivityKnown(new KnownActivity(event.activity(course(event), id), title, possible, copiedFrom));
    }

    private static @Nullable String course(CanvasEvent event) {
        boolean inCourse = event.text("context_type")
                .filter(type -> !type.equals("Course"))
                .isEmpty();
        return (inCourse ? event.id("context_id") : Optional.<CanvasId>empty())
                .map(CanvasId::localText)
                .orElseGet(event::contextCourse);
    }
}
