package org.cairn.ingest.caliper;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Observation.Score;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Numbers;
import org.cairn.people.Identifier;
import org.jspecify.annotations.Nullable;

/** What Blackboard Learn means by its IRIs, which hold the ids of its launches, and by an event of its own. */
final class Blackboard {

    private static final Pattern ITS =
            Pattern.compile("https://caliper-mapping[\\w.-]*\\.cloudbb\\.blackboard\\.com/v1/sites/[\\w-]+/(.+)");
    private static final Pattern USER = Pattern.compile("users/([0-9a-f]{32})");
    private static final Pattern COURSE = Pattern.compile("courses/([0-9a-f]{32})(?:/.*)?");
    private static final Pattern CALCULATED = Pattern.compile("(.+/gradableItems/\\w+)/calculatedGrade/.*");

    private Blackboard() {}

    static boolean isIts(@Nullable String iri) {
        return iri != null && ITS.matcher(iri).matches();
    }

    /** The user id of launches. */
    static Optional<String> user(String iri) {
        return below(iri, USER);
    }

    /** The context id of launches. */
    static Optional<String> course(String iri) {
        return below(iri, COURSE);
    }

    private static Optional<String> below(String iri, Pattern pattern) {
        Matcher its = ITS.matcher(iri);
        return Optional.of(its)
                .filter(Matcher::matches)
                .map(matched -> pattern.matcher(matched.group(1)))
                .filter(Matcher::matches)
                .map(matched -> matched.group(1));
    }

    /** A column that is calculated from others, perhaps that of the course grade ({@code CalculatedGradeSnapshotEvent}). */
    static Translation calculated(CaliperEvent event) {
        Entity grade = event.object();
        Entity user = grade.get("user");
        Optional<Activity> activity = activity(event, grade);
        List<Identifier> who = Learners.identifiers(event.origin(), event.event(), user);
        if (activity.isEmpty() || who.isEmpty()) {
            return event.missing(user, Unusable.of("grade.no-column"));
        }
        Optional<BigDecimal> possible =
                Numbers.of(grade.node(), "scorePossible").filter(points -> points.signum() > 0);
        if (possible.isEmpty()) {
            return Ignored.of("score.no-possible");
        }
        Optional<BigDecimal> score = Numbers.of(grade.node(), "score");
        if (score.isEmpty() && !grade.node().path("score").isMissingNode()) {
            return Unusable.of("score.no-number");
        }
        return new Observed(
                who, event.at(), List.of(new Score(activity.get(), score.orElse(null), possible.get())), List.of());
    }

    private static Optional<Activity> activity(CaliperEvent event, Entity grade) {
        String iri = grade.id();
        String course = Places.courseNamed(event.origin(), grade.get("course")).orElse(null);
        if (grade.node().path("isCourseGrade").asBoolean(false)) {
            return Optional.ofNullable(course)
                    .map(own -> new Activity(event.origin().id(), own, "course"));
        }
        return Optional.ofNullable(iri)
                .map(CALCULATED::matcher)
                .filter(Matcher::matches)
                .map(column -> new Activity(event.origin().id(), course, "caliper:" + column.group(1)));
    }
}
