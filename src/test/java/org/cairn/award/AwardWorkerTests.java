package org.cairn.award;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.evidence.Activity;
import org.cairn.evidence.TestEvidence;
import org.cairn.pathway.Binding;
import org.cairn.pathway.TestPathway;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AwardWorkerTests {

    private final MutableClock clock = new MutableClock(TestEvidence.NOON);
    private final TestPathway house = TestAwards.house(TestDatabase.H2, clock);
    private final TestAwards node = TestAwards.on(house);
    private final AwardWorker worker = node.worker(house);
    private final PlatformId canvas = house.lti().canvas("Lakeside University").id();
    private final InstitutionId institution = canvas.institution();

    @AfterEach
    void stop() {
        worker.stop();
        assertThat(worker.isRunning()).isFalse();
    }

    private void publish(String policy) {
        house.put(
                institution,
                "badge: b\ntitle: B\nmilestones: {m: M}\nrule: {score: {of: m, at-least: 80%}}\non-regrade: " + policy);
        house.pathways().bind(institution, new Binding("b", "m", new Activity(canvas, "565", "assignment:355"), null));
        house.pathways().publish(institution, "b");
    }

    private void hear(LearnerId learner, String points, int minute) {
        house.database()
                .transactions()
                .executeWithoutResult(status -> house.evidence()
                        .log()
                        .append(List.of(TestEvidence.score(
                                learner,
                                canvas,
                                "score-" + minute,
                                points,
                                TestEvidence.NOON.minus(Duration.ofHours(1)).plusSeconds(60L * minute)))));
    }

    private void awaitState(LearnerId learner, Award.State state) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(node.awards().of(learner))
                        .extracting(Award::state)
                        .containsExactly(state));
    }

    @Test
    void awardsWhatWasMarkedBeforeAndAfterItStarted() {
        publish("keep");
        LearnerId before = TestEvidence.learner(institution);
        LearnerId after = TestEvidence.learner(institution);
        hear(before, "90", 1);

        worker.start();
        awaitState(before, Award.State.ISSUED);
        hear(after, "90", 1);

        awaitState(after, Award.State.ISSUED);
    }

    @Test
    void revokesWhenTheGraceIsOver() {
        publish("{grace: P14D}");
        LearnerId learner = TestEvidence.learner(institution);
        worker.start();
        hear(learner, "90", 1);
        awaitState(learner, Award.State.ISSUED);
        hear(learner, "10", 2);
        awaitState(learner, Award.State.FLAGGED);

        clock.advance(Duration.ofDays(15));

        awaitState(learner, Award.State.REVOKED);
    }

    @Test
    void oneInstitutionsTroubleDoesNotStopTheOthers() {
        publish("keep");
        PlatformId hill = house.lti().canvas("Hill College").id();
        house.put(hill.institution(), "badge: b\ntitle: B\nmilestones: {m: M}\nrule: {complete: m}\n");
        house.pathways().publish(hill.institution(), "b");
        // a catalogue that cannot be read: no look at this institution can succeed
        house.database()
                .jdbc()
                .sql("update badge_version set document = 'not a badge' where institution = ?")
                .param(hill.institution().value())
                .update();
        LearnerId stuck = TestEvidence.learner(hill.institution());
        LearnerId fine = TestEvidence.learner(institution);
        hear(stuck, "90", 1);
        worker.start();
        hear(fine, "90", 1);

        awaitState(fine, Award.State.ISSUED);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(node.awards().failures(hill.institution()))
                        .extracting(FailedLook::learner)
                        .containsExactly(stuck));
    }
}
