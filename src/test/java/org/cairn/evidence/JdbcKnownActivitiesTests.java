package org.cairn.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.cairn.TestDatabase;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class JdbcKnownActivitiesTests {

    private final TestDatabase.Fresh database;
    private final KnownActivities activities;
    private final PlatformId platform = TestEvidence.platform(TestEvidence.institution());

    JdbcKnownActivitiesTests(TestDatabase kind) {
        database = kind.fresh();
        activities = TestEvidence.on(database).activities();
    }

    private void learn(KnownActivity... known) {
        database.transactions().executeWithoutResult(status -> activities.learn(List.of(known)));
    }

    private KnownActivity known(String course, String id, String title, String possible) {
        return new KnownActivity(
                new Activity(platform, course, id), title, possible == null ? null : new BigDecimal(possible));
    }

    @Test
    void theActivitiesOfACourseAreListedByTitle() {
        learn(
                known("565", "assignment:2", "Team charter", "10"),
                known("565", "assignment:1", "Budget", null),
                known("566", "assignment:3", "Elsewhere", "1"),
                known(null, "assignment:4", "Nowhere", "1"));

        assertThat(activities.of(platform, "565"))
                .containsExactly(
                        known("565", "assignment:1", "Budget", null),
                        known("565", "assignment:2", "Team charter", "10"));
        assertThat(activities.of(TestEvidence.platform(platform.institution()), "565"))
                .isEmpty();
    }

    @Test
    void aNewTitleReplacesTheOldAndUnsaidPointsAreKept() {
        learn(known("565", "assignment:1", "Draft", "10"));

        learn(known("565", "assignment:1", "Final", null));

        assertThat(activities.of(platform, "565")).containsExactly(known("565", "assignment:1", "Final", "10"));
    }

    @Test
    void oneActivityToldTwiceInOneBreathIsOne() {
        learn(known("565", "assignment:1", "Draft", "10"), known("565", "assignment:1", "Final", "20"));

        assertThat(activities.of(platform, "565")).containsExactly(known("565", "assignment:1", "Final", "20"));
    }
}
