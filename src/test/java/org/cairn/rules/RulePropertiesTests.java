package org.cairn.rules;

import static java.util.Comparator.comparing;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.cairn.Case;
import org.cairn.rules.Standing.State;
import org.junit.jupiter.api.Test;

/** Each example is one seed, from which a rule, facts and an instant are drawn; a failure prints the seed. */
class RulePropertiesTests {

    private static final List<String> MILESTONES = List.of("a", "b", "c", "d");
    private static final List<String> BADGES = List.of("x", "y", "z");

    private static void forAll(Predicate<World> property) {
        qt().withFixedSeed(20260302)
                .withExamples(1_000)
                .forAll(longs().all())
                .check(seed -> property.test(new World(new Random(seed))));
    }

    @Test
    void moreEvidenceNeverUnEarnsUnlessItWithdraws() {
        forAll(world -> {
            Rule rule = world.rule(3);
            List<Fact> facts = world.facts(12);
            Fact another = world.fact();
            if (withdraws(another, facts)) {
                return true;
            }
            boolean before = Rules.evaluate(rule, facts, world.end()).met();
            facts.add(another);
            return !before || Rules.evaluate(rule, facts, world.end()).met();
        });
    }

    @Test
    @Case("F5")
    void orderAndDuplicatesOfFactsDoNotMatter() {
        forAll(world -> {
            Rule rule = world.rule(3);
            List<Fact> facts = world.facts(15);
            List<Fact> shuffled = new ArrayList<>(facts);
            shuffled.addAll(facts);
            Collections.shuffle(shuffled, world.random);
            Instant at = world.instant();
            return Rules.evaluate(rule, facts, at).equals(Rules.evaluate(rule, shuffled, at));
        });
    }

    @Test
    void progressIsOneExactlyWhenMetAtEveryNode() {
        forAll(world -> everyNode(
                Rules.evaluate(world.rule(3), world.facts(15), world.instant()),
                node -> node.progress().signum() >= 0
                        && node.progress().compareTo(BigDecimal.ONE) <= 0
                        && (node.progress().compareTo(BigDecimal.ONE) == 0) == node.met()));
    }

    @Test
    void metNodesKnowSinceWhenAndOpenNodesWhatIsNext() {
        forAll(world -> {
            Instant at = world.instant();
            return everyNode(
                    Rules.evaluate(world.rule(3), world.facts(15), at),
                    node -> node.met() == (node.since() != null)
                            && (node.since() == null || !node.since().isAfter(at))
                            && (node.state() == State.NOT_YET) == (node.next() != null)
                            && (!node.met() || !node.evidence().isEmpty()));
        });
    }

    @Test
    void atItsEarnDateItIsMet() {
        forAll(world -> {
            Rule rule = world.rule(3);
            List<Fact> facts = world.withoutWithdrawals(world.facts(15));
            Standing standing = Rules.evaluate(rule, facts, world.end());
            return !standing.met()
                    || Rules.evaluate(rule, facts, standing.since()).met();
        });
    }

    @Test
    void justBeforeItsEarnDateItIsNotMet() {
        forAll(world -> {
            Rule rule = world.rule(3);
            List<Fact> facts = world.withoutWithdrawals(world.facts(15));
            Standing standing = Rules.evaluate(rule, facts, world.end());
            return !standing.met()
                    || !Rules.evaluate(rule, facts, standing.since().minusNanos(1_000))
                            .met();
        });
    }

    @Test
    void theDecidingEvidenceAloneDecides() {
        forAll(world -> {
            Rule rule = world.rule(3);
            List<Fact> facts = world.withoutWithdrawals(world.facts(15));
            Standing standing = Rules.evaluate(rule, facts, world.end());
            List<Fact> deciding = facts.stream()
                    .filter(fact -> standing.evidence().contains(fact.evidence()))
                    .toList();
            return !standing.met()
                    || standing.since()
                            .equals(Rules.evaluate(rule, deciding, world.end()).since());
        });
    }

    private static boolean everyNode(Standing node, Predicate<Standing> holds) {
        return holds.test(node) && node.children().stream().allMatch(child -> everyNode(child, holds));
    }

    /** True when the fact comes after one of the same kind and source that said more. */
    private static boolean withdraws(Fact fact, List<Fact> facts) {
        return facts.stream()
                .filter(other -> track(other).equals(track(fact)))
                .anyMatch(other -> !other.at().isAfter(fact.at()) && worth(fact).compareTo(worth(other)) < 0);
    }

