package org.cairn.award;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestBadges;
import org.cairn.TestDatabase;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.LogAround;
import org.cairn.evidence.Observation;
import org.cairn.evidence.TestEvidence;
import org.cairn.lti.TestGradebook;
import org.cairn.pathway.Binding;
import org.cairn.pathway.TestPathway;
import org.cairn.people.LearnerId;
import org.cairn.people.LearnersMerged;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What another node, or another person, does in the very moment of a look. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class OvertakenTests {

    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    private final MutableClock clock = new MutableClock(MORNING.plus(Duration.ofDays(1)));
    private final TestPathway house;
    private final TestAwards node;
    private final PlatformId canvas;
    private final InstitutionId institution;

    OvertakenTests(TestDatabase database) {
        house = TestAwards.house(database, clock);
        node = TestAwards.on(house);
        canvas = house.lti().canvas("Lakeside University").id();
        institution = canvas.institution();
    }

    /** Reads what it may; then something else happens. */
    private static final class Reading extends LogAround {
        private final Runnable meanwhile;
        private final Predicate<Evidence> known;

        private Reading(EvidenceLog log, Runnable meanwhile, Predicate<Evidence> known) {
            super(log);
            this.meanwhile = meanwhile;
            this.known = known;
        }

        @Override
        public Map<LearnerId, List<Evidence>> of(InstitutionId institution, Collection<LearnerId> learners) {
            Map<LearnerId, List<Evidence>> read = new LinkedHashMap<>();
            super.of(institution, learners)
                    .forEach((learner, all) ->
                            read.put(learner, all.stream().filter(known).toList()));
            meanwhile.run();
            return read;
        }
    }

    private TestAwards reading(Runnable meanwhile, Predicate<Evidence> known) {
        return TestAwards.on(
                house, house.pathways(), new Reading(house.evidence().log(), meanwhile, known));
    }

    /** On another thread, and so in a transaction of its own. */
    private static void elsewhere(Runnable work) {
        CompletableFuture.runAsync(work).join();
    }

    private void hear(Evidence... evidence) {
        house.database()
                .transactions()
                .executeWithoutResult(status -> house.evidence().log().append(Arrays.asList(evidence)));
    }

    private Evidence completion(LearnerId learner, String milestone, int minute) {
        return evidence(learner, milestone, minute, new Observation.Completion(activity(milestone), BigDecimal.ONE));
    }

    private Evidence score(LearnerId learner, String milestone, int minute) {
        return evidence(
                learner,
                milestone,
                minute,
                new Observation.Score(activity(milestone), new BigDecimal(90), new BigDecimal(100)));
    }

    private Evidence evidence(LearnerId learner, String milestone, int minute, Observation what) {
        return new Evidence(
                learner, milestone + "@" + minute, what, MORNING.plusSeconds(60L * minute), clock.instant(), "feed:T");
    }

    private Activity activity(String milestone) {
        return new Activity(canvas, "565", TestBadges.ACTIVITIES.get(milestone));
    }

    @Test
    @Case("F5")
    void anAwardNeverRestsOnADecisionThatAnotherNodeMadeInstead() {
        house.buffalo(canvas, "565");
        LearnerId ada = TestEvidence.learner(institution);
        // somebody who is looked at under another name is the one whom two may look at at once
        LearnerId old = TestEvidence.learner(institution);
        house.database().transactions().executeWithoutResult(status -> node.hear(new LearnersMerged(old, ada)));
        node.look(institution);
        hear(
                score(ada, "charter", 1),
                completion(ada, "kickoff", 2),
                completion(ada, "visit", 3),
                score(ada, "prototype", 4),
                score(ada, "essay", 5),
                completion(ada, "defence", 6));
        TestAwards knowsLess = reading(
                () -> {},
                known -> known.key().startsWith("charter") || known.key().startsWith("kickoff"));
        List<Runnable> once = new ArrayList<>(List.of(() -> elsewhere(() -> {
            house.evidence().lookAgain().at(List.of(old));
            assertThat(knowsLess.lookOnce(institution)).isEqualTo(1);
        })));
        TestAwards overtaken = reading(
                () -> {
                    if (!once.isEmpty()) {
                        once.removeFirst().run();
                    }
                },
                known -> true);

        overtaken.look(institution);

        assertThat(once).isEmpty();
        assertThat(node.awards().of(ada))
                .extracting(Award::badge)
                .containsExactlyInAnyOrderElementsOf(TestBadges.BUFFALO_KEYS);
        Set<String> known =
                house.evidence().log().of(ada).stream().map(Evidence::key).collect(Collectors.toSet());
        assertThat(node.awards().of(ada))
                .allSatisfy(award -> assertThat(known).as(award.badge()).containsAll(award.evidence()));
    }

    @Test
    @Case("F5")
    void whoKnowsLessNeverReportsProgressAfterWhoKnowsMore() {
        house.buffalo(canvas, "565");
        node.look(institution);
        LearnerId ada = TestEvidence.learner(institution);
        TestGradebook gradebook = new TestGradebook();
        gradebook.badges.add("pbl-preparation");
        TestAwards knowsMore = TestAwards.on(house, house.evidence().log(), gradebook);
        List<Runnable> once = new ArrayList<>(List.of(() -> elsewhere(() -> {
            hear(evidence(ada, "charter", 2, share("10")));
            assertThat(knowsMore.lookOnce(institution))
                    .as("somebody is at it already")
                    .isZero();
        })));
        TestAwards knowsLess = TestAwards.on(
                house,
                new Reading(
                        house.evidence().log(),
                        () -> {
                            if (!once.isEmpty()) {
                                once.removeFirst().run();
                            }
                        },
                        known -> true),
                gradebook);
        hear(evidence(ada, "charter", 1, share("60")));

        knowsLess.lookOnce(institution);
        assertThat(knowsMore.look(institution)).isEqualTo(1);

        assertThat(gradebook.reported).hasSize(2);
        BigDecimal last = gradebook.reported.getLast().percent();
        assertThat(last).isLessThan(gradebook.reported.getFirst().percent());
        house.evidence().lookAgain().at(List.of(ada));
        knowsMore.look(institution);
        assertThat(gradebook.reported.getLast().percent()).isEqualTo(last);
    }

    @Test
    @Case("F5")
    void whoseFirstEvidenceComesWhileABadgeIsBeingPublishedIsNotMissed() {
        house.put(institution, "badge: b\ntitle: B\nmilestones: {m: M}\nrule: {complete: m}\n");
        Activity activity = activity("kickoff");
        house.pathways().bind(institution, new Binding("b", "m", activity, null));
        node.look(institution);
        LearnerId ada = TestEvidence.learner(institution);

        house.database().transactions().executeWithoutResult(status -> {
            house.pathways().publish(institution, "b");
            elsewhere(() -> {
                hear(completion(ada, "kickoff", 1));
                node.look(institution);
                assertThat(node.awards().of(ada)).as("it is not published yet").isEmpty();
            });
        });
        node.look(institution);

        assertThat(node.awards().of(ada)).extracting(Award::badge).containsExactly("b");
    }

    @Test
    @Case("F5")
    void whatALookDecidesAboutSomebodyWhoIsJustBecomingSomebodyElseIsTheirs() {
        house.buffalo(canvas, "565");
        node.look(institution);
        LearnerId old = TestEvidence.learner(institution);
        LearnerId ada = TestEvidence.learner(institution);
        hear(score(old, "charter", 1), completion(old, "kickoff", 2));
        List<Runnable> once = new ArrayList<>(List.of(() -> elsewhere(() -> house.database()
                .transactions()
                .executeWithoutResult(status -> node.hear(new LearnersMerged(old, ada))))));
        TestAwards late = reading(
                () -> {
                    if (!once.isEmpty()) {
                        once.removeFirst().run();
                    }
                },
                known -> true);

        late.look(institution);

        assertThat(once).isEmpty();
        assertThat(node.awards().of(old)).isEmpty();
        assertThat(node.awards().of(ada)).extracting(Award::badge).containsExactly("pbl-preparation");
        assertThat(house.evidence().log().of(old)).isEmpty();
    }

    @Test
    void aPolicyWithoutGraceEndsTheGraceThatIsRunningAndNobodyIsLookedAtForEver() {
        String badge = "badge: b\ntitle: B\nmilestones: {m: M}\nrule: {score: {of: m, at-least: 95%%}}\non-regrade: %s";
        for (String later : List.of("keep", "flag")) {
            LearnerId ada = TestEvidence.learner(institution);
            house.put(institution, badge.formatted("{grace: P14D}"));
            house.pathways().bind(institution, new Binding("b", "m", activity("charter"), null));
            house.pathways().publish(institution, "b");
            hear(evidence(ada, "charter", 1, share("100")));
            node.look(institution);
            hear(evidence(ada, "charter", 2, share("10")));
            node.look(institution);
            assertThat(node.awards().of(ada)).extracting(Award::state).containsExactly(Award.State.FLAGGED);
            String reason = node.awards().of(ada).getFirst().reason();

            house.put(institution, badge.formatted(later));
            house.pathways().publish(institution, "b");
            node.look(institution);
            clock.advance(Duration.ofDays(15));

            assertThat(node.lookAtOverdue(institution)).as(later).isZero();
            assertThat(node.awards().of(ada)).singleElement().satisfies(award -> {
                assertThat(award.state()).isEqualTo(Award.State.FLAGGED);
                assertThat(award.reason()).isEqualTo(reason);
            });
        }
    }

    private Observation share(String points) {
        return new Observation.Score(activity("charter"), new BigDecimal(points), new BigDecimal(100));
    }
}
