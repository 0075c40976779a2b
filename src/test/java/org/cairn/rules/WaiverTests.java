package org.cairn.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.rules.TestFacts.attested;
import static org.cairn.rules.TestFacts.completed;
import static org.cairn.rules.TestFacts.minute;
import static org.cairn.rules.TestFacts.scored;
import static org.cairn.rules.TestFacts.waived;

import java.math.BigDecimal;
import java.util.List;
import org.cairn.rules.Standing.Reason;
import org.cairn.rules.Standing.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WaiverTests {

    private static final Rule SCORE = new Rule.Score("m", new BigDecimal("0.8"), null);

    static List<Rule> requirements() {
        return List.of(
                SCORE,
                new Rule.Complete("m", null),
                new Rule.Attested("m", "instructor", null),
                new Rule.Score("m", BigDecimal.ONE, minute(1)));
    }

    private static Standing standing(Rule rule, Fact... facts) {
        return Rules.evaluate(rule, List.of(facts), minute(100));
    }

    @ParameterizedTest
    @MethodSource("requirements")
    void aWaivedMilestoneIsMetWhateverIsAskedOfItAndSaysSo(Rule rule) {
        assertThat(standing(rule, waived("m", true, 7))).satisfies(met -> {
            assertThat(met.state()).isEqualTo(State.MET);
            assertThat(met.reason()).isEqualTo(new Reason.Waived(true));
            assertThat(met.since()).isEqualTo(minute(7));
            assertThat(met.evidence()).containsExactly("waiver:m:true:7");
        });
        assertThat(standing(rule, waived("other", true, 7)).met()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("requirements")
    void aWaiverThatWasTakenBackCountsNoMoreAndMayComeAgain(Rule rule) {
        assertThat(standing(rule, waived("m", false, 9), waived("m", true, 7)).met())
                .isFalse();
        assertThat(standing(rule, waived("m", true, 7), waived("m", false, 9), waived("m", true, 11))
                        .since())
                .isEqualTo(minute(11));
        assertThat(standing(rule, waived("m", true, 101)).met()).isFalse();
    }

    @Test
    void whatWasReachedBeforeIsWhatCounts() {
        assertThat(standing(SCORE, scored("m", "0.9", 3), waived("m", true, 7))).satisfies(met -> {
            assertThat(met.reason()).isInstanceOf(Reason.BestScore.class);
            assertThat(met.since()).isEqualTo(minute(3));
        });
        assertThat(standing(SCORE, waived("m", true, 7), scored("m", "0.9", 8)).since())
                .isEqualTo(minute(7));
    }

    @Test
    void aRegradeDownDoesNotTouchAWaiver() {
        assertThat(standing(SCORE, scored("m", "0.9", 3), waived("m", true, 7), scored("m", "0.1", 9)))
                .satisfies(met -> {
                    assertThat(met.met()).isTrue();
                    assertThat(met.since()).isEqualTo(minute(7));
                });
    }

    @Test
    void whatElseIsKnownIsToldWhenAWaiverIsTakenBack() {
        assertThat(standing(SCORE, waived("m", true, 7), waived("m", false, 8)).reason())
                .isEqualTo(new Reason.Waived(false));
        assertThat(standing(SCORE, waived("m", true, 7), waived("m", false, 8), scored("m", "0.5", 9))
                        .reason())
                .isInstanceOf(Reason.BestScore.class);
        assertThat(standing(new Rule.Complete("m", null), waived("m", false, 8), completed("m", "1", 9))
                        .met())
                .isTrue();
        assertThat(standing(
                                new Rule.Attested("m", "instructor", null),
                                attested("m", "tess", true, 2),
                                waived("m", false, 8))
                        .met())
                .isTrue();
    }
}
