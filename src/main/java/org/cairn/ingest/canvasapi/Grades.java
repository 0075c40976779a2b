package org.cairn.ingest.canvasapi;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Observation;
import org.cairn.evidence.Observation.Completion;
import org.cairn.evidence.Observation.Score;
import org.cairn.ingest.canvas.PassFail;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Numbers;
import tools.jackson.databind.JsonNode;

/** Grades of assignments, outcomes and whole courses. */
final class Grades {

    private static final BigDecimal HUNDRED = new BigDecimal("100");

    private Grades() {}

    static Translation assignment(CanvasAnswer answer) {
        JsonNode data = answer.data();
        Optional<String> id = Ids.local(data, "assignment_id");
        if (id.isEmpty()) {
            return Unusable.of("grade.no-assignment");
        }
        Activity activity = answer.activity("assignment:" + id.get());
        if (!Fields.has(data, "score") && !Fields.has(data, "grade")) {
            return takenBack(answer, activity);
        }
        List<Observation> seen = new ArrayList<>();
        completion(data, activity).ifPresent(seen::add);
        Optional<BigDecimal> score = Numbers.of(data, "score");
        Optional<BigDecimal> possible = Fields.points(data, "points_possible");
        if (score.isPresent() && possible.isPresent()) {
            seen.add(new Score(activity, score.get(), possible.get()));
        }
        return seen.isEmpty()
                ? nothingUsable(data, score)
                : answer.of(shownAt(answer, "graded_at"), seen.toArray(Observation[]::new));
    }

    /** A student has a grade from when it is both given and shown. */
    private static Instant shownAt(CanvasAnswer answer, String givenAt) {
        Instant graded = answer.timeOr(givenAt, Instant.EPOCH);
        Instant posted = answer.timeOr("posted_at", Instant.EPOCH);
        Instant shown = graded.isAfter(posted) ? graded : posted;
        return shown.equals(Instant.EPOCH) ? answer.asked() : shown;
    }

    /** Somebody who is excused has no grade either. Of a pass that is gone nothing is left, handed in or not. */
    private static Translation takenBack(CanvasAnswer answer, Activity activity) {
        Score none = new Score(activity, null, BigDecimal.ONE);
        return Fields.text(answer.data(), "grading_type").equals("pass_fail")
                ? answer.of(answer.asked(), new Completion(activity, BigDecimal.ZERO), none)
                : answer.of(answer.asked(), none);
    }

    private static Optional<Observation> completion(JsonNode data, Activity activity) {
        return PassFail.of(Fields.text(data, "grade"))
                .map(passed -> new Completion(activity, passed ? BigDecimal.ONE : BigDecimal.ZERO));
    }

    private static Translation nothingUsable(JsonNode data, Optional<BigDecimal> score) {
        if (Fields.has(data, "score") && score.isEmpty()) {
            return Unusable.of("score.no-number");
        }
        return Ignored.of("score.no-possible");
    }

    /**
     * What an instructor put in the place of the computed grade is the grade. That nobody did is said as well: the news
     * that one was taken back may have been lost.
     */
    static Translation course(CanvasAnswer answer) {
        JsonNode data = answer.data();
        if (!isNumberOrNone(data, "final_score") || !isNumberOrNone(data, "override_score")) {
            return Unusable.of("course-grade.no-number");
        }
        Activity course = answer.activity("course");
        return answer.of(
                answer.asked(),
                new Score(course, Numbers.of(data, "final_score").orElse(null), HUNDRED),
                new Observation.Override(
                        course, Numbers.of(data, "override_score").orElse(null), HUNDRED));
    }

    private static boolean isNumberOrNone(JsonNode data, String field) {
        return !Fields.has(data, field) || Numbers.of(data, field).isPresent();
    }

    /** An outcome belongs to no single course. */
    static Translation outcome(CanvasAnswer answer) {
        JsonNode data = answer.data();
        Optional<String> id = Ids.local(data, "outcome_id");
        if (id.isEmpty()) {
            return Unusable.of("outcome.no-outcome");
        }
        Activity activity = new Activity(answer.platform(), null, "outcome:" + id.get());
        List<Observation> seen = new ArrayList<>();
        Optional<BigDecimal> score = Numbers.of(data, "score");
        mastery(data, score)
                .ifPresent(mastery -> seen.add(new Completion(activity, mastery ? BigDecimal.ONE : BigDecimal.ZERO)));
        Optional<BigDecimal> possible =
                Fields.points(data, "possible").or(() -> Fields.points(data, "points_possible"));
        if (score.isPresent() && possible.isPresent()) {
            seen.add(new Score(activity, score.get(), possible.get()));
        } else {
            // a share: 1 is everything
            Numbers.of(data, "percent").ifPresent(share -> seen.add(new Score(activity, share, BigDecimal.ONE)));
        }
        return seen.isEmpty()
                ? Ignored.of("outcome.says-nothing")
                : answer.of(shownAt(answer, "submitted_or_assessed_at"), seen.toArray(Observation[]::new));
    }

    /** Where Canvas does not say so itself, whoever has the points that the outcome asks for has mastered it. */
    private static Optional<Boolean> mastery(JsonNode data, Optional<BigDecimal> score) {
        if (data.path("mastery").isBoolean()) {
            return Optional.of(data.path("mastery").booleanValue());
        }
        return Fields.points(data, "mastery_points")
                .flatMap(needed -> score.map(points -> points.compareTo(needed) >= 0));
    }
}
