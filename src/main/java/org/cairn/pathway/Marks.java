package org.cairn.pathway;

import static java.util.Comparator.naturalOrder;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.evidence.Observation.Completion;
import org.cairn.evidence.Observation.Score;
import org.cairn.rules.Fact;
import org.jspecify.annotations.Nullable;

/**
 * What the marks of one bound activity say of its milestone.
 *
 * <p>A score above nothing completes an activity too, because not every platform says when something is completed; but
 * from the moment on in which the platform did say so, only its own word counts: a failed outcome has a score as well. The
 * score of a whole course is never its completion. A binding that asks for a share is completed by that share alone.
 */
final class Marks {

    /** More digits than any threshold has, and never rounded up: 79.999…9 % stays below 80 %. */
    private static final int DIGITS = 16;

    private Marks() {}

    static List<Fact> facts(Binding binding, Collection<Evidence> marks) {
        Optional<Instant> said = marks.stream()
                .filter(mark -> mark.what() instanceof Completion)
                .map(Projection::timeOf)
                .min(naturalOrder());
        List<Fact> facts = new ArrayList<>();
        for (Evidence mark : marks) {
            if (mark.what() instanceof Score score) {
                facts.add(scored(binding, score, mark));
                if (completes(binding, mark, said)) {
                    facts.add(completed(binding, share(binding, score), mark));
                }
            } else if (mark.what() instanceof Completion completion && binding.atLeast() == null) {
                facts.add(completed(binding, completion.share(), mark));
            }
        }
        return facts;
    }

    /** Says whether a score tells of the completion at all, be it that there is one or that there is none. */
    private static boolean completes(Binding binding, Evidence score, Optional<Instant> said) {
        if (binding.atLeast() != null) {
            return true;
        }
        boolean before = said.isEmpty() || Projection.timeOf(score).isBefore(said.get());
        return before && !Activities.isWholeCourse(binding.activity().id());
    }

    private static BigDecimal share(Binding binding, Score score) {
        BigDecimal share = share(score);
        BigDecimal bar = binding.atLeast();
        boolean enough = share != null && share.signum() > 0 && (bar == null || share.compareTo(bar) >= 0);
        return enough ? BigDecimal.ONE : BigDecimal.ZERO;
    }

    private static Fact scored(Binding binding, Score score, Evidence evidence) {
        return new Fact.Scored(
                binding.milestone(),
                source(binding),
                share(score),
                binding.atLeast(),
                Projection.timeOf(evidence),
                evidence.key());
    }

    /** Of something that is worth no points there is no share to reach. */
    private static @Nullable BigDecimal share(Observation.Score score) {
        BigDecimal points = score.points();
        if (points == null || score.possible().signum() <= 0) {
            return null;
        }
        BigDecimal share =
                points.divide(score.possible(), DIGITS, RoundingMode.FLOOR).stripTrailingZeros();
        return share.scale() < 0 ? share.setScale(0) : share;
    }

    private static Fact completed(Binding binding, BigDecimal share, Evidence evidence) {
        return new Fact.Completed(
                binding.milestone(), source(binding), share, Projection.timeOf(evidence), evidence.key());
    }

    private static String source(Binding binding) {
        Activity activity = binding.activity();
        String course = activity.course() == null ? "" : activity.course();
        return activity.platform().value() + "/" + course + "/" + activity.id();
    }
}
