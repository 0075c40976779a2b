package org.cairn.web.instructor;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Attestations.Said;
import org.cairn.ingest.Attestations.Staff;
import org.cairn.ingest.Attestations.Step;
import org.cairn.lti.Launch;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Catalogue;
import org.cairn.rules.Rule;
import org.cairn.web.Titles;
import org.cairn.web.Way;

/** What staff may say by hand of the milestones of some badges. */
final class Vouching {

    private Vouching() {}

    /** A milestone that may be confirmed or waived; it {@code stands} while it is. */
    record Offer(String badge, String milestone, String title, String badgeTitle, boolean stands) {

        /** Names the milestone in a form. */
        public String value() {
            return badge + "/" + milestone;
        }

        Step step() {
            return new Step(badge, milestone);
        }
    }

    static Staff staff(Launch launch) {
        return new Staff(launch.learner(), launch.role());
    }

    /** What was written into a form; empty fields say nothing. */
    static Said said(String note, String link) {
        return new Said(note.isBlank() ? null : note, link.isBlank() ? null : link);
    }

    /** The milestones that staff of a course may confirm, as they stand for nobody yet. */
    static List<Offer> confirmable(List<Badge> badges, Catalogue catalogue) {
        return offers(badges, catalogue, Leaves::isForStaff);
    }

    /** The milestones that this launch may confirm for one student. */
    static List<Offer> confirmable(Launch launch, List<Badge> badges, Way way) {
        return confirmable(badges, way.catalogue()).stream()
                .map(offer ->
                        standing(offer, hasConfirmed(launch, way.evidence().values(), offer.step())))
                .toList();
    }

    /** Every milestone may be waived for one student, whatever is asked of it. */
    static List<Offer> waivable(List<Badge> badges, Way way) {
        return offers(badges, way.catalogue(), leaf -> true).stream()
                .map(offer -> standing(offer, isWaived(way.evidence().values(), offer.step())))
                .toList();
    }

    private static Offer standing(Offer offer, boolean stands) {
        return new Offer(offer.badge(), offer.milestone(), offer.title(), offer.badgeTitle(), stands);
    }

    private static List<Offer> offers(List<Badge> badges, Catalogue catalogue, Predicate<Rule> which) {
        return badges.stream()
                .flatMap(badge -> Leaves.ofMilestones(badge.rule()).stream()
                        .filter(which)
                        .map(leaf -> Objects.requireNonNull(Leaves.milestone(leaf)))
                        .distinct()
                        .map(milestone -> new Offer(
                                badge.key(),
                                milestone,
                                Titles.of(badge, catalogue).milestone(milestone),
                                badge.title(),
                                false)))
                .toList();
    }

    /** Everybody takes back only what they confirmed themselves. */
    static boolean hasConfirmed(Launch launch, Collection<Evidence> evidence, Step step) {
        return last(
                        evidence,
                        what -> what instanceof Observation.Attestation said
                                && launch.learner().equals(said.author().learner())
                                && step.equals(new Step(said.badge(), said.milestone())))
                .filter(what -> what instanceof Observation.Attestation said && said.stands())
                .isPresent();
    }

    private static boolean isWaived(Collection<Evidence> evidence, Step step) {
        return last(
                        evidence,
                        what -> what instanceof Observation.Waiver said
                                && step.equals(new Step(said.badge(), said.milestone())))
                .filter(what -> what instanceof Observation.Waiver said && said.stands())
                .isPresent();
    }

    private static Optional<Observation> last(Collection<Evidence> evidence, Predicate<Observation> which) {
        return evidence.stream()
                .filter(one -> which.test(one.what()))
                .max(Comparator.comparing(Evidence::occurredAt).thenComparing(Evidence::key))
                .map(Evidence::what);
    }
}
