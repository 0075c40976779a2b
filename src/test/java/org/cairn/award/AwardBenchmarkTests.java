package org.cairn.award;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.TestEvidence;
import org.cairn.pathway.Binding;
import org.cairn.pathway.TestPathway;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Prints how fast 2,000 students are awarded one badge, from published rule to committed award and second look. */
@Tag("benchmark")
class AwardBenchmarkTests {

    private static final int STUDENTS = 2_000;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void twoThousandStudentsAreAwardedOneBadge(TestDatabase database) {
        TestPathway house = TestAwards.house(database, new MutableClock(TestEvidence.NOON.plus(Duration.ofDays(1))));
        TestAwards node = TestAwards.on(house);
        for (int round = 1; round <= 5; round++) {
            PlatformId canvas = house.lti().canvas("University " + round).id();
            InstitutionId institution = canvas.institution();
            List<Evidence> evidence = new ArrayList<>();
            for (int i = 0; i < STUDENTS; i++) {
                LearnerId learner = TestEvidence.learner(institution);
                evidence.add(TestEvidence.score(learner, canvas, "score", "90", TestEvidence.NOON));
            }
            house.database()
                    .transactions()
                    .executeWithoutResult(status -> house.evidence().log().append(evidence));
            node.look(institution);
            house.put(institution, "badge: b\ntitle: B\nmilestones: {m: M}\nrule: {score: {of: m, at-least: 80%}}\n");
            house.pathways()
                    .bind(institution, new Binding("b", "m", new Activity(canvas, "565", "assignment:355"), null));

            long start = System.nanoTime();
            house.pathways().publish(institution, "b");
            long marked = System.nanoTime();
            int looked = node.look(institution);
            long done = System.nanoTime();

            assertThat(node.awards().find(institution, "b", null, null)).hasSize(STUDENTS);
            System.out.printf(
                    "%s round %d: publish and mark %d ms, %d looks (each student twice) %d ms: %,d awards/s%n",
                    database,
                    round,
                    (marked - start) / 1_000_000,
                    looked,
                    (done - marked) / 1_000_000,
                    STUDENTS * 1_000_000_000L / (done - start));
        }
    }
}
