package org.cairn.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairn.Case;
import org.cairn.TestBadges;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Author;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.cairn.rules.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectionTests {

    private static final InstitutionId INSTITUTION = new InstitutionId(UUID.randomUUID());
    private static final PlatformId CANVAS = new PlatformId(INSTITUTION, UUID.randomUUID());
    private static final LearnerId LEARNER = new LearnerId(INSTITUTION, UUID.randomUUID());
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(86_400);

    private static Catalogue catalogue(String yaml, Binding... bindings) {
        try {
            Map<String, Badge> badges = new LinkedHashMap<>();
            for (BadgeReader.Read read : BadgeReader.readAll(INSTITUTION, yaml)) {
                badges.put(read.badge().key(), read.badge().as(1, Badge.State.PUBLISHED));
            }
            return new Catalogue(1, Stacks.componentsFirst(badges.values()), List.of(bindings));
        } catch (Pathways.BadDocument e) {
            throw new AssertionError(e);
        }
    }

    private static Binding binding(String course, String activity, String atLeast) {
        return new Binding(
                "b", "m", new Activity(CANVAS, course, activity), atLeast == null ? null : new BigDecimal(atLeast));
    }

    private static Evidence evidence(String key, Observation what, long second) {
        return new Evidence(LEARNER, key, what, NOON.plusSeconds(second), NOON.plusSeconds(second), "feed:Test");
    }

    private static Evidence score(String course, String activity, String points, String possible, long second) {
        return evidence(
                "score-" + second,
                new Observation.Score(
                        new Activity(CANVAS, course, activity),
                        points == null ? null : new BigDecimal(points),
                        new BigDecimal(possible)),
                second);
    }

    private static Evidence completion(String course, String activity, long second) {
        return completion(course, activity, "1", second);
    }

    private static Evidence completion(String course, String activity, String share, long second) {
        return evidence(
                "completion-" + second,
                new Observation.Completion(new Activity(CANVAS, course, activity), new BigDecimal(share)),
                second);
    }

    private static Evidence attestation(String badge, String role, boolean stands, long second) {
        LearnerId teacher = new LearnerId(INSTITUTION, new UUID(1, 1));
        return evidence(
                "attestation-" + second, new Observation.Attestation(badge, "m", role, teacher, null, stands), second);
    }

    private static Standing standing(Catalogue catalogue, Evidence... evidence) {
        return new Projection(catalogue)
                .standings(List.of(evidence), LATER)
                .getFirst()
                .standing();
    }

    private static String badge(String rule) {
        return "badge: b\ntitle: B\nmilestones: {m: One}\nrule: " + rule + "\n";
    }

    private static final String EIGHTY = badge("{score: {of: m, at-least: 80%}}");

    @ParameterizedTest
    @CsvSource({
        "80, 100, true",
        "79.999, 100, false",
        "79.99999999999, 100, false",
        "4, 5, true",
        "0.8, 1, true",
        "8, 9.9999999, true",
        "8, 10.00000001, false",
        "-80, 100, false",
        "10, 0, false",
        "100, 100, true"
    })
    void aShareIsNeverRoundedUpOverTheThreshold(String points, String possible, boolean met) {
        assertThat(standing(
                                catalogue(EIGHTY, binding("565", "assignment:1", null)),
                                score("565", "assignment:1", points, possible, 1))
                        .met())
                .isEqualTo(met);
    }

    @Test
    void twoThirdsReachTwoThirdsAsFarAsAnAuthorCanWriteThem() {
        Catalogue catalogue =
                catalogue(badge("{score: {of: m, at-least: 66.6666%}}"), binding("565", "assignment:1", null));

        assertThat(standing(catalogue, score("565", "assignment:1", "2", "3", 1))
                        .met())
                .isTrue();
    }

    @Test
    void evidenceCountsOnlyForTheCourseItIsBoundIn() {
        Catalogue catalogue = catalogue(badge("{complete: m}"), binding("565", "module:4", null));

        assertThat(standing(catalogue, completion("566", "module:4", 1)).met()).isFalse();
        assertThat(standing(catalogue, completion("565", "module:5", 1)).met()).isFalse();
        assertThat(standing(catalogue, completion("565", "module:4", 1)).met()).isTrue();
        assertThat(standing(catalogue, completion(null, "module:4", 1)).met()).isTrue();
    }

    @Test
    void aWholeCourseIsNeverTakenForAnother() {
        Catalogue catalogue = catalogue(badge("{complete: m}"), binding("565", "course", null));

        assertThat(standing(catalogue, completion(null, "course", 1)).met()).isFalse();
        assertThat(standing(catalogue, completion("565", "course", 1)).met()).isTrue();
    }

    @Test
    void aBindingWithoutACourseTakesTheActivityWhereverItIs() {
        Catalogue catalogue = catalogue(badge("{complete: m}"), binding(null, "xapi:https://x.example/1", null));

        assertThat(standing(catalogue, completion("12", "xapi:https://x.example/1", 1))
                        .met())
                .isTrue();
    }

    @Test
    @Case("F6")
    void aLaterLowerScoreWithdrawsEvenWhereOneOfTheTwoDoesNotSayItsCourse() {
        Catalogue catalogue = catalogue(EIGHTY, binding("565", "assignment:1", null));

        assertThat(standing(
                                catalogue,
                                score(null, "assignment:1", "90", "100", 1),
                                score("565", "assignment:1", "10", "100", 2))
                        .met())
                .isFalse();
    }

    @Test
    void aBindingThatAsksForAScoreIsNotServedByMereCompletion() {
        Catalogue catalogue = catalogue(badge("{complete: m}"), binding("565", "assignment:1", "0.6"));

        assertThat(standing(catalogue, completion("565", "assignment:1", 1)).met())
                .isFalse();
        assertThat(standing(catalogue, score("565", "assignment:1", "59", "100", 1))
                        .met())
                .isFalse();
        assertThat(standing(catalogue, score("565", "assignment:1", "60", "100", 1))
                        .met())
                .isTrue();
    }

    @Test
    void aScoreAboveNothingCompletesWhatNobodyElseSpeaksOf() {
        Catalogue catalogue = catalogue(badge("{complete: m}"), binding("565", "assignment:1", null));

        assertThat(standing(catalogue, score("565", "assignment:1", "0", "100", 1))
                        .met())
                .isFalse();
        assertThat(standing(catalogue, score("565", "assignment:1", "1", "100", 1))
                        .since())
                .isEqualTo(NOON.plusSeconds(1));
        assertThat(standing(
                                catalogue,
                                score("565", "assignment:1", "1", "100", 1),
                                score("565", "assignment:1", null, "100", 2))
                        .met())
                .isFalse();
    }

    @Test
    void oncePlatformsSayThemselvesWhatIsCompletedAScoreSaysNothing() {
        Catalogue catalogue = catalogue(badge("{complete: m}"), binding("565", "outcome:1", null));
        Evidence score = score("565", "outcome:1", "40", "100", 1);

        assertThat(standing(catalogue, score, completion("565", "outcome:1", "0", 1))
                        .met())
                .as("a score and no mastery")
                .isFalse();
        assertThat(standing(catalogue, score, completion("565", "outcome:1", "0", 2))
                        .met())
                .as("withdrawn after the score")
                .isFalse();
        assertThat(standing(
                                catalogue,
                                completion("565", "outcome:1", "0", 1),
                                score("565", "outcome:1", "40", "100", 2))
                        .met())
                .as("a score after the withdrawal")
                .isFalse();
        assertThat(standing(catalogue, score, completion("565", "outcome:1", "1", 5))
                        .since())
                .as("completed all the time")
                .isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void theScoreOfAWholeCourseIsNotItsCompletion() {
        Catalogue catalogue = catalogue(badge("{complete: m}"), binding("565", "course", null));

        assertThat(standing(catalogue, score("565", "course", "12.5", "100", 1)).met())
                .isFalse();
    }

    @Test
    void anAttestationIsAboutOneBadgeAndAdministratorsMayConfirmToo() {
        Catalogue catalogue = catalogue(badge("{attested: m, by: instructor}"));

        assertThat(standing(catalogue, attestation("other", "instructor", true, 1))
                        .met())
                .isFalse();
        assertThat(standing(catalogue, attestation("b", "student", true, 1)).met())
                .isFalse();
        assertThat(standing(catalogue, attestation("b", "instructor", true, 1)).met())
                .isTrue();
        assertThat(standing(catalogue, attestation("b", "administrator", true, 1))
                        .met())
                .isTrue();
        assertThat(standing(
                                catalogue,
                                attestation("b", "instructor", true, 1),
                                attestation("b", "instructor", false, 2))
                        .met())
                .isFalse();
    }

    private static Evidence waiver(String badge, long teacher, boolean stands, long second) {
        Author author = new Author("instructor", new LearnerId(INSTITUTION, new UUID(1, teacher)), "Tess");
        return evidence(
                "waiver-" + second, new Observation.Waiver(badge, "m", author, "Did it before", null, stands), second);
    }

    @Test
    void aWaiverIsAboutOneBadgeAndAnyStaffMayTakeItBack() {
        Catalogue catalogue = catalogue(EIGHTY, binding("565", "assignment:1", null));

        assertThat(standing(catalogue, waiver("b", 1, true, 1)).met()).isTrue();
        assertThat(standing(catalogue, waiver("other", 1, true, 1)).met()).isFalse();
        assertThat(standing(catalogue, waiver("b", 1, true, 1), waiver("b", 2, false, 2))
                        .met())
                .isFalse();
    }

    @Test
    void twoStrangersOfOneRoleAreTwoAuthors() {
        Catalogue catalogue = catalogue(badge("{attested: m}"));
        Evidence dean = evidence(
                "1",
                new Observation.Attestation("b", "m", new Author("instructor", null, "Dean"), null, null, true),
                1);
        Evidence roe = evidence(
                "2",
                new Observation.Attestation("b", "m", new Author("instructor", null, "Roe"), null, null, false),
                2);

        assertThat(standing(catalogue, dean, roe).met()).isTrue();
    }

    @Test
    void sameMilestoneKeysOfTwoBadgesAreDifferentThings() {
        Catalogue catalogue = catalogue(
                badge("{complete: m}") + "---\nbadge: c\ntitle: C\nmilestones: {m: Other}\nrule: {complete: m}\n",
                binding("565", "module:4", null));

        List<BadgeStanding> standings =
                new Projection(catalogue).standings(List.of(completion("565", "module:4", 1)), LATER);

        assertThat(standings).extracting(s -> s.standing().met()).containsExactly(true, false);
    }

    @Test
    void theLastDecisionAboutABadgeCountsNotTheOneWithTheLatestEarnDate() {
        Catalogue catalogue = catalogue("badge: b\ntitle: B\nrule: {holds: a}\n");
        Evidence earned = held("1", true, 50, 100);
        Evidence takenAway = held("2", false, 200, 200);
        Evidence earnedAgain = held("3", true, 20, 300);

        assertThat(standing(catalogue, earned).since()).isEqualTo(NOON.plusSeconds(50));
        assertThat(standing(catalogue, earned, takenAway).met()).isFalse();
        assertThat(standing(catalogue, takenAway, earnedAgain, earned).since()).isEqualTo(NOON.plusSeconds(20));
    }

    private static Evidence held(String key, boolean stands, long occurred, long heard) {
        return new Evidence(
                LEARNER,
                key,
                new Observation.BadgeHeld("a", BigDecimal.ONE, stands),
                NOON.plusSeconds(occurred),
                NOON.plusSeconds(heard),
                "award");
    }

    @Test
    void aSenderWhoseClockRunsAheadDoesNotPutItIntoTheFuture() {
        Catalogue catalogue = catalogue(badge("{complete: m}"), binding("565", "module:4", null));
        Evidence ahead = new Evidence(
                LEARNER,
                "ahead",
                new Observation.Completion(new Activity(CANVAS, "565", "module:4"), BigDecimal.ONE),
                NOON.plusSeconds(120),
                NOON,
                "feed:Test");

        assertThat(new Projection(catalogue)
                        .standings(List.of(ahead), NOON)
                        .getFirst()
                        .standing()
                        .since())
                .isEqualTo(NOON);
        assertThat(Pathways.asOf(NOON.minusSeconds(1), List.of(ahead))).isEqualTo(NOON);
        assertThat(Pathways.asOf(LATER, List.of(ahead))).isEqualTo(LATER);
    }

    @Test
    void aThousandBindingsFindTheirOwnEvidence() {
        StringBuilder yaml = new StringBuilder();
        List<Binding> bindings = new ArrayList<>();
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            yaml.append("---\nbadge: b").append(i).append("\ntitle: B\nmilestones: {m: M}\nrule: {complete: m}\n");
            bindings.add(new Binding("b" + i, "m", new Activity(CANVAS, "565", "module:" + i), null));
            if (i % 2 == 0) {
                evidence.add(completion("565", "module:" + i, i));
            }
        }
        Catalogue catalogue = catalogue(yaml.toString(), bindings.toArray(Binding[]::new));

        List<BadgeStanding> standings = new Projection(catalogue).standings(evidence, LATER);

        assertThat(standings).hasSize(1_000).filteredOn(s -> s.standing().met()).hasSize(500);
    }

    @Test
    void oneOfThreeMilestoneBadgesIsAThirdOfTheAchievement() {
        Catalogue catalogue =
                catalogue(TestBadges.BUFFALO, TestBadges.bindings(CANVAS, "565").toArray(Binding[]::new));
        Evidence held = new Evidence(
                LEARNER,
                "held",
                new Observation.BadgeHeld(TestBadges.PREPARATION, BigDecimal.ZERO, true),
                NOON,
                NOON,
                "award");

        Standing achievement = new Projection(catalogue)
                .standings(List.of(held), LATER)
                .getLast()
                .standing();

        assertThat(achievement.met()).isFalse();
        assertThat(achievement.progress()).isEqualByComparingTo("0.3333");
    }
}
