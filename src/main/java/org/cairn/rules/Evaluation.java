package org.cairn.rules;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.cairn.rules.Standing.Action;
import org.cairn.rules.Standing.Reason;
import org.cairn.rules.Standing.State;
import org.jspecify.annotations.Nullable;

/** One evaluation: the facts of one person up to one instant, asked about rules. */
final class Evaluation {

    /** Progress short of the goal never reads as 1, however near it is. */
    private static final BigDecimal ALMOST = new BigDecimal("0.9999");

    private final Map<String, List<Fact>> byTopic;
    private final Instant at;

    Evaluation(Collection<Fact> facts, Instant at) {
        this.at = at;
        this.byTopic =
                facts.stream().filter(fact -> !fact.at().isAfter(at)).distinct().collect(groupingBy(Fact::about));
    }

    Standing of(Rule rule) {
        return switch (rule) {
            case Rule.All all -> group(all, children(all.of()), all.of().size());
            case Rule.Any any -> group(any, children(any.of()), 1);
            case Rule.AtLeast some -> group(some, children(some.of()), some.count());
            case Rule.Score score -> score(score);
            case Rule.Complete complete -> complete(complete);
            case Rule.Attested attested -> attested(attested);
            case Rule.Holds holds -> holds(holds);
            case Rule.Credits credits -> credits(credits);
        };
    }

    private List<Standing> children(List<Rule> rules) {
        return rules.stream().map(this::of).toList();
    }

    /** All, any and at-least-N are one thing: so many of the children, decided by those that were met first. */
    private static Standing group(Rule rule, List<Standing> children, int needed) {
        List<Standing> met = children.stream()
                .filter(Standing::met)
                .sorted(comparing(Evaluation::sinceOf))
                .toList();
        Reason reason = new Reason.Count(met.size(), needed);
        if (met.size() >= needed) {
            List<Standing> deciding = met.subList(0, needed);
            Instant since = sinceOf(deciding.getLast());
            return new Standing(rule, State.MET, BigDecimal.ONE, reason, since, evidenceOf(deciding), null, children);
        }
        List<Standing> open = children.stream()
                .filter(child -> child.state() == State.NOT_YET)
                .sorted(comparing(Standing::progress).reversed())
                .toList();
        BigDecimal progress = progress(met.size(), open, needed);
        List<String> evidence = evidenceOf(children);
        if (met.size() + open.size() < needed) {
            return new Standing(rule, State.IMPOSSIBLE, progress, reason, null, evidence, null, children);
        }
        Action next = open.getFirst().next();
        return new Standing(rule, State.NOT_YET, progress, reason, null, evidence, next, children);
    }

    private static List<String> evidenceOf(List<Standing> standings) {
        return standings.stream()
                .flatMap(standing -> standing.evidence().stream())
                .distinct()
                .toList();
    }

    private static BigDecimal progress(int met, List<Standing> open, int needed) {
        BigDecimal sum = open.stream()
                .limit(needed - (long) met)
                .map(Standing::progress)
                .reduce(BigDecimal.valueOf(met), BigDecimal::add);
        return share(sum, BigDecimal.valueOf(needed));
    }

    private Standing score(Rule.Score rule) {
        var scores = facts(Fact.Scored.class, rule.milestone());
        Optional<Fact> first = firstRun(scores, fact -> reaches(rule, fact), rule.until());
        var best = latest(scores, rule.until())
                .filter(fact -> fact.share() != null)
                .max((one, other) -> compareNearness(rule, one, other));
        BigDecimal share = best.map(Fact.Scored::share).orElse(null);
        BigDecimal needed = best.map(fact -> needed(rule, fact)).orElse(rule.atLeast());
        BigDecimal progress = share == null ? BigDecimal.ZERO : share(share, needed);
        return onMilestone(rule, first, progress, new Reason.BestScore(share, needed), best, rule.until());
    }

