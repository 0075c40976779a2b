package org.cairn.ingest.caliper;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.evidence.Activity;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
import org.cairn.evidence.Observation.Completion;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.ActivityKnown;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.people.Identifier;
import org.jspecify.annotations.Nullable;

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
            return known.<Translation>map(ActivityKnown::new).orElseGet(() -> Ignored.of("work.not-done"));
        }
        if (activity.isEmpty()) {
            return event.missing(assignable, Unusable.of("work.no-activity"));
        }
        List<Observation> seen = new ArrayList<>(done(activity.get()));
        OpenEdx.score(activity.get(), event.object()).ifPresent(seen::add);
        return observed(event, Learners.acting(event), seen, known.stream().toList());
    }

    /** A whole course: some senders say that somebody completed it, or their place in it. */
    static Translation courseDone(CaliperEvent event) {
        Entity course = event.object();
        Entity place = course.get("member");
        Optional<Activity> activity = Optional.ofNullable(courseOf(event))
                .map(own -> new Activity(event.origin().id(), own, "course"))
                .or(() -> Places.activity(event.origin(), event.event(), course));
        return activity.isEmpty()
                ? event.missing(course, Unusable.of("work.no-course"))
                : observed(event, place.or(Learners.acting(event)), done(activity.get()), List.of());
    }

    private static @Nullable String courseOf(CaliperEvent event) {
        return Places.courseNamed(event.origin(), event.object())
                .or(() -> Places.courseNamed(event.origin(), event.object().get("organization")))
                .orElseGet(() -> Places.course(event.origin(), event.event()));
    }

    private static List<Observation> done(Activity activity) {
        return List.of(new Completion(activity, BigDecimal.ONE));
    }

    private static Translation observed(
            CaliperEvent event, Entity learner, List<Observation> seen, List<KnownActivity> known) {
        if (Learners.isStaff(event, learner)) {
            return Ignored.of("work.tried-out");
        }
        List<Identifier> who = Learners.identifiers(event.origin(), event.event(), learner);
        return who.isEmpty()
                ? event.missing(learner, Unusable.of("work.no-learner"))
                : new Observed(who, event.at(), seen, known);
    }
}