    private static String track(Fact fact) {
        return fact.getClass().getSimpleName() + fact.about() + fact.source();
    }

    private static BigDecimal worth(Fact fact) {
        return switch (fact) {
            case Fact.Scored scored -> scored.share() == null ? BigDecimal.ONE.negate() : scored.share();
            case Fact.Completed completed -> completed.share();
            case Fact.Attested attested -> attested.stands() ? BigDecimal.ONE : BigDecimal.ZERO;
            case Fact.Waived waived -> waived.stands() ? BigDecimal.ONE : BigDecimal.ZERO;
            case Fact.Held held -> held.stands() ? BigDecimal.ONE : BigDecimal.ZERO;
        };
    }

    /** Draws rules and facts from one source of chance. */
    private static final class World {
        private final Random random;
        private int made;

        World(Random random) {
            this.random = random;
        }

        Instant end() {
            return TestFacts.minute(1_000);
        }

        Instant instant() {
            return TestFacts.minute(random.nextInt(60));
        }

        Rule rule(int depth) {
            if (depth == 0 || random.nextInt(4) == 0) {
                return leaf();
            }
            while (true) {
                List<Rule> children = new ArrayList<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    children.add(rule(depth - 1));
                }
                try {
                    return switch (random.nextInt(3)) {
                        case 0 -> new Rule.All(children);
                        case 1 -> new Rule.Any(children);
                        default -> new Rule.AtLeast(1 + random.nextInt(children.size()), children);
                    };
                } catch (Rule.InvalidRule again) {
                    depth = Math.max(1, depth);
                }
            }
        }

        private Rule leaf() {
            Instant until = random.nextInt(3) == 0 ? instant() : null;
            String milestone = pick(MILESTONES);
            return switch (random.nextInt(5)) {
                case 0 -> new Rule.Score(milestone, tenths(1), until);
                case 1 -> new Rule.Complete(milestone, until);
                case 2 -> new Rule.Attested(milestone, "instructor", until);
                case 3 -> new Rule.Holds(pick(BADGES));
                default -> new Rule.Credits(tenths(1).movePointRight(1), BADGES);
            };
        }

        List<Fact> facts(int most) {
            List<Fact> facts = new ArrayList<>();
            for (int i = random.nextInt(most + 1); i > 0; i--) {
                facts.add(fact());
            }
            return facts;
        }

        Fact fact() {
            String key = "evidence-" + made++;
            String source = random.nextBoolean() ? "course-1" : "course-2";
            String milestone = pick(MILESTONES);
            return switch (random.nextInt(5)) {
                case 0 ->
                    new Fact.Scored(
                            milestone,
                            source,
                            random.nextInt(8) == 0 ? null : tenths(0),
                            source.equals("course-2") ? new BigDecimal("0.6") : null,
                            instant(),
                            key);
                case 1 -> new Fact.Completed(milestone, source, tenths(0), instant(), key);
                case 2 -> new Fact.Attested(milestone, source, "instructor", random.nextInt(4) > 0, instant(), key);
                case 3 -> new Fact.Waived(milestone, "waiver", random.nextInt(4) > 0, instant(), key);
                default ->
                    new Fact.Held(pick(BADGES), "award", new BigDecimal("3.0"), random.nextInt(4) > 0, instant(), key);
            };
        }

        /** Keeps of every source only what never says less than it did before. */
        List<Fact> withoutWithdrawals(List<Fact> facts) {
            Map<String, BigDecimal> highest = new HashMap<>();
            List<Fact> kept = new ArrayList<>();
            facts.stream()
                    .sorted(comparing(Fact::at).thenComparing(Fact::evidence))
                    .forEach(fact -> {
                        BigDecimal before = highest.get(track(fact));
                        if (before == null || worth(fact).compareTo(before) >= 0) {
                            highest.put(track(fact), worth(fact));
                            kept.add(fact);
                        }
                    });
            return kept;
        }

        private BigDecimal tenths(int least) {
            return BigDecimal.valueOf(least + random.nextInt(11 - least), 1);
        }

        private <T> T pick(List<T> things) {
            return things.get(random.nextInt(things.size()));
        }
    }
}
