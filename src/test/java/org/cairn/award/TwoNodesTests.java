package org.cairn.award;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestBadges;
import org.cairn.TestDatabase;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.evidence.TestEvidence;
import org.cairn.pathway.TestPathway;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Several workers at once, while evidence keeps coming in over several connections. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class TwoNodesTests {

    private static final int LEARNERS = 40;
    private static final int WORKERS = 3;
    private static final int SENDERS = 4;
    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    private final TestPathway house;
    private final PlatformId canvas;
    private final InstitutionId institution;
    private final MutableClock clock = new MutableClock(MORNING.plus(Duration.ofDays(30)));

    TwoNodesTests(TestDatabase database) {
        house = TestAwards.house(database, clock);
        canvas = house.lti().canvas("Lakeside University").id();
        institution = canvas.institution();
    }

    @Test
    @Case("F5")
    void everyAwardIsGivenOnceAndNoStackIsMissed() throws Exception {
        house.buffalo(canvas, "565");
        List<LearnerId> learners = new ArrayList<>();
        List<Evidence> events = new ArrayList<>();
        for (int i = 0; i < LEARNERS; i++) {
            learners.add(TestEvidence.learner(institution));
            events.addAll(everything(learners.getLast()));
        }
        events.addAll(List.copyOf(events));
        Collections.shuffle(events, new Random(7));

        AtomicBoolean sending = new AtomicBoolean(true);
        AtomicInteger lostRaces = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS + SENDERS)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                TestAwards node = TestAwards.on(house);
                workers.add(threads.submit(() -> work(node, sending, lostRaces)));
            }
            List<Future<?>> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                int mine = i;
                senders.add(threads.submit(() -> send(events, mine)));
            }
            for (Future<?> sender : senders) {
                sender.get(60, TimeUnit.SECONDS);
            }
            sending.set(false);
            for (Future<?> worker : workers) {
                worker.get(60, TimeUnit.SECONDS);
            }
        }

        Awards awards = TestAwards.on(house).awards();
        assertThat(house.evidence().lookAgain().waiting(institution)).isZero();
        assertThat(awards.failures(institution)).isEmpty();
        for (LearnerId learner : learners) {
            assertThat(awards.of(learner))
                    .extracting(Award::badge)
                    .containsExactlyInAnyOrderElementsOf(TestBadges.BUFFALO_KEYS);
            assertThat(awards.find(institution, TestBadges.ACHIEVEMENT, learner, null))
                    .singleElement()
                    .satisfies(award -> assertThat(award.earnedAt()).isEqualTo(minute(6)));
            assertThat(held(learner)).isEqualTo(4);
        }
    }

    /** How many badges the evidence says are held; the same award may have been said again with an earlier date. */
    private long held(LearnerId learner) {
        return house.evidence().log().of(learner).stream()
                .map(Evidence::what)
                .filter(Observation.BadgeHeld.class::isInstance)
                .map(what -> ((Observation.BadgeHeld) what).badge())
                .distinct()
                .count();
    }

    private void work(TestAwards node, AtomicBoolean sending, AtomicInteger lostRaces) {
        boolean last = false;
        while (!last) {
            boolean sent = !sending.get();
            try {
                node.look(institution);
                // whom another looks at is left to the next round
                last = sent && house.evidence().lookAgain().waiting(institution) == 0;
            } catch (RuntimeException e) {
                if (!Looks.mayPass(e) || lostRaces.incrementAndGet() > 10_000) {
                    throw e;
                }
                last = false;
            }
        }
    }

    private void send(List<Evidence> events, int sender) {
        for (int i = sender; i < events.size(); i += SENDERS) {
            List<Evidence> one = List.of(events.get(i));
            house.database()
                    .transactions()
                    .executeWithoutResult(status -> house.evidence().log().append(one));
        }
    }

    private static Instant minute(long minute) {
        return MORNING.plusSeconds(60 * minute);
    }

    private List<Evidence> everything(LearnerId learner) {
        return List.of(
                score(learner, "charter", 1),
                completion(learner, "kickoff", 2),
                completion(learner, "visit", 3),
                score(learner, "prototype", 4),
                score(learner, "essay", 5),
                completion(learner, "defence", 6));
    }

    private Evidence score(LearnerId learner, String milestone, long minute) {
        return evidence(
                learner,
                new Observation.Score(activity(milestone), new BigDecimal("90"), new BigDecimal("100")),
                milestone,
                minute);
    }

    private Evidence completion(LearnerId learner, String milestone, long minute) {
        return evidence(learner, new Observation.Completion(activity(milestone), BigDecimal.ONE), milestone, minute);
    }

    private Activity activity(String milestone) {
        return new Activity(canvas, "565", TestBadges.ACTIVITIES.get(milestone));
    }

    private Evidence evidence(LearnerId learner, Observation what, String milestone, long minute) {
        return new Evidence(learner, milestone + "@" + minute, what, minute(minute), clock.instant(), "feed:Test");
    }
}
