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
            List<String> evidence = deciding.stream()
                    .flatMap(child -> child.evidence().stream())
                    .distinct()
                    .toList();
            Instant since = sinceOf(deciding.getLast());
            return new Standing(rule, State.MET, BigDecimal.ONE, reason, since, evidence, null, children);
        }
        List<Standing> open = children.stream()
                .filter(child -> child.state() == State.NOT_YET)
                .sorted(comparing(Standing::progress).reversed())
                .toList();
        BigDecimal progress = progress(met.size(), open, needed);
        if (met.size() + open.size() < needed) {
            return new Standing(rule, State.IMPOSSIBLE, progress, reason, null, List.of(), null, children);
        }
        return new Standing(
                rule,
                State.NOT_YET,
                progress,
                reason,
                null,
                List.of(),
                open.getFirst().next(),
                children);
    }

    private static BigDecimal progress(int met, List<Standing> open, int needed) {
        BigDecimal sum = open.stream()
                .limit(needed - (long) met)
                .map(Standing::progress)
                .reduce(BigDecimal.valueOf(met), BigDecimal::add);
        return share(sum, BigDecimal.valueOf(needed));
    }

    private Standing score(Rule.Score rule) {
        var scores = facts(Fact.Scored.class, rule.milestone(), rule.until());
        Predicate<Fact.Scored> reaches = fact -> {
            BigDecimal share = fact.share();
            return share != null && share.compareTo(needed(rule, fact)) >= 0;
        };
        BigDecimal best = latest(scores)
                .map(Fact.Scored::share)
                .filter(share -> share != null)
                .max(Comparator.naturalOrder())
                .orElse(null);
        Reason reason = new Reason.BestScore(best, rule.atLeast());
        BigDecimal progress = best == null ? BigDecimal.ZERO : share(best, rule.atLeast());
        return leaf(rule, firstRun(scores, reaches), progress, reason, rule.until());
    }

    /** A course may ask for more than the rule does, never for less. */
    private static BigDecimal needed(Rule.Score rule, Fact.Scored fact) {
        BigDecimal bar = fact.bar();
        return bar == null ? rule.atLeast() : rule.atLeast().max(bar);
    }

    /** What was completed, or was given a score above nothing, counts as completed. */
    private Standing complete(Rule.Complete rule) {
        var completions = facts(Fact.Completed.class, rule.milestone(), rule.until());
        var scores = facts(Fact.Scored.class, rule.milestone(), rule.until());
        Optional<Fact> first = firstOf(
                firstRun(completions, fact -> fact.share().compareTo(BigDecimal.ONE) >= 0),
                firstRun(scores, Evaluation::countsAsCompleted));
        BigDecimal share = latest(completions)
                .map(Fact.Completed::share)
                .max(Comparator.naturalOrder())
                .orElse(BigDecimal.ZERO)
                .max(BigDecimal.ZERO);
        Reason reason = new Reason.Completion(first.isPresent() ? BigDecimal.ONE : share);
        return leaf(rule, first, share(share, BigDecimal.ONE), reason, rule.until());
    }

    private static boolean countsAsCompleted(Fact.Scored fact) {
        BigDecimal share = fact.share();
        BigDecimal bar = fact.bar();
        return share != null && share.signum() > 0 && (bar == null || share.compareTo(bar) >= 0);
    }

    private Standing attested(Rule.Attested rule) {
        var attestations = facts(Fact.Attested.class, rule.milestone(), rule.until()).stream()
                .filter(fact -> fact.by().equals(rule.by()))
                .toList();
        Optional<Fact> first = firstRun(attestations, Fact.Attested::stands);
        Reason reason = new Reason.Confirmation(first.isPresent(), rule.by());
        return leaf(rule, first, BigDecimal.ZERO, reason, rule.until());
    }

    private Standing holds(Rule.Holds rule) {
        Optional<Fact> first = firstRun(facts(Fact.Held.class, rule.badge(), null), Fact.Held::stands);
        return leaf(rule, first, BigDecimal.ZERO, new Reason.Holding(first.isPresent()), null);
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
                .flatMap(badge -> firstRun(facts(Fact.Held.class, badge, null), Fact.Held::stands).stream())
                .map(Fact.Held.class::cast)
                .filter(held -> held.credits().signum() > 0)
                .sorted(comparing(Fact.Held::at).thenComparing(Fact.Held::about))
                .toList();
    }

    private Standing leaf(
            Rule rule, Optional<Fact> deciding, BigDecimal progress, Reason reason, @Nullable Instant until) {
        if (deciding.isPresent()) {
            Fact fact = deciding.get();
            return new Standing(
                    rule, State.MET, BigDecimal.ONE, reason, fact.at(), List.of(fact.evidence()), null, List.of());
        }
        if (until != null && at.isAfter(until)) {
            return new Standing(
                    rule,
                    State.IMPOSSIBLE,
                    progress.min(ALMOST),
                    new Reason.TooLate(until),
                    null,
                    List.of(),
                    null,
                    List.of());
        }
        return new Standing(
                rule, State.NOT_YET, progress.min(ALMOST), reason, null, List.of(), new Action(rule), List.of());
    }

    private <F extends Fact> List<F> facts(Class<F> kind, String about, @Nullable Instant until) {
        return byTopic.getOrDefault(about, List.of()).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(fact -> until == null || !fact.at().isAfter(until))
                .toList();
    }

    /**
     * Of each source, the facts from which on it has held without a break until now; of those the earliest. That makes
     * the earn date independent of when we looked.
     */
    private static <F extends Fact> Optional<Fact> firstRun(List<F> facts, Predicate<F> holds) {
        return bySource(facts)
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

    private static <F extends Fact> Stream<F> latest(List<F> facts) {
        return bySource(facts).map(List::getLast);
    }

    private static <F extends Fact> Stream<List<F>> bySource(List<F> facts) {
        return facts.stream().sorted(BY_TIME).collect(groupingBy(Fact::source)).values().stream();
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
