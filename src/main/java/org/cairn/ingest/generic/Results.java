package org.cairn.ingest.generic;

import java.math.BigDecimal;
import java.util.Optional;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Observation.Completion;
import org.cairn.evidence.Observation.Score;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Unusable;
import tools.jackson.databind.JsonNode;

/** Scores and completions. */
final class Results {

    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final Unusable NO_ACTIVITY = Unusable.of("own.no-activity");

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
                .orElseGet(() -> Unusable.of("own.no-share"));
    }

    static Translation uncompleted(OwnEvent event) {
        return completion(event, BigDecimal.ZERO);
    }

    private static Translation completion(OwnEvent event, BigDecimal share) {
        Optional<Activity> activity = event.activity();
        return activity.isEmpty() ? NO_ACTIVITY : OwnEvents.observed(event, new Completion(activity.get(), share));
    }

    static Translation scored(OwnEvent event) {
        Optional<Activity> activity = event.activity();
        if (activity.isEmpty()) {
            return NO_ACTIVITY;
        }
        JsonNode points = points(event.body());
        if (!Fields.says(points)) {
            return Unusable.of("own.no-points");
        }
        if (event.saysImpossible()) {
            return Unusable.of("own.impossible");
        }
        Optional<BigDecimal> percent = Fields.percent(points);
        if (percent.isPresent()) {
            return OwnEvents.observed(event, new Score(activity.get(), percent.get(), HUNDRED));
        }
        Optional<BigDecimal> number = Fields.number(points);
        if (number.isEmpty()) {
            return Unusable.of("own.points-no-number");
        }
        if (!Fields.says(event.possible())) {
            return Unusable.of("own.no-possible");
        }
        return event.positivePossible()
                .map(possible -> OwnEvents.observed(event, new Score(activity.get(), number.get(), possible)))
                .orElseGet(() -> Unusable.of("own.impossible"));
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
                ? NO_ACTIVITY
                : OwnEvents.observed(
                        event,
                        new Score(activity.get(), null, event.positivePossible().orElse(HUNDRED)));
    }
}
