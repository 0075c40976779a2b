package org.cairn.award;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.TestBadges.ACHIEVEMENT;
import static org.cairn.TestBadges.BUFFALO;
import static org.cairn.TestBadges.BUFFALO_KEYS;
import static org.cairn.TestBadges.ENGAGEMENT;
import static org.cairn.TestBadges.PREPARATION;
import static org.cairn.TestBadges.REFLECTION;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.Case;
import org.cairn.TestBadges;
import org.cairn.TestDatabase;
import org.cairn.award.Award.State;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.TestEvidence;
import org.cairn.lti.TestLti;
import org.cairn.people.LearnerId;
import org.cairn.people.LearnersMerged;
import org.cairn.platform.InstitutionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class AwardsTests extends AwardWorld {

    AwardsTests(TestDatabase database) {
        super(database);
    }

    @Test
    void threeMilestoneBadgesStackToTheAchievementInOneLook() {
        house.buffalo(canvas, "565");
        LearnerId learner = TestEvidence.learner(institution);
        hear(everything(learner));

        node.lookOnce(institution);

        assertThat(standing(learner))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        PREPARATION,
                        minute(11),
                        ENGAGEMENT,
                        minute(21),
                        REFLECTION,
                        minute(31),
                        ACHIEVEMENT,
                        minute(31)));
        Award achievement =
                node.awards().find(institution, ACHIEVEMENT, learner, null).getFirst();
        assertThat(achievement.version()).isEqualTo(1);
        assertThat(achievement.decidedAt()).isEqualTo(clock.instant());
        assertThat(achievement.state()).isEqualTo(State.ISSUED);
        assertThat(achievement.evidence())
                .hasSize(3)
                .allSatisfy(key -> assertThat(key).startsWith("award:"));
        assertThat(node.awards()
                        .find(institution, PREPARATION, learner, null)
                        .getFirst()
                        .evidence())
                .containsExactlyElementsOf(
                        preparation(learner, 10).stream().map(Evidence::key).toList());
    }

    @Test
    void oneOfThreeAwardsNoAchievement() {
        house.buffalo(canvas, "565");
        LearnerId one = TestEvidence.learner(institution);
        LearnerId two = TestEvidence.learner(institution);
        LearnerId none = TestEvidence.learner(institution);
        hear(preparation(one, 10));
        hear(preparation(two, 10));
        hear(engagement(two, 20));
        hear(List.of(score(none, "charter", 79, 10), completion(none, "kickoff", 11), completion(none, "visit", 12)));

        node.look(institution);

        assertThat(standing(one)).containsOnlyKeys(PREPARATION);
        assertThat(standing(two)).containsOnlyKeys(PREPARATION, ENGAGEMENT);
        assertThat(standing(none)).isEmpty();
    }

    @Test
    void aDeepStackSettlesInOneLook() {
        LearnerId learner = simple("keep");
        for (int level = 1; level <= 15; level++) {
            String below = level == 1 ? "b" : "level-" + (level - 1);
            house.put(institution, "badge: level-%d\ntitle: L\nrule: {holds: %s}\n".formatted(level, below));
            house.pathways().publish(institution, "level-" + level);
        }
        hear(List.of(score(learner, "m", 90, 5)));

        node.lookOnce(institution);

        assertThat(standing(learner)).hasSize(16).containsEntry("level-15", minute(5));
    }

    @Test
    void orderAndRepetitionDoNotMatter() {
        house.buffalo(canvas, "565");
        for (long seed = 1; seed <= 25; seed++) {
            Random random = new Random(seed);
            LearnerId learner = TestEvidence.learner(institution);
            List<Evidence> events = new ArrayList<>(everything(learner));
            events.addAll(everything(learner));
            events.addAll(preparation(learner, 40));
            events.add(score(learner, "review", 71, 5));
            Collections.shuffle(events, random);
            while (!events.isEmpty()) {
                int some = 1 + random.nextInt(events.size());
                hearAndLook(List.copyOf(events.subList(0, some)));
                events.subList(0, some).clear();
            }

            assertThat(standing(learner))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            PREPARATION, minute(11),
                            ENGAGEMENT, minute(20),
                            REFLECTION, minute(31),
                            ACHIEVEMENT, minute(31)));
        }
    }

    @Test
    @Case("F6")
    void whereALostStandingIsRevokedEvenWithdrawalsMayComeInAnyOrder() {
        house.put(
                institution,
                BUFFALO.replace("on-regrade: {grace: P14D}", "on-regrade: revoke")
                        .replace("on-regrade: flag", "on-regrade: revoke"));
        TestBadges.bindings(canvas, "565").forEach(binding -> house.pathways().bind(institution, binding));
        BUFFALO_KEYS.forEach(key -> house.pathways().publish(institution, key));
        for (long seed = 1; seed <= 25; seed++) {
            Random random = new Random(seed);
            List<List<Object[]>> worlds = List.of(new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < 30; i++) {
                String milestone =
                        List.of("charter", "prototype", "review", "essay").get(random.nextInt(4));
                Object[] event = {milestone, random.nextInt(60, 101), (long) random.nextInt(200)};
                worlds.forEach(world -> world.add(event));
            }
            Collections.shuffle(worlds.get(1), random);
            List<Map<String, Instant>> results = new ArrayList<>();
            for (List<Object[]> world : worlds) {
                LearnerId learner = TestEvidence.learner(institution);
                hear(List.of(completion(learner, "kickoff", 3), completion(learner, "defence", 4)));
                for (Object[] event : world) {
                    hear(List.of(score(learner, (String) event[0], (int) event[1], (long) event[2])));
                    if (random.nextBoolean()) {
                        node.look(institution);
                        clock.advance(Duration.ofSeconds(1));
                    }
                }
                node.look(institution);
                results.add(standing(learner));
            }

            assertThat(results.get(1)).as("seed %d", seed).isEqualTo(results.get(0));
        }
    }

    @Test
    void draftsAwardNothingAndPublishingLaterAwardsWithTheTrueEarnDate() {
        house.put(institution, BUFFALO);
        TestBadges.bindings(canvas, "565").forEach(binding -> house.pathways().bind(institution, binding));
        LearnerId learner = TestEvidence.learner(institution);
        hearAndLook(everything(learner));
        assertThat(node.awards().of(learner)).isEmpty();

        clock.advance(Duration.ofDays(100));
        BUFFALO_KEYS.forEach(key -> {
            house.pathways().publish(institution, key);
            node.look(institution);
        });

        assertThat(standing(learner)).containsEntry(PREPARATION, minute(11)).containsEntry(ACHIEVEMENT, minute(31));
        assertThat(node.awards().of(learner))
                .allMatch(award -> award.decidedAt().equals(clock.instant()));
    }

    @Test
    void evidenceThatComesLateMovesTheEarnDateToWhenItWasReallyEarned() {
        LearnerId learner = simple("keep");
        house.put(institution, "badge: top\ntitle: Top\nrule: {holds: b}\n");
        house.pathways().publish(institution, "top");
        hearAndLook(List.of(score(learner, "m", 90, 50)));
        List<UUID> ids = node.awards().of(learner).stream().map(Award::id).toList();
        node.claimUnproven(institution, 10);

        hearAndLook(List.of(score(learner, "m", 85, 20)));

        assertThat(standing(learner)).containsEntry("b", minute(20)).containsEntry("top", minute(20));
        assertThat(node.claimUnproven(institution, 10)).extracting(Award::id).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void lookingAgainChangesNothing() {
        house.buffalo(canvas, "565");
        LearnerId learner = TestEvidence.learner(institution);
        hearAndLook(everything(learner));
        List<Award> before = node.awards().of(learner);
        int evidence = house.evidence().log().of(learner).size();

        house.evidence().lookAgain().at(List.of(learner));
        clock.advance(Duration.ofDays(3));
        assertThat(node.look(institution)).isEqualTo(1);

        assertThat(node.awards().of(learner)).isEqualTo(before);
        assertThat(house.evidence().log().of(learner)).hasSize(evidence);
        assertThat(house.evidence().lookAgain().waiting(institution)).isZero();
    }

    @Test
    void changedAwardsWaitToBeProvenOnceAndListenersHearOfThem() {
        LearnerId learner = simple("revoke");
        AtomicInteger heard = new AtomicInteger();
        node.awards().onChanged(heard::incrementAndGet);
        hearAndLook(List.of(score(learner, "m", 90, 5)));

        assertThat(heard).hasValue(1);
        assertThat(node.claimUnproven(institution, 10)).containsExactly(only(learner));
        assertThat(node.claimUnproven(institution, 10)).isEmpty();

        hearAndLook(List.of(score(learner, "m", 10, 6)));
        assertThat(heard).hasValue(2);
        assertThat(node.claimUnproven(institution, 10)).extracting(Award::state).containsExactly(State.REVOKED);
    }

    @Test
    void aClaimThatRollsBackStandsAgain() {
        LearnerId learner = simple("keep");
        hearAndLook(List.of(score(learner, "m", 90, 5)));

        house.database().transactions().executeWithoutResult(status -> {
            assertThat(node.awards().claimUnproven(institution, 10)).hasSize(1);
            status.setRollbackOnly();
        });

        assertThat(node.claimUnproven(institution, 10)).hasSize(1);
    }

    @Test
    void awardsAreFoundByBadgeLearnerAndPlatform() {
        LearnerId known = house.lti().learners().know(canvas, TestLti.person("Ada", TestLti.sub("ada")));
        LearnerId elsewhere = simple("keep");
        hearAndLook(List.of(score(known, "m", 90, 5), score(elsewhere, "m", 90, 6)));

        assertThat(node.awards().find(institution, "b", null, null)).hasSize(2);
        assertThat(node.awards().find(institution, "c", null, null)).isEmpty();
        assertThat(node.awards().find(institution, null, known, null)).hasSize(1);
        assertThat(node.awards().find(institution, null, null, canvas))
                .extracting(Award::learner)
                .containsExactly(known);
        Award award = only(known);
        assertThat(node.awards().find(institution, award.id())).contains(award);
        InstitutionId other = house.lti().canvas("Hill College").id().institution();
        assertThat(node.awards().find(other, award.id())).isEmpty();
        assertThat(node.awards().find(other, "b", null, null)).isEmpty();
        assertThat(node.awards().of(other, List.of(known))).containsEntry(known, List.of());
    }

    @Test
    void mergedLearnersKeepOneAwardPerBadgeTheBetterOne() {
        house.buffalo(canvas, "565");
        LearnerId from = TestEvidence.learner(institution);
        LearnerId into = TestEvidence.learner(institution);
        hear(preparation(from, 10));
        hear(engagement(from, 20));
        hear(preparation(into, 40));
        hear(reflection(into, 30));
        node.look(institution);
        assertThat(standing(into)).doesNotContainKey(ACHIEVEMENT);
        UUID earlier = node.awards()
                .find(institution, PREPARATION, from, null)
                .getFirst()
                .id();
        clock.advance(Duration.ofMinutes(1));

        house.database().transactions().executeWithoutResult(status -> {
            node.merge(new LearnersMerged(from, into));
            house.database()
                    .jdbc()
                    .sql("update evidence set learner = ? where institution = ? and learner = ?")
                    .params(into.value(), institution.value(), from.value())
                    .update();
        });
        node.look(institution);

        assertThat(node.awards().of(from)).isEmpty();
        assertThat(standing(into))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        PREPARATION,
                        minute(11),
                        ENGAGEMENT,
                        minute(21),
                        REFLECTION,
                        minute(31),
                        ACHIEVEMENT,
                        minute(31)));
        assertThat(node.awards()
                        .find(institution, PREPARATION, into, null)
                        .getFirst()
                        .id())
                .isEqualTo(earlier);
    }
}
