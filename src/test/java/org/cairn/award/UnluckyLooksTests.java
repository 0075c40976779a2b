package org.cairn.award;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.cairn.Case;
import org.cairn.TestDatabase;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.evidence.LogAround;
import org.cairn.evidence.TestEvidence;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.CannotAcquireLockException;

/** Looks that fail: by a defect of one learner, or by a lost race in the database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class UnluckyLooksTests extends AwardWorld {

    UnluckyLooksTests(TestDatabase database) {
        super(database);
    }

    @Test
    @Case({"F11", "F12"})
    void oneLearnerWhoCannotBeEvaluatedDoesNotHoldUpTheOthers() {
        LearnerId poisoned = simple("keep");
        TestAwards careful = TestAwards.on(
                house, house.pathways(), new PoisonedLog(house.evidence().log(), poisoned));
        List<LearnerId> others = new ArrayList<>();
        List<Evidence> events = new ArrayList<>(List.of(score(poisoned, "m", 90, 5)));
        for (int i = 0; i < 20; i++) {
            others.add(TestEvidence.learner(institution));
            events.add(score(others.getLast(), "m", 90, 5));
        }
        hear(events);

        careful.look(institution);

        assertThat(others)
                .allSatisfy(learner -> assertThat(only(learner).stands()).isTrue());
        assertThat(node.awards().of(poisoned)).isEmpty();
        assertThat(node.awards().failures(institution)).singleElement().satisfies(failed -> {
            assertThat(failed.learner()).isEqualTo(poisoned);
            assertThat(failed.reason()).contains("ArithmeticException").contains("poison");
            assertThat(failed.at()).isEqualTo(clock.instant());
        });

        house.evidence().lookAgain().at(List.of(poisoned));
        node.look(institution);

        assertThat(only(poisoned).stands()).isTrue();
        assertThat(node.awards().failures(institution)).isEmpty();
    }

    @Test
    void whatAnotherTryMayMendLeavesTheMarksStanding() {
        LearnerId learner = simple("keep");
        node.look(institution);
        hear(List.of(score(learner, "m", 90, 5)));
        TestAwards unlucky = TestAwards.on(
                house, house.pathways(), new DeadlockedLog(house.evidence().log()));

        assertThatThrownBy(() -> unlucky.look(institution)).isInstanceOf(CannotAcquireLockException.class);

        assertThat(house.evidence().lookAgain().waiting(institution)).isEqualTo(1);
        assertThat(node.awards().failures(institution)).isEmpty();
        node.look(institution);
        assertThat(only(learner).stands()).isTrue();
    }

    /** Evidence of one learner that cannot be read by the evaluation. */
    private static final class PoisonedLog extends LogAround {
        private final LearnerId poisoned;

        PoisonedLog(EvidenceLog log, LearnerId poisoned) {
            super(log);
            this.poisoned = poisoned;
        }

        @Override
        public Map<LearnerId, List<Evidence>> of(InstitutionId institution, Collection<LearnerId> learners) {
            if (learners.contains(poisoned)) {
                throw new ArithmeticException("poison");
            }
            return super.of(institution, learners);
        }
    }

    /** A database that loses a deadlock whenever something is written. */
    private static final class DeadlockedLog extends LogAround {
        DeadlockedLog(EvidenceLog log) {
            super(log);
        }

        @Override
        public void appendSettled(Collection<Evidence> evidence) {
            throw new CannotAcquireLockException("deadlock");
        }
    }
}
