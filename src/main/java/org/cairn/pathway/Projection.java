package org.cairn.pathway;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.platform.PlatformId;
import org.cairn.rules.Fact;
import org.cairn.rules.Rules;
import org.cairn.rules.Standing;

/** One catalogue's way from evidence to facts: the bindings, laid out so that each piece of evidence finds its own. */
final class Projection {

    private static final Comparator<Evidence> LAST_HEARD =
            comparing(Evidence::heardAt).thenComparing(Evidence::key);

    private final Catalogue catalogue;
    private final Map<Place, List<Binding>> bindings;
    private final Map<String, List<String>> components = new HashMap<>();

    Projection(Catalogue catalogue) {
        this.catalogue = catalogue;
        catalogue.badges().forEach((key, badge) -> components.put(key, badge.components()));
        this.bindings = catalogue.bindings().stream().collect(groupingBy(binding -> Place.of(binding.activity())));
    }

    /** An activity without its course, which not every platform tells. */
    private record Place(PlatformId platform, String activity) {
        static Place of(Activity activity) {
            return new Place(activity.platform(), activity.id());
        }
    }

    Catalogue catalogue() {
        return catalogue;
    }

    List<BadgeStanding> standings(Collection<Evidence> evidence, Instant at) {
        Facts facts = facts(evidence, at);
        return catalogue.badges().values().stream()
                .map(badge -> new BadgeStanding(
                        badge,
                        Rules.evaluate(
                                badge.rule(), facts.of(badge, components.getOrDefault(badge.key(), List.of())), at)))
                .toList();
    }

    Standing standing(Badge badge, Collection<Evidence> evidence, Instant at) {
        return Rules.evaluate(badge.rule(), facts(evidence, at).of(badge, badge.components()), at);
    }

    /** What was heard of has happened: a sender whose clock runs ahead does not put it into the future. */
    static Instant timeOf(Evidence evidence) {
        return evidence.occurredAt().isAfter(evidence.heardAt()) ? evidence.heardAt() : evidence.occurredAt();
    }

    private Facts facts(Collection<Evidence> evidence, Instant at) {
        Facts facts = new Facts();
        Map<String, Evidence> held = new HashMap<>();
        Map<Binding, List<Evidence>> marks = new HashMap<>();
        List<Evidence> until =
                evidence.stream().filter(each -> !timeOf(each).isAfter(at)).toList();
        for (Evidence each : InForce.of(until)) {
            switch (each.what()) {
                case Observation.Mark mark ->
                    bindingsOf(mark.activity())
                            .forEach(binding -> marks.computeIfAbsent(binding, bound -> new ArrayList<>())
                                    .add(each));
                case Observation.Hidden hidden -> {}
                case Observation.Shown shown -> {}
                case Observation.Override override -> {}
                case Observation.Attestation attestation ->
                    facts.about(attestation.badge()).addAll(attested(attestation, each));
                case Observation.Waiver waiver -> facts.about(waiver.badge()).add(waived(waiver, each));
                case Observation.BadgeHeld badge ->
                    held.merge(badge.badge(), each, (one, other) -> LAST_HEARD.compare(one, other) < 0 ? other : one);
            }
        }
        marks.forEach((binding, theirs) -> facts.about(binding.badge()).addAll(Marks.facts(binding, theirs)));
        held.forEach((badge, decision) -> facts.held(badge, decision));
        return facts;
    }

    private List<Binding> bindingsOf(Activity activity) {
        return bindings.getOrDefault(Place.of(activity), List.of()).stream()
                .filter(binding -> isIn(binding.activity(), activity))
                .toList();
    }

    private static boolean isIn(Activity bound, Activity seen) {
        if (seen.course() == null) {
            return !Activities.isWholeCourse(seen.id());
        }
        return bound.course() == null || bound.course().equals(seen.course());
    }

    /** An administrator may confirm whatever an instructor may. */
    private static List<Fact> attested(Observation.Attestation attestation, Evidence evidence) {
        String role = attestation.author().role().toLowerCase(Locale.ROOT);
        List<String> roles = role.equals("administrator") ? List.of(role, "instructor") : List.of(role);
        List<Fact> facts = new ArrayList<>();
        for (String by : roles) {
            facts.add(new Fact.Attested(
                    attestation.milestone(),
                    attestation.author().key() + "/" + attestation.milestone(),
                    by,
                    attestation.stands(),
                    timeOf(evidence),
                    evidence.key()));
        }
        return facts;
    }

    /** The institution waives and takes back, whoever acts for it: each word replaces the one before. */
    private static Fact waived(Observation.Waiver waiver, Evidence evidence) {
        return new Fact.Waived(waiver.milestone(), "waiver", waiver.stands(), timeOf(evidence), evidence.key());
    }

    /** The facts of one person: about each badge's own milestones, and the badges held. */
    private static final class Facts {
        private final Map<String, List<Fact>> byBadge = new HashMap<>();
        private final Map<String, Fact> held = new HashMap<>();

        List<Fact> about(String badge) {
            return byBadge.computeIfAbsent(badge, key -> new ArrayList<>());
        }

        /** Decisions replace each other in the order in which they were made, not in that of their earn dates. */
        void held(String badge, Evidence decision) {
            if (decision.what() instanceof Observation.BadgeHeld what) {
                held.put(
                        badge,
                        new Fact.Held(badge, "award", what.credits(), what.stands(), timeOf(decision), decision.key()));
            }
        }

        List<Fact> of(Badge badge, List<String> components) {
            List<Fact> facts = new ArrayList<>(byBadge.getOrDefault(badge.key(), List.of()));
            for (String component : components) {
                Fact fact = held.get(component);
                if (fact != null) {
                    facts.add(fact);
                }
            }
            return facts;
        }
    }
}
