package org.cairn.ingest.canvas;

import java.math.BigDecimal;
import java.util.Optional;
import org.cairn.evidence.KnownActivity;
import org.cairn.ingest.inbox.Translation;
import org.cairn.ingest.inbox.Translation.ActivityKnown;
import org.cairn.ingest.inbox.Translation.Ignored;
import org.cairn.ingest.inbox.Translation.Unusable;
import org.cairn.ingest.reading.Texts;
import org.jspecify.annotations.Nullable;

/** What can be graded in a course. */
final class Assignments {

    static final int LONGEST_TITLE = 500;

    private Assignments() {}

    static Translation assignment(CanvasEvent event) {
        Optional<CanvasId> assignment = event.id("assignment_id");
        String title = Texts.clean(Texts.of(event.body(), "title"), LONGEST_TITLE);
        if (assignment.isEmpty() || title == null) {
            return new Unusable("The assignment has no id or no title (assignment_id, title).");
        }
        if (event.state().equals("deleted")) {
            return new Ignored("The assignment was deleted; what was achieved in it stands.");
        }
        BigDecimal possible = event.number("points_possible")
                .filter(points -> points.signum() > 0)
                .orElse(null);
        String id = "assignment:" + assignment.get().localText();
        String copiedFrom = event.id("assignment_id_duplicated_from")
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
