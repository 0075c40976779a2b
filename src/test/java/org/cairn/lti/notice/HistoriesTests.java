package org.cairn.lti.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.lti.CourseCopied;
import org.cairn.lti.CourseId;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.lti.Purpose;
import org.cairn.lti.Role;
import org.cairn.lti.Services;
import org.cairn.lti.TestLti;
import org.cairn.people.LearnerId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What launches tell of a course's history. */
class HistoriesTests {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final MutableClock clock = new MutableClock(NOW);
    private final TestDatabase.Fresh database = TestDatabase.H2.fresh();
    private final TestLti lti = TestLti.on(database);
    private final PlatformId moodle = lti.canvas("University").id();
    private final CourseId course = lti.courses().know(moodle, "9", "9", "Copy");
    private final List<CourseCopied> told = new ArrayList<>();
    private final Histories histories =
            new Histories(lti.courses(), event -> told.add((CourseCopied) event), database.transactions(), clock);

    private void launch(@Nullable CourseId in, String... from) {
        histories.on(new LaunchAdmitted(
                moodle,
                "1",
                new LearnerId(moodle.institution(), UUID.randomUUID()),
                Role.STUDENT,
                in,
                null,
                Services.NONE,
                new Purpose.Visit(null, null),
                List.of(from),
                clock.instant()));
    }

    @Test
    void itIsToldOnceAnHourAndNotWithEveryLaunch() {
        for (int i = 0; i < 10; i++) {
            launch(course, "7", "5");
        }
        assertThat(told)
                .containsExactly(new CourseCopied(moodle, List.of("7", "5"), "9", CourseCopied.How.HISTORY, NOW));
        clock.advance(Duration.ofMinutes(61));
        launch(course, "7", "5");
        assertThat(told).hasSize(2);
    }

    @Test
    void aCourseWithoutAHistoryTellsNothingAndKeepsNobodyFromTelling() {
        launch(null, "7");
        launch(course);
        assertThat(told).isEmpty();
        launch(course, "9", " ", "x".repeat(256), "7", "7");
        assertThat(told).extracting(CourseCopied::from).containsExactly(List.of("7"));
    }

    @Test
    void aCourseOfItselfOnlyIsNoCopy() {
        launch(course, "9");
        launch(new CourseId(moodle.institution(), UUID.randomUUID()), "7");
        assertThat(told).isEmpty();
    }
}
