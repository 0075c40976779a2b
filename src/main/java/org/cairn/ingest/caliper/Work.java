package org.cairn.ingest.caliper;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.cairn.evidence.Activity;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation.Completion;
import org.cairn.ingest.inbox.Translation;
import org.cairn.ingest.inbox.Translation.ActivityKnown;
import org.cairn.ingest.inbox.Translation.Ignored;
import org.cairn.ingest.inbox.Translation.Observed;
import org.cairn.ingest.inbox.Translation.Unusable;
import org.cairn.lti.Identifier;

/** What learners hand in or complete. */
final class Work {

    private Work() {}

    /** Some of the actions mean that the work is done; the others at best tell of the activity. */
    static Translation done(CaliperEvent event, List<String> actions) {
        Entity assignable = event.assignable();
        Optional<Activity> activity = Places.activity(event.origin(), event.event(), assignable);
        Optional<KnownActivity> known = activity.flatMap(
                it -> Places.known(it, assignable, event.event().isOld()));
        if (!actions.contains(event.action())) {
            return known.<Translation>map(ActivityKnown::new)
                    .orElseGet(() -> new Ignored("This does not say that anything is done."));
        }
        if (activity.isEmpty()) {
            return new Unusable("The event does not say what was done: no assignable, no object with an IRI.");
        }
        List<Identifier> who = Learners.identifiers(event.origin(), event.event(), Learners.acting(event));
        if (who.isEmpty()) {
            return new Unusable("The event names no learner: neither an assignee nor a person who acted.");
        }
        return new Observed(
                who,
                event.at(),
                List.of(new Completion(activity.get(), BigDecimal.ONE)),
                known.stream().toList());
    }
}
