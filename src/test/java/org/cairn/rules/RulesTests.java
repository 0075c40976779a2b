package org.cairn.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.rules.TestFacts.attested;
import static org.cairn.rules.TestFacts.attestedBy;
import static org.cairn.rules.TestFacts.complete;
import static org.cairn.rules.TestFacts.completed;
import static org.cairn.rules.TestFacts.held;
import static org.cairn.rules.TestFacts.minute;
import static org.cairn.rules.TestFacts.score;
import static org.cairn.rules.TestFacts.scored;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.rules.Rule.All;
import org.cairn.rules.Rule.Any;
import org.cairn.rules.Rule.AtLeast;
import org.cairn.rules.Rule.Credits;
import org.cairn.rules.Rule.Holds;
import org.cairn.rules.Rule.InvalidRule;
import org.cairn.rules.Standing.Reason;
import org.cairn.rules.Standing.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTests {

    private static final Rule SCORE = score("essay", "0.8");

    private static Standing evaluate(Rule rule, Fact... facts) {
        return Rules.evaluate(rule, List.of(facts), minute(100));
    }

    private static BigDecimal dec(String number) {
        return new BigDecimal(number);
    }

    @ParameterizedTest
    @MethodSource
    void metWithItsReasonAndTheMinuteItWasMet(Rule rule, List<Fact> facts, Reason reason, long since) {
        Standing standing = Rules.evaluate(rule, facts, minute(100));

        assertThat(standing.state()).isEqualTo(State.MET);
        assertThat(standing.progress()).isEqualByComparingTo("1");
        assertThat(standing.reason()).isEqualTo(reason);
        assertThat(standing.since()).isEqualTo(minute(since));
        assertThat(standing.evidence()).isNotEmpty();
        assertThat(standing.next()).isNull();
    }

    static Stream<Arguments> metWithItsReasonAndTheMinuteItWasMet() {
        Rule late = new Rule.Score("essay", dec("0.8"), minute(20));
        return Stream.of(
                arguments(SCORE, List.of(scored("essay", "0.80", 3)), new Reason.BestScore(dec("0.80"), dec("0.8")), 3),
                arguments(
                        SCORE,
                        List.of(scored("essay", "0.9", 3), scored("essay", "0.95", 9)),
                        new Reason.BestScore(dec("0.95"), dec("0.8")),
                        3),
                arguments(
                        SCORE,
                        List.of(scored("essay", "0.9", 3), scored("essay", "0.5", 5), scored("essay", "0.85", 9)),
                        new Reason.BestScore(dec("0.85"), dec("0.8")),
                        9),
                arguments(late, List.of(scored("essay", "0.8", 20)), new Reason.BestScore(dec("0.8"), dec("0.8")), 20),
                arguments(complete("essay"), List.of(completed("essay", "1", 4)), new Reason.Completion(dec("1")), 4),
                arguments(
                        attestedBy("talk"),
                        List.of(attested("talk", "ann", true, 6)),
                        new Reason.Confirmation(true, "instructor"),
                        6),
                arguments(new Holds("one"), List.of(held("one", "0", true, 7)), new Reason.Holding(true), 7),
                arguments(
                        new Credits(dec("6.0"), List.of("a", "b", "c")),
                        List.of(held("a", "3.0", true, 5), held("c", "3.0", true, 2), held("b", "1", true, 9)),
                        new Reason.CreditSum(dec("7.0"), dec("6")),
                        5),
                arguments(
                        new All(List.of(SCORE, complete("talk"))),
                        List.of(scored("essay", "1", 8), completed("talk", "1", 4)),
                        new Reason.Count(2, 2),
                        8),
                arguments(
                        new Any(List.of(SCORE, complete("talk"))),
                        List.of(scored("essay", "1", 8), completed("talk", "1", 4)),
                        new Reason.Count(2, 1),
                        4),
                arguments(
                        new AtLeast(2, List.of(complete("a"), complete("b"), complete("c"))),
                        List.of(completed("a", "1", 9), completed("b", "1", 5), completed("c", "1", 7)),
                        new Reason.Count(3, 2),
                        7));
    }

    @ParameterizedTest
    @MethodSource
    void notYetWithItsReasonAndHowFar(Rule rule, List<Fact> facts, Reason reason, String progress) {
        Standing standing = Rules.evaluate(rule, facts, minute(100));

        assertThat(standing.state()).isEqualTo(State.NOT_YET);
        assertThat(standing.reason()).isEqualTo(reason);
        assertThat(standing.progress()).isEqualByComparingTo(progress);
        assertThat(standing.since()).isNull();
        assertThat(standing.next()).isNotNull();
    }

    static Stream<Arguments> notYetWithItsReasonAndHowFar() {
        return Stream.of(
                arguments(SCORE, List.of(), new Reason.BestScore(null, dec("0.8")), "0"),
                arguments(
                        SCORE, List.of(scored("essay", "0.4", 3)), new Reason.BestScore(dec("0.4"), dec("0.8")), "0.5"),
                arguments(
                        SCORE,
                        List.of(scored("essay", "0.79999", 3)),
                        new Reason.BestScore(dec("0.79999"), dec("0.8")),
                        "0.9999"),
                arguments(
                        SCORE,
                        List.of(scored("essay", "0.9", 3), scored("essay", null, 4)),
                        new Reason.BestScore(null, dec("0.8")),
                        "0"),
                arguments(SCORE, List.of(scored("other", "1", 3)), new Reason.BestScore(null, dec("0.8")), "0"),
                arguments(
                        SCORE,
                        List.of(scored("essay", "strict", "0.85", "0.9", 3)),
                        new Reason.BestScore(dec("0.85"), dec("0.9")),
                        "0.9444"),
                arguments(
                        complete("essay"),
                        List.of(completed("essay", "0.25", 4)),
                        new Reason.Completion(dec("0.25")),
                        "0.25"),
                arguments(
                        complete("essay"),
                        List.of(completed("essay", "1", 4), completed("essay", "0", 5)),
                        new Reason.Completion(dec("0")),
                        "0"),
                arguments(complete("essay"), List.of(scored("essay", "1", 4)), new Reason.Completion(dec("0")), "0"),
                arguments(attestedBy("talk"), List.of(), new Reason.Confirmation(false, "instructor"), "0"),
                arguments(
                        attestedBy("talk"),
                        List.of(attested("talk", "ann", true, 6), attested("talk", "ann", false, 7)),
                        new Reason.Confirmation(false, "instructor"),
                        "0"),
                arguments(
                        new Holds("one"),
                        List.of(held("one", "0", true, 7), held("one", "0", false, 8)),
                        new Reason.Holding(false),
                        "0"),
                arguments(
                        new Credits(dec("6.0"), List.of("a", "b")),
                        List.of(held("a", "3.0", true, 1), held("b", "2.99", true, 2), held("d", "9", true, 3)),
                        new Reason.CreditSum(dec("5.99"), dec("6")),
                        "0.9983"),
                arguments(
                        new All(List.of(SCORE, complete("talk"), complete("walk"))),
                        List.of(completed("talk", "1", 4), scored("essay", "0.4", 5)),
                        new Reason.Count(1, 3),
                        "0.5"),
                arguments(
                        new Any(List.of(SCORE, complete("talk"))),
                        List.of(completed("talk", "0.3", 4), scored("essay", "0.4", 5)),
                        new Reason.Count(0, 1),
                        "0.5"));
    }

    @Test
    void theNextActionIsTheNearestOpenRequirement() {
        Rule rule = new All(List.of(complete("talk"), new Any(List.of(complete("walk"), SCORE))));

        Standing standing = evaluate(rule, scored("essay", "0.7", 1), completed("talk", "0.1", 2));

        assertThat(standing.next()).isEqualTo(new Standing.Action(SCORE));
        assertThat(standing.evidence()).containsExactly("completion:talk:0.1:2", "score:essay:activity-essay:0.7:1");
    }

    @Test
    void afterTheDeadlineItIsOutOfReachAndSaysSo() {
        Rule rule = new Rule.Complete("essay", minute(20));

        assertThat(Rules.evaluate(rule, List.of(), minute(20)).state()).isEqualTo(State.NOT_YET);
        Standing standing = evaluate(rule, completed("essay", "1", 21));

        assertThat(standing.state()).isEqualTo(State.IMPOSSIBLE);
        assertThat(standing.reason()).isEqualTo(new Reason.TooLate(minute(20)));
        assertThat(standing.next()).isNull();
        assertThat(evaluate(new All(List.of(rule, SCORE))).state()).isEqualTo(State.IMPOSSIBLE);
        assertThat(evaluate(new Any(List.of(rule, SCORE))).state()).isEqualTo(State.NOT_YET);
    }

    @Test
    void whatWasReachedInTimeMayStillBeTakenBackLater() {
        Rule rule = new Rule.Score("essay", dec("0.8"), minute(20));
        Fact.Scored pass = scored("essay", "0.9", 10);
        Fact.Scored fail = scored("essay", "0.1", 30);

        assertThat(evaluate(rule, pass, fail).state()).isEqualTo(State.IMPOSSIBLE);
        assertThat(evaluate(rule, pass, fail, scored("essay", "0.9", 40)).since())
                .isEqualTo(minute(10));
    }

    @Test
    void oneCourseFailedDoesNotUndoAnotherPassed() {
        Standing standing = evaluate(
                SCORE, scored("essay", "course-1", "0.9", null, 3), scored("essay", "course-2", "0.2", null, 9));

        assertThat(standing.met()).isTrue();
        assertThat(standing.reason()).isEqualTo(new Reason.BestScore(dec("0.9"), dec("0.8")));
    }

    @Test
    void aCourseMayAskForMoreNeverForLess() {
        assertThat(evaluate(SCORE, scored("essay", "strict", "0.85", "0.9", 3)).met())
                .isFalse();
        assertThat(evaluate(SCORE, scored("essay", "lax", "0.75", "0.7", 3)).met())
                .isFalse();
        assertThat(evaluate(SCORE, scored("essay", "strict", "0.9", "0.9", 3)).met())
                .isTrue();
    }

    @Test
    void aConfirmationBySomebodyElseOfAnotherRoleDoesNotCount() {
        Fact byPeer = new Fact.Attested("talk", "bob", "peer", true, minute(1), "peer:1");

        assertThat(evaluate(attestedBy("talk"), byPeer).met()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"6.0, true", "6.00, true", "5.99, false", "5.9999999, false"})
    void exactlySixOfSixCreditsEarns(String credits, boolean earned) {
        Rule rule = new Credits(dec("6.0"), List.of("a", "b"));
        String rest = dec(credits).subtract(dec("3.0")).toPlainString();

        assertThat(evaluate(rule, held("a", "3.0", true, 1), held("b", rest, true, 2))
                        .met())
                .isEqualTo(earned);
    }

    @Test
    void oneBadgeHeldTwiceGivesItsCreditsOnce() {
        Rule rule = new Credits(dec("6.0"), List.of("a", "b"));

        assertThat(evaluate(rule, held("a", "3.0", true, 1), held("a", "3.0", true, 2))
                        .met())
                .isFalse();
    }

    @Test
    void oneThingDoneTwiceCountsOnce() {
        Rule rule = new AtLeast(2, List.of(complete("a"), complete("b")));

        assertThat(evaluate(rule, completed("a", "1", 1), completed("a", "1", 2), completed("a", "1", 3))
                        .reason())
                .isEqualTo(new Reason.Count(1, 2));
    }

    @ParameterizedTest
    @MethodSource
    void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable making, String because) {
        assertThatThrownBy(making).isInstanceOf(InvalidRule.class).hasMessageContaining(because);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refusal(() -> new All(List.of()), "'all' is empty"),
                refusal(() -> new Any(List.of()), "'any' is empty"),
                refusal(() -> new AtLeast(1, List.of()), "'at-least' is empty"),
                refusal(() -> new Credits(dec("1"), List.of()), "'credits' is empty"),
                refusal(() -> new All(List.of(complete("a"), complete("a"))), "twice: milestone 'a'"),
                refusal(() -> new Any(List.of(SCORE, score("essay", "0.80"))), "twice: milestone 'essay'"),
                refusal(() -> new Credits(dec("1"), List.of("a", "a")), "twice: 'a'"),
                refusal(() -> new AtLeast(2, List.of(SCORE, complete("essay"), complete("b"))), "milestone 'essay'"),
                refusal(() -> new AtLeast(2, List.of(new Any(List.of(complete("a"))), complete("a"))), "milestone 'a'"),
                refusal(
                        () -> new AtLeast(2, List.of(new Holds("a"), new Credits(dec("1"), List.of("a", "b")))),
                        "badge 'a'"),
                refusal(() -> new AtLeast(0, List.of(SCORE)), "0 of 1"),
                refusal(() -> new AtLeast(2, List.of(SCORE)), "2 of 1"),
                refusal(() -> score("a", "0"), "more than 0"),
                refusal(() -> score("a", "-0.1"), "more than 0"),
                refusal(() -> score("a", "1.01"), "at most 100"),
                refusal(() -> new Credits(dec("0.0"), List.of("a")), "more than 0"));
    }

    private static Arguments refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable making, String because) {
        return arguments(making, because);
    }
}
