package org.cairn.ingest.generic;

import java.math.BigDecimal;
import java.util.Optional;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Observation.Completion;
import org.cairn.evidence.Observation.Score;
import org.cairn.ingest.inbox.Translation;
import org.cairn.ingest.inbox.Translation.Unusable;
import tools.jackson.databind.JsonNode;

/** Scores and completions. */
final class Results {

    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final String NO_ACTIVITY =
            "The event names no activity that can be ('activity', such as assignment:355,"
                    + " cm:6, or a name of your own; 'course' needs the course's id).";

    private Results() {}

    static Translation completed(OwnEvent event) {
        JsonNode said = event.body().path("share");
        if (!Fields.says(said)) {
            return completion(event, BigDecimal.ONE);
        }
        Optional<BigDecimal> share =
                Fields.percent(said).map(percent -> percent.movePointLeft(2)).or(() -> Fields.number(said));
        return share.filter(one -> one.signum() >= 0 && one.compareTo(BigDecimal.ONE) <= 0)
                .map(one -> completion(event, one))
                .orElseGet(() -> new Unusable("'share' is a number from 0 to 1, or a percentage up to 100%."));
    }

    static Translation uncompleted(OwnEvent event) {
        return completion(event, BigDecimal.ZERO);
    }

    private static Translation completion(OwnEvent event, BigDecimal share) {
        Optional<Activity> activity = event.activity();
        return activity.isEmpty()
                ? new Unusable(NO_ACTIVITY)
                : OwnEvents.observed(event, new Completion(activity.get(), share));
    }

    static Translation scored(OwnEvent event) {
        Optional<Activity> activity = event.activity();
        if (activity.isEmpty()) {
            return new Unusable(NO_ACTIVITY);
        }
        JsonNode points = points(event.body());
        if (!Fields.says(points)) {
            return new Unusable("The event says no points ('score.points'); a score that was taken back has the type"
                    + " score-withdrawn.");
        }
        if (event.saysImpossible()) {
            return new Unusable("The points possible are not a number above 0.");
        }
        Optional<BigDecimal> percent = Fields.percent(points);
        if (percent.isPresent()) {
            return OwnEvents.observed(event, new Score(activity.get(), percent.get(), HUNDRED));
        }
        Optional<BigDecimal> number = Fields.number(points);
        if (number.isEmpty()) {
            return new Unusable("The points are not a plain number, such as 85 or 85.5, or a percentage, such as 85%.");
        }
        if (!Fields.says(event.possible())) {
            return new Unusable("The event does not say how many points are possible ('score.possible').");
        }
        return event.positivePossible()
                .map(possible -> OwnEvents.observed(event, new Score(activity.get(), number.get(), possible)))
                .orElseGet(() -> new Unusable("The points possible are not a number above 0."));
    }

    private static JsonNode points(JsonNode body) {
        JsonNode score = body.path("score");
        if (score.isObject()) {
            return score.path("points");
        }
        return Fields.says(score) ? score : Fields.first(body, "points", "grade");
    }

    static Translation withdrawn(OwnEvent event) {
        Optional<Activity> activity = event.activity();
        return activity.isEmpty()
                ? new Unusable(NO_ACTIVITY)
                : OwnEvents.observed(
                        event,
                        new Score(activity.get(), null, event.positivePossible().orElse(HUNDRED)));
    }
}
