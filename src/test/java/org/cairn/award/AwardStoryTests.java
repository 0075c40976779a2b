package org.cairn.award;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cairn.TestBadges;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.Observation;
import org.cairn.lti.TestLti;
import org.cairn.pathway.Pathways;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.Family;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;

/** The running application's own worker awards the Buffalo stack, also to two learners who become one person. */
@SpringBootTest
class AwardStoryTests {

    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    @Autowired
    Platforms platforms;

    @Autowired
    Learners learners;

    @Autowired
    Pathways pathways;

    @Autowired
    EvidenceLog log;

    @Autowired
    Awards awards;

    @Autowired
    TransactionTemplate transactions;

    private PlatformId platform;

    private void buffalo() throws Pathways.BadDocument {
        platform = platforms
                .register(TestLti.registration("Story University", Family.CANVAS))
                .id();
        pathways.put(platform.institution(), TestBadges.BUFFALO);
        TestBadges.bindings(platform, "565").forEach(binding -> pathways.bind(platform.institution(), binding));
        TestBadges.BUFFALO_KEYS.forEach(key -> pathways.publish(platform.institution(), key));
    }

    private void seen(LearnerId learner, String milestone, int minute) {
        Activity activity = new Activity(platform, "565", TestBadges.ACTIVITIES.get(milestone));
        Observation what = activity.id().startsWith("module")
                ? new Observation.Completion(activity, BigDecimal.ONE)
                : new Observation.Score(activity, new BigDecimal("90"), new BigDecimal("100"));
        Instant when = MORNING.plusSeconds(60L * minute);
        Evidence evidence = new Evidence(learner, milestone + minute, what, when, when, "feed:Test");
        transactions.executeWithoutResult(status -> log.append(List.of(evidence)));
    }

    @Test
    void theAchievementComesWithTheLastStoneAlsoWhenTwoLearnersTurnOutToBeOne() throws Pathways.BadDocument {
        buffalo();
        LearnerId ada = learners.know(platform, TestLti.person("Ada", TestLti.sub("ada")));
        LearnerId also = learners.know(
                platform, TestLti.person("Ada", new Identifier(IdentifierKind.CANVAS_GLOBAL, "21070000000000048")));
        seen(ada, "charter", 1);
        seen(ada, "kickoff", 2);
        seen(ada, "visit", 3);
        seen(ada, "prototype", 4);
        seen(also, "essay", 5);
        seen(also, "defence", 6);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(awards.find(platform.institution(), null, null, platform))
                        .hasSize(3));

        LearnerId one = learners.know(
                platform,
                TestLti.person(
                        "Ada", TestLti.sub("ada"), new Identifier(IdentifierKind.CANVAS_GLOBAL, "21070000000000048")));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(awards.of(one))
                        .extracting(Award::badge)
                        .containsExactlyInAnyOrderElementsOf(TestBadges.BUFFALO_KEYS));
        assertThat(awards.find(platform.institution(), TestBadges.ACHIEVEMENT, null, null))
                .singleElement()
                .satisfies(award -> assertThat(award.earnedAt()).isEqualTo(MORNING.plusSeconds(360)));
        assertThat(awards.find(platform.institution(), null, null, platform)).hasSize(4);
    }
}
