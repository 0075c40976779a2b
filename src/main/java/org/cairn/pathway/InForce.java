package org.cairn.pathway;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.evidence.Observation.Completion;
import org.cairn.evidence.Observation.Hidden;
import org.cairn.evidence.Observation.Mark;
import org.cairn.evidence.Observation.Override;
import org.cairn.evidence.Observation.Score;
import org.cairn.evidence.Observation.Shown;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/**
 * Which marks count, and since when: hidden ones from the moment in which they are shown, and no computed score while
 * staff have put another in its place. It looks at all that is known, so that the order in which it came means nothing.
 */
final class InForce {

    /** Of what happens in one moment, what is said of a mark is heard before what is said of its being seen. */
    private static final Comparator<Evidence> IN_ORDER =
            comparing(Projection::timeOf).thenComparingInt(InForce::rank).thenComparing(Evidence::key);

    private InForce() {}

    /** One activity; a platform does not always tell the course, and only the whole course needs it to be told apart. */
    private record Place(PlatformId platform, @Nullable String course, String activity) {
        static Place of(Activity activity) {
            String course = Activities.isWholeCourse(activity.id()) ? activity.course() : null;
            return new Place(activity.platform(), course, activity.id());
        }
    }

    /** The evidence as it counts: without anything hidden, shown or overridden in it. */
    static Collection<Evidence> of(Collection<Evidence> evidence) {
        if (evidence.stream().noneMatch(each -> isDelicate(each.what()))) {
            return evidence;
        }
        List<Evidence> counts = new ArrayList<>();
        Map<Place, List<Evidence>> delicate = new LinkedHashMap<>();
        for (Evidence each : evidence) {
            Activity activity = activity(each.what());
            if (activity != null && isDelicate(each.what())) {
                delicate.computeIfAbsent(Place.of(activity), place -> new ArrayList<>());
            }
        }
        for (Evidence each : evidence) {
            Activity activity = activity(each.what());
            List<Evidence> history = activity == null ? null : delicate.get(Place.of(activity));
            if (history == null) {
                counts.add(each);
            } else {
                history.add(each);
            }
        }
        delicate.values().forEach(history -> counts.addAll(new Timeline().read(history)));
        return counts;
    }

    private static boolean isDelicate(Observation what) {
        return what instanceof Hidden || what instanceof Override;
    }

    private static @Nullable Activity activity(Observation what) {
        return switch (what) {
            case Mark mark -> mark.activity();
            case Hidden hidden -> hidden.mark().activity();
            case Shown shown -> shown.activity();
            case Override override -> override.activity();
            case Observation.Attestation attestation -> null;
            case Observation.Waiver waiver -> null;
            case Observation.BadgeHeld held -> null;
        };
    }

    private static int rank(Evidence evidence) {
        return switch (evidence.what()) {
            case Hidden hidden -> 1;
            case Override override -> 2;
            case Shown shown -> 3;
            case Mark mark -> 0;
            case Observation.Attestation attestation -> 0;
            case Observation.Waiver waiver -> 0;
            case Observation.BadgeHeld held -> 0;
        };
    }

    /** One learner's history in one activity. */
    private static final class Timeline {
        private final List<Evidence> counts = new ArrayList<>();
        private @Nullable Evidence hiddenScore;
        private @Nullable Evidence hiddenCompletion;
        private @Nullable Evidence computed;
        private boolean overridden;

        List<Evidence> read(List<Evidence> history) {
            history.stream().sorted(IN_ORDER).forEach(this::read);
            return counts;
        }

        private void read(Evidence each) {
            switch (each.what()) {
                case Score score -> score(each);
                case Completion completion -> {
                    hiddenCompletion = null;
                    counts.add(each);
                }
                case Hidden hidden -> {
                    switch (hidden.mark()) {
                        case Score score -> hiddenScore = with(each, score);
                        case Completion completion -> hiddenCompletion = with(each, completion);
                    }
                }
                case Shown shown -> show(each);
                case Override override -> override(each, override);
                case Observation.Attestation attestation -> {}
                case Observation.Waiver waiver -> {}
                case Observation.BadgeHeld held -> {}
            }
        }

        private void score(Evidence score) {
            hiddenScore = null;
            computed = score;
            if (!overridden) {
                counts.add(score);
            }
        }

        private void show(Evidence shown) {
            if (hiddenCompletion != null) {
                counts.add(since(hiddenCompletion, shown));
                hiddenCompletion = null;
            }
            if (hiddenScore != null) {
                score(since(hiddenScore, shown));
            }
        }

        private void override(Evidence each, Override override) {
            overridden = override.points() != null;
            Score score = new Score(override.activity(), override.points(), override.possible());
            Evidence before = overridden ? null : computed;
            counts.add(before == null ? with(each, score) : since(before, each));
        }

        private static Evidence with(Evidence evidence, Mark mark) {
            return new Evidence(
                    evidence.learner(),
                    evidence.key(),
                    mark,
                    evidence.occurredAt(),
                    evidence.heardAt(),
                    evidence.source());
        }

        /** What was known of before counts from now on. */
        private static Evidence since(Evidence evidence, Evidence now) {
            Instant heard = evidence.heardAt().isAfter(now.heardAt()) ? evidence.heardAt() : now.heardAt();
            return new Evidence(
                    evidence.learner(),
                    evidence.key(),
                    evidence.what(),
                    Projection.timeOf(now),
                    heard,
                    evidence.source());
        }
    }
}