    private static boolean reaches(Rule.Score rule, Fact.Scored fact) {
        BigDecimal share = fact.share();
        return share != null && share.compareTo(needed(rule, fact)) >= 0;
    }

    /** A course may ask for more than the rule does, never for less. */
    private static BigDecimal needed(Rule.Score rule, Fact.Scored fact) {
        BigDecimal bar = fact.bar();
        return bar == null ? rule.atLeast() : rule.atLeast().max(bar);
    }

    /** Which score is nearer to what its source asks for: compared as products, so that nothing is rounded. */
    private static int compareNearness(Rule.Score rule, Fact.Scored one, Fact.Scored other) {
        int byShare = shareOf(one)
                .multiply(needed(rule, other))
                .compareTo(shareOf(other).multiply(needed(rule, one)));
        return byShare != 0 ? byShare : BY_TIME.compare(other, one);
    }

    private static BigDecimal shareOf(Fact.Scored fact) {
        BigDecimal share = fact.share();
        return share == null ? BigDecimal.ZERO : share;
    }

    private Standing complete(Rule.Complete rule) {
        var completions = facts(Fact.Completed.class, rule.milestone());
        Optional<Fact> first = firstRun(completions, fact -> fact.share().compareTo(BigDecimal.ONE) >= 0, rule.until());
        var furthest = latest(completions, rule.until())
                .filter(fact -> fact.share().signum() > 0)
                .max(comparing(Fact.Completed::share).thenComparing(BY_TIME.reversed()));
        BigDecimal share = furthest.map(Fact.Completed::share).orElse(BigDecimal.ZERO);
        Reason reason = new Reason.Completion(first.isPresent() ? BigDecimal.ONE : share.min(ALMOST));
        return onMilestone(rule, first, share(share, BigDecimal.ONE), reason, furthest, rule.until());
    }

    private Standing attested(Rule.Attested rule) {
        var attestations = facts(Fact.Attested.class, rule.milestone()).stream()
                .filter(fact -> fact.by().equals(rule.by()))
                .toList();
        Optional<Fact> first = firstRun(attestations, Fact.Attested::stands, rule.until());
        Reason reason = new Reason.Confirmation(first.isPresent(), rule.by());
        return onMilestone(rule, first, BigDecimal.ZERO, reason, Optional.empty(), rule.until());
    }

    private Standing holds(Rule.Holds rule) {
        Optional<Fact> first = firstRun(facts(Fact.Held.class, rule.badge()), Fact.Held::stands, null);
        Reason reason = new Reason.Holding(first.isPresent());
        return leaf(rule, first, BigDecimal.ZERO, reason, Optional.empty(), null);
    }

    private Standing credits(Rule.Credits rule) {
        BigDecimal sum = BigDecimal.ZERO;
        List<String> evidence = new ArrayList<>();
        Instant since = null;
        for (Fact.Held held : heldAmong(rule.from())) {
            if (sum.compareTo(rule.atLeast()) < 0) {
                since = held.at();
                evidence.add(held.evidence());
            }
            sum = sum.add(held.credits());
        }
        Reason reason = new Reason.CreditSum(sum, rule.atLeast());
        if (sum.compareTo(rule.atLeast()) >= 0) {
            return new Standing(rule, State.MET, BigDecimal.ONE, reason, since, evidence, null, List.of());
        }
        BigDecimal progress = share(sum, rule.atLeast());
        return new Standing(rule, State.NOT_YET, progress, reason, null, evidence, new Action(rule), List.of());
    }

    private List<Fact.Held> heldAmong(List<String> badges) {
        return badges.stream()
                .flatMap(badge -> firstRun(facts(Fact.Held.class, badge), Fact.Held::stands, null).stream())
                .map(Fact.Held.class::cast)
                .filter(held -> held.credits().signum() > 0)
                .sorted(comparing(Fact.Held::at).thenComparing(Fact.Held::about))
                .toList();
    }

