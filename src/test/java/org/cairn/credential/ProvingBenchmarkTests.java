package org.cairn.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.cairn.TestDatabase;
import org.cairn.award.Award;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Prints how many awards one thread proves in a second: reserved, worded, signed and stored. */
@Tag("benchmark")
class ProvingBenchmarkTests {

    private static final int AWARDS = 3_000;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void awardsProvenPerSecond(TestDatabase kind) {
        try (TestHouse house = new TestHouse(kind)) {
            house.get(ProvingLane.class).stop();
            Proving proving = house.get(Proving.class);
            for (int round = 0; round < 4; round++) {
                List<Award> awards = new ArrayList<>();
                for (int i = 0; i < AWARDS; i++) {
                    awards.add(house.award(house.learner("student%d@example.edu".formatted(i))));
                }
                house.unproven.addAll(awards);
                long start = System.nanoTime();
                long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                int proven = 0;
                for (int taken; (taken = proving.prove(house.institution, 50)) > 0; ) {
                    proven += taken;
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                double busy = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
                System.out.printf(
                        "%s: %.0f awards proven per second, %.0f per second of processor time in this process%n",
                        kind, proven / seconds, proven / busy);
            }
            assertThat(house.unproven).isEmpty();
        }
    }
}
