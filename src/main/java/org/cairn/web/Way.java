package org.cairn.web;

import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cairn.award.Award;
import org.cairn.evidence.Evidence;
import org.cairn.pathway.BadgeStanding;
import org.cairn.pathway.Catalogue;
import org.cairn.rules.Rule;
import org.cairn.rules.Standing;

/**
 * One person's way: where they stand toward every published badge, what they were awarded, and the evidence behind it.
 */
public record Way(
        Catalogue catalogue,
        Map<String, Standing> standings,
        Map<String, Award> awards,
        Map<String, Evidence> evidence) {

    /** Brings together what the rooms know of one person. */
    public static Way of(
            Catalogue catalogue,
            Collection<BadgeStanding> standings,
            Collection<Award> awards,
            Collection<Evidence> evidence) {
        return new Way(
                catalogue,
                standings.stream()
                        .collect(toMap(standing -> standing.badge().key(), BadgeStanding::standing, (one, two) -> one)),
                awards.stream().collect(toMap(Award::badge, Function.identity(), Way::better)),
                evidence.stream().collect(toMap(Evidence::key, Function.identity(), (one, two) -> one)));
    }

    private static Award better(Award one, Award other) {
        if (one.stands() != other.stands()) {
            return one.stands() ? one : other;
        }
        return one.decidedAt().isBefore(other.decidedAt()) ? other : one;
    }

    public boolean holds(String badge) {
        Award award = awards.get(badge);
        return award != null && award.stands();
    }

    public Optional<Standing> standing(String badge) {
        return Optional.ofNullable(standings.get(badge));
    }

    /** The next leaf to meet toward a badge, looking through the badges that a stack asks for. */
    public Optional<Next> next(String badge) {
        return next(badge, catalogue.badges().size());
    }

    private Optional<Next> next(String badge, int depth) {
        Standing standing = standings.get(badge);
        if (standing == null || standing.next() == null) {
            return Optional.empty();
        }
        if (standing.next().leaf() instanceof Rule.Holds && depth > 0) {
            Optional<Next> below = nearest(standing).flatMap(holds -> next(holds.badge(), depth - 1));
            if (below.isPresent()) {
                return below;
            }
        }
        return find(standing, standing.next().leaf()).map(found -> new Next(badge, found));
    }

    /** To a rule all badges not yet held are equally far; here the one with the fewest steps left comes first. */
    private Optional<Rule.Holds> nearest(Standing stack) {
        return openHolds(stack)
                .min(Comparator.<Rule.Holds>comparingInt(holds -> stepsLeft(holds.badge()))
                        .thenComparing(holds -> progress(holds.badge()), Comparator.reverseOrder()));
    }

    private static Stream<Rule.Holds> openHolds(Standing node) {
        if (node.state() != Standing.State.NOT_YET) {
            return Stream.empty();
        }
        return node.rule() instanceof Rule.Holds holds
                ? Stream.of(holds)
                : node.children().stream().flatMap(Way::openHolds);
    }

    private BigDecimal progress(String badge) {
        return standing(badge).map(Standing::progress).orElse(BigDecimal.ZERO);
    }

    private static Optional<Standing> find(Standing node, Rule leaf) {
        if (node.rule().equals(leaf)) {
            return Optional.of(node);
        }
        return node.children().stream()
                .flatMap(child -> find(child, leaf).stream())
                .findFirst();
    }

    /** The cheapest next thing to do: a leaf of that badge's rule. */
    public record Next(String badge, Standing leaf) {}

    /** How many leaves are still to be met for a badge; 0 once the rule is met, very many when out of reach. */
    public int stepsLeft(String badge) {
        return steps(badge, catalogue.badges().size());
    }

    private int steps(String badge, int depth) {
        return standing(badge).map(standing -> steps(standing, depth)).orElse(NEVER);
    }

    private int steps(Standing node, int depth) {
        if (node.met()) {
            return 0;
        }
        if (node.state() == Standing.State.IMPOSSIBLE) {
            return NEVER;
        }
        if (node.rule() instanceof Rule.Holds holds && depth > 0) {
            return Math.max(1, steps(holds.badge(), depth - 1));
        }
        if (!(node.reason() instanceof Standing.Reason.Count count)) {
            return 1;
        }
        List<Integer> cheapest = node.children().stream()
                .filter(child -> !child.met())
                .map(child -> steps(child, depth))
                .sorted()
                .limit(count.needed() - (long) count.met())
                .toList();
        return cheapest.stream().reduce(0, (sum, steps) -> Math.min(NEVER, sum + steps));
    }

    private static final int NEVER = 10_000;
}