    /**
     * A milestone that was waived is met, whatever is asked of it and also after its deadline; what was reached before
     * is what counts.
     */
    private Standing onMilestone(
            Rule.OnMilestone rule,
            Optional<Fact> reached,
            BigDecimal progress,
            Reason reason,
            Optional<? extends Fact> best,
            @Nullable Instant until) {
        var waivers = facts(Fact.Waived.class, rule.milestone());
        if (waivers.isEmpty()) {
            return leaf(rule, reached, progress, reason, best, until);
        }
        Optional<Fact> first = firstOf(reached, firstRun(waivers, Fact.Waived::stands, null));
        if (first.filter(Fact.Waived.class::isInstance).isPresent()) {
            return leaf(rule, first, progress, new Reason.Waived(true), best, until);
        }
        boolean nothingElse = first.isEmpty() && best.isEmpty();
        return leaf(rule, first, progress, nothingElse ? new Reason.Waived(false) : reason, best, until);
    }

    private Standing leaf(
            Rule rule,
            Optional<Fact> deciding,
            BigDecimal progress,
            Reason reason,
            Optional<? extends Fact> best,
            @Nullable Instant until) {
        if (deciding.isPresent()) {
            Fact fact = deciding.get();
            return new Standing(
                    rule, State.MET, BigDecimal.ONE, reason, fact.at(), List.of(fact.evidence()), null, List.of());
        }
        List<String> evidence = best.map(fact -> List.of(fact.evidence())).orElse(List.of());
        if (until != null && at.isAfter(until)) {
            Reason late = new Reason.TooLate(until);
            return new Standing(rule, State.IMPOSSIBLE, progress, late, null, evidence, null, List.of());
        }
        return new Standing(rule, State.NOT_YET, progress, reason, null, evidence, new Action(rule), List.of());
    }

    private <F extends Fact> List<F> facts(Class<F> kind, String about) {
        return byTopic.getOrDefault(about, List.of()).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /**
     * Of each source, the fact from which on it has held without a break until now (or until the deadline, and still
     * holds now); of those the earliest. That makes the earn date independent of when we looked.
     */
    private static <F extends Fact> Optional<Fact> firstRun(
            List<F> facts, Predicate<F> holds, @Nullable Instant until) {
        return bySource(facts)
                .filter(history -> holds.test(history.getLast()))
                .map(history -> upTo(history, until))
                .flatMap(history -> startOfRun(history, holds).stream())
                .map(Fact.class::cast)
                .min(BY_TIME);
    }

    private static <F extends Fact> Optional<F> startOfRun(List<F> history, Predicate<F> holds) {
        F start = null;
        for (F fact : history.reversed()) {
            if (!holds.test(fact)) {
                break;
            }
            start = fact;
        }
        return Optional.ofNullable(start);
    }

    private static <F extends Fact> Stream<F> latest(List<F> facts, @Nullable Instant until) {
        return bySource(upTo(facts, until)).map(List::getLast);
    }

    private static <F extends Fact> Stream<List<F>> bySource(List<F> facts) {
        return facts.stream().sorted(BY_TIME).collect(groupingBy(Fact::source)).values().stream();
    }

    private static <F extends Fact> List<F> upTo(List<F> facts, @Nullable Instant until) {
        return until == null
                ? facts
                : facts.stream().filter(fact -> !fact.at().isAfter(until)).toList();
    }

    private static final Comparator<Fact> BY_TIME = comparing(Fact::at).thenComparing(Fact::evidence);

    private static Optional<Fact> firstOf(Optional<Fact> one, Optional<Fact> other) {
        return Stream.concat(one.stream(), other.stream()).min(BY_TIME);
    }

    private static BigDecimal share(BigDecimal part, BigDecimal whole) {
        return part.divide(whole, 4, RoundingMode.DOWN).max(BigDecimal.ZERO).min(ALMOST);
    }

    private static Instant sinceOf(Standing met) {
        Instant since = met.since();
        if (since == null) {
            throw new IllegalStateException("a met standing knows since when");
        }
        return since;
    }
}
