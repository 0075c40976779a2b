package org.cairn.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.cairn.Case;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.evidence.Observation.Completion;
import org.cairn.evidence.Observation.Hidden;
import org.cairn.evidence.Observation.Score;
import org.cairn.evidence.Observation.Shown;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;

class InForceTests {

    private static final InstitutionId INSTITUTION = new InstitutionId(UUID.randomUUID());
    private static final PlatformId CANVAS = new PlatformId(INSTITUTION, UUID.randomUUID());
    private static final LearnerId LEARNER = new LearnerId(INSTITUTION, UUID.randomUUID());
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Activity CHARTER = new Activity(CANVAS, "565", "assignment:355");
    private static final Activity CHARTER_WITHOUT_COURSE = new Activity(CANVAS, null, "assignment:355");
    private static final Activity COURSE = new Activity(CANVAS, "565", "course");

    private static Evidence at(long second, Observation what) {
        Instant time = NOON.plusSeconds(second);
        return new Evidence(LEARNER, what.getClass().getSimpleName() + second, what, time, time, "feed:Test");
    }

    private static Score score(String points) {
        return score(CHARTER, points);
    }

    private static Score score(Activity activity, String points) {
        return new Score(activity, points == null ? null : new BigDecimal(points), new BigDecimal("100"));
    }

    private static Observation override(String points) {
        return new Observation.Override(COURSE, points == null ? null : new BigDecimal(points), new BigDecimal("100"));
    }

    /** What counts, whatever the order in which it came. */
    private static List<String> counts(Evidence... evidence) {
        List<Evidence> mixed = new ArrayList<>(Arrays.asList(evidence));
        List<String> first = read(mixed);
        for (int seed = 0; seed < 30; seed++) {
            Collections.shuffle(mixed, new Random(seed));
            assertThat(read(mixed)).isEqualTo(first);
        }
        return first;
    }

    private static List<String> read(List<Evidence> evidence) {
        return InForce.of(evidence).stream()
                .filter(each -> each.what() instanceof Observation.Mark)
                .sorted(java.util.Comparator.comparing(Projection::timeOf).thenComparing(Evidence::key))
                .map(each -> switch (each.what()) {
                    case Score score -> seconds(each) + ":" + score.points();
                    case Completion completion -> seconds(each) + ":done " + completion.share();
                    default -> throw new AssertionError(each);
                })
                .toList();
    }

    private static long seconds(Evidence evidence) {
        return Projection.timeOf(evidence).getEpochSecond() - NOON.getEpochSecond();
    }

    @Test
    void aHiddenScoreCountsFromTheMomentItIsShownAndNeverBefore() {
        Evidence hidden = at(0, new Hidden(score("85")));
        assertThat(counts(hidden)).isEmpty();
        assertThat(counts(at(-5, new Shown(CHARTER)), hidden)).isEmpty();
        assertThat(counts(hidden, at(60, new Shown(CHARTER_WITHOUT_COURSE)))).containsExactly("60:85");
        assertThat(counts(hidden, at(60, new Shown(new Activity(CANVAS, "565", "assignment:9")))))
                .isEmpty();
        assertThat(counts(hidden, at(60, new Shown(CHARTER)), at(70, new Shown(CHARTER))))
                .containsExactly("60:85");
        assertThat(counts(hidden, at(0, new Shown(CHARTER)))).containsExactly("0:85");
    }

    @Test
    @Case("F6")
    void ofHiddenScoresOnlyTheLastIsEverSeen() {
        assertThat(counts(at(0, new Hidden(score("85"))), at(10, new Hidden(score("60"))), at(20, new Shown(CHARTER))))
                .containsExactly("20:60");
        assertThat(counts(at(0, new Hidden(score("60"))), at(10, score("90")), at(20, new Shown(CHARTER))))
                .containsExactly("10:90");
        assertThat(counts(at(0, new Hidden(score("85"))), at(0, score("85")))).containsExactly("0:85");
    }

    @Test
    void aShownScoreStandsUntilTheNextOneIsShown() {
        assertThat(counts(
                        at(0, score("85")),
                        at(10, new Hidden(score("60"))),
                        at(20, new Hidden(score(null))),
                        at(30, new Shown(CHARTER)),
                        at(40, new Hidden(score("70")))))
                .containsExactly("0:85", "30:null");
    }

    @Test
    void aHiddenPassIsNotLostToAHandIn() {
        assertThat(counts(
                        at(-10, new Completion(CHARTER, BigDecimal.ZERO)),
                        at(0, new Hidden(new Completion(CHARTER, BigDecimal.ONE))),
                        at(0, new Hidden(score("1"))),
                        at(5, new Shown(CHARTER))))
                .containsExactly("-10:done 0", "5:done 1", "5:1");
    }

    @Test
    void anOverrideReplacesTheComputedGradeUntilItIsTakenBack() {
        assertThat(counts(at(0, score(COURSE, "70")), at(10, override("90")), at(20, score(COURSE, "72"))))
                .containsExactly("0:70", "10:90");
        assertThat(counts(
                        at(0, score(COURSE, "70")),
                        at(10, override("90")),
                        at(20, score(COURSE, "72")),
                        at(30, override(null)),
                        at(40, score(COURSE, "74"))))
                .containsExactly("0:70", "10:90", "30:72", "40:74");
        assertThat(counts(at(10, override("90")), at(30, override(null)))).containsExactly("10:90", "30:null");
        assertThat(counts(at(10, override("90")), at(20, score(new Activity(CANVAS, "566", "course"), "72"))))
                .containsExactly("10:90", "20:72");
    }

    @Test
    void whatIsNotDelicateIsLeftAsItIs() {
        List<Evidence> plain = List.of(at(0, score("85")), at(5, new Shown(CHARTER)));
        assertThat(InForce.of(plain)).isSameAs(plain);
    }
}
