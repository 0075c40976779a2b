package org.cairn.ingest.canvas;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Observation;
import org.cairn.evidence.Observation.Completion;
import org.cairn.evidence.Observation.Score;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;

/** Results of learning outcomes. They name the person by uuid, and an outcome belongs to no single course. */
final class Outcomes {

    private Outcomes() {}

    static Translation result(CanvasEvent event) {
        Optional<CanvasId> outcome = event.id("learning_outcome_id");
        Optional<String> uuid = event.text("user_uuid");
        if (outcome.isEmpty() || uuid.isEmpty()) {
            return Unusable.of("outcome.no-names");
        }
        List<Identifier> who = List.of(new Identifier(IdentifierKind.CANVAS_UUID, uuid.get()));
        Activity activity = event.activity(null, "outcome:" + outcome.get().localText());
        if (event.state().equals("deleted")) {
            return new Observed(who, event.at(), withdrawn(event, activity), List.of());
        }
        boolean told = event.has("mastery") || event.has("score") || event.has("percent");
        if (!told) {
            return event.name().endsWith("_updated")
                    ? new Observed(who, event.timeOr(event.body(), time(event)), withdrawn(event, activity), List.of())
                    : Ignored.of("outcome.not-assessed");
        }
        List<Observation> seen = new ArrayList<>();
        event.flag("mastery")
                .ifPresent(mastery -> seen.add(new Completion(activity, mastery ? BigDecimal.ONE : BigDecimal.ZERO)));
        score(event, activity).ifPresent(seen::add);
        return seen.isEmpty()
                ? Unusable.of("outcome.unreadable")
                : new Observed(who, event.timeOr(event.body(), time(event)), seen, List.of());
    }

    /** An update keeps the time of the first assessment, and must not be as old as what it updates. */
    private static String time(CanvasEvent event) {
        return event.name().endsWith("_updated") ? "updated_at" : "assessed_at";
    }

    private static List<Observation> withdrawn(CanvasEvent event, Activity activity) {
        return List.of(
                new Completion(activity, BigDecimal.ZERO),
                new Score(activity, null, possible(event).orElse(BigDecimal.ONE)));
    }

    private static Optional<BigDecimal> possible(CanvasEvent event) {
        return event.number("possible").filter(points -> points.signum() > 0);
    }

    private static Optional<Observation> score(CanvasEvent event, Activity activity) {
        Optional<BigDecimal> possible = possible(event);
        Optional<BigDecimal> score = event.number("score");
        if (score.isPresent() && possible.isPresent()) {
            return Optional.of(new Score(activity, score.get(), possible.get()));
        }
        // "percent" is a share: 1 is everything
        return event.number("percent").map(share -> new Score(activity, share, BigDecimal.ONE));
    }
}
