package org.cairn.ingest.canvas;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Observation;
import org.cairn.evidence.Observation.Completion;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.Timed;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.reading.Times;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;

/** Work handed in. Its score is not used: these events do not say of how many points, grade_change does. */
final class Submissions {

    private static final Set<String> HANDED_IN = Set.of("submitted", "pending_review", "graded", "complete");
    private static final Set<String> TAKEN_BACK = Set.of("unsubmitted", "deleted");

    /** Who may try a quiz out, which sends the same event. */
    private static final Set<String> STAFF =
            Set.of("TeacherEnrollment", "TaEnrollment", "DesignerEnrollment", "ObserverEnrollment");

    private Submissions() {}

    static Translation submission(CanvasEvent event, boolean created) {
        Optional<CanvasId> assignment = event.id("assignment_id");
        List<Identifier> who = student(event);
        if (assignment.isEmpty() || who.isEmpty()) {
            return Unusable.of("submission.no-names");
        }
        String state = event.state();
        Activity activity = event.activity(
                event.contextCourse(), "assignment:" + assignment.get().localText());
        List<Timed> shown = shown(event, activity);
        if (TAKEN_BACK.contains(state)) {
            return created
                    ? Ignored.of("submission.place-only")
                    : completed(who, event.at(), activity, BigDecimal.ZERO, shown);
        }
        if (HANDED_IN.contains(state) && event.has("submitted_at")) {
            return completed(who, event.timeOr(event.body(), "submitted_at"), activity, BigDecimal.ONE, shown);
        }
        if (!shown.isEmpty()) {
            return new Observed(who, event.at(), List.of(), List.of(), shown);
        }
        return HANDED_IN.contains(state) ? Ignored.of("submission.no-time") : Ignored.of("submission.other-state");
    }

    /**
     * A grade is posted since then, and is so now: whatever was hidden before either moment can be seen. A time still to
     * come has not come.
     */
    private static List<Timed> shown(CanvasEvent event, Activity activity) {
        Optional<Instant> posted =
                Times.parse(Texts.of(event.body(), "posted_at")).filter(time -> Times.plausible(time, event.latest()));
        return posted.map(since -> Stream.of(since, since.isAfter(event.at()) ? since : event.at())
                        .distinct()
                        .map(time -> new Timed(time, new Observation.Shown(activity)))
                        .toList())
                .orElse(List.of());
    }

    private static List<Identifier> student(CanvasEvent event) {
        List<Identifier> who = new ArrayList<>();
        event.text("lti_user_id").ifPresent(id -> who.add(new Identifier(IdentifierKind.LTI11, id)));
        event.id("user_id").ifPresent(id -> who.addAll(event.person(id, event.homeShard())));
        return who;
    }

    /** Only classic quizzes send this. The student is whoever caused the event. */
    static Translation quiz(CanvasEvent event) {
        Optional<CanvasId> quiz = event.id("quiz_id");
        Optional<CanvasId> student = CanvasId.of(Texts.of(event.metadata(), "user_id"));
        if (quiz.isPresent() && !CanvasEvent.has(event.metadata(), "user_id")) {
            return Ignored.of("quiz.nobody");
        }
        if (quiz.isEmpty() || student.isEmpty()) {
            return Unusable.of("quiz.no-names");
        }
        if (STAFF.contains(CanvasEvent.text(event.metadata(), "context_role").orElse(""))) {
            return Ignored.of("quiz.tried-out");
        }
        Activity activity =
                event.activity(event.contextCourse(), "quiz:" + quiz.get().localText());
        return completed(
                event.person(student.get(), event.homeShard()), event.at(), activity, BigDecimal.ONE, List.of());
    }

    private static Observed completed(
            List<Identifier> who, Instant at, Activity activity, BigDecimal share, List<Timed> shown) {
        return new Observed(who, at, List.of(new Completion(activity, share)), List.of(), shown);
    }
}
