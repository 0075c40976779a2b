package org.cairn.ingest.caliper;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.evidence.Activity;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
import org.cairn.evidence.Observation.Completion;
import org.cairn.evidence.Observation.Score;
import org.cairn.ingest.canvas.PassFail;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Asking;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Numbers;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.reading.Times;
import org.cairn.people.Identifier;
import tools.jackson.databind.JsonNode;

/**
 * Grades (<a href="https://www.imsglobal.org/spec/caliper/v1p2#grading-profile">Caliper 1.2, Grading Profile</a>): a
 * {@code Score}, or the {@code Result} that other versions and vendors write in its place.
 */
final class Grades {

    private static final List<String> POINTS = List.of("scoreGiven", "resultScore");

    /** Of 1.0, where what does not apply may be written as 0. */
    private static final List<String> OLD_POINTS = List.of("curvedTotalScore", "totalScore", "normalScore");

    private static final List<String> MOST = List.of("maxScore", "maxResultScore");

    private Grades() {}

    static Translation graded(CaliperEvent event) {
        Entity assignable = event.assignable();
        Optional<Activity> activity = Places.activity(event.origin(), event.event(), assignable);
        if (activity.isEmpty()) {
            return event.missing(assignable, Unusable.of("grade.no-assignable"));
        }
        Entity learner = Learners.graded(event);
        List<Identifier> who = Learners.identifiers(event.origin(), event.event(), learner);
        if (who.isEmpty()) {
            return event.missing(learner, Unusable.of("grade.no-assignee"));
        }
        Entity score = event.generated();
        if (!score.node().isObject()) {
            return asking(event, Ignored.of("grade.not-said"));
        }
        return observed(event, who, event.at(), activity.get(), assignable, score);
    }

    /** Somebody looks at a result, which thereby is told: the learner whose it is, or their teacher. */
    static Translation viewed(CaliperEvent event) {
        Entity result = event.object();
        if (!result.is("Result") && !result.is("Score")) {
            return Ignored.of("view.earns-nothing");
        }
        Entity learner = Learners.graded(event);
        List<Identifier> who = Learners.identifiers(event.origin(), event.event(), learner);
        Entity assignable = result.get("attempt").get("assignable").or(result.get("assignable"));
        Optional<Activity> activity = Places.activity(event.origin(), event.event(), assignable);
        if (who.isEmpty() || activity.isEmpty()) {
            return Ignored.of("view.no-names");
        }
        return observed(event, who, madeAt(event, result), activity.get(), assignable, result);
    }

    /** A result is as old as it says: looking at an old one must not replace a newer one. */
    private static Instant madeAt(CaliperEvent event, Entity result) {
        return Stream.of("dateModified", "dateCreated")
                .flatMap(field -> Times.parse(Texts.of(result.node(), field)).stream())
                .filter(time -> Times.plausible(time, event.at()))
                .findFirst()
                .orElse(event.at());
    }

    private static Translation observed(
            CaliperEvent event, List<Identifier> who, Instant at, Activity activity, Entity assignable, Entity score) {
        List<Observation.Mark> seen = new ArrayList<>();
        passed(score).ifPresent(share -> seen.add(new Completion(activity, share)));
        Optional<String> told = pointsOf(score.node());
        Optional<BigDecimal> points = told.flatMap(field -> Numbers.of(score.node(), field));
        Optional<BigDecimal> most = most(event, assignable, score);
        if (told.isPresent() && points.isEmpty()) {
            return Unusable.of("score.no-number");
        }
        if (MOST.stream()
                .anyMatch(field -> isTold(score.node(), field)
                        && Numbers.of(score.node(), field).isEmpty())) {
            return Unusable.of("score.most-no-number");
        }
        if (most.isPresent() && most.get().signum() > 0 && (points.isPresent() || seen.isEmpty())) {
            // a grade without points takes back what was given before
            seen.add(new Score(activity, points.orElse(null), most.get()));
        }
        if (seen.isEmpty()) {
            return ofHowMany(event, points, most);
        }
        List<KnownActivity> known = Places.known(
                        activity, assignable, event.event().isOld())
                .stream()
                .toList();
        boolean hidden =
                score.extensions("com.instructure.canvas").path("muted").asBoolean(false);
        List<Observation> what = seen.stream()
                .<Observation>map(mark -> hidden ? new Observation.Hidden(mark) : mark)
                .toList();
        return new Observed(who, at, what, known);
    }

    private static Translation ofHowMany(CaliperEvent event, Optional<BigDecimal> points, Optional<BigDecimal> most) {
        if (points.isEmpty()) {
            return Ignored.of("grade.no-points");
        }
        if (most.isPresent()) {
            return Ignored.of("score.no-possible");
        }
        return event.event().isOld() ? asking(event, Ignored.of("score.asked")) : Unusable.of("score.no-most");
    }

    private static Translation asking(CaliperEvent event, Ignored reason) {
        String course = Places.course(event.origin(), event.event());
        return course == null ? reason : new Asking(reason, course);
    }

    private static Optional<String> pointsOf(JsonNode score) {
        List<String> old =
                OLD_POINTS.stream().filter(field -> isTold(score, field)).toList();
        return POINTS.stream()
                .filter(field -> isTold(score, field))
                .findFirst()
                .or(() -> old.stream()
                        .filter(field -> Numbers.of(score, field)
                                .filter(points -> points.signum() != 0)
                                .isPresent())
                        .findFirst())
                .or(() -> old.stream().findFirst());
    }

    private static boolean isTold(JsonNode score, String field) {
        return score.has(field) && !score.path(field).isNull();
    }

    /** What stands at the activity is only believed of newer versions: Moodle's 1.0 writes the points given there. */
    private static Optional<BigDecimal> most(CaliperEvent event, Entity assignable, Entity score) {
        Optional<BigDecimal> told = MOST.stream()
                .flatMap(field -> Numbers.of(score.node(), field).stream())
                .findFirst();
        // a Score of Blackboard has 0 there, whatever there is to reach
        boolean unset = Blackboard.isIts(assignable.id())
                && told.filter(most -> most.signum() == 0).isPresent();
        if (event.event().isOld() || (told.isPresent() && !unset)) {
            return told;
        }
        return Numbers.of(assignable.node(), "maxScore").or(() -> told);
    }

    /** Canvas tells pass and fail as text beside the score. */
    private static Optional<BigDecimal> passed(Entity score) {
        String grade = Entity.text(score.extensions("com.instructure.canvas"), "grade")
                .orElse("")
                .toLowerCase(Locale.ROOT);
        return PassFail.of(grade).map(passed -> passed ? BigDecimal.ONE : BigDecimal.ZERO);
    }
}
