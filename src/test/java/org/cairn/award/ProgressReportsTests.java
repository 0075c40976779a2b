package org.cairn.award;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.cairn.MutableClock;
import org.cairn.TestBadges;
import org.cairn.TestDatabase;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.lti.CourseId;
import org.cairn.lti.Gradebook.Progress;
import org.cairn.lti.ProgressWanted;
import org.cairn.lti.Role;
import org.cairn.lti.TestGradebook;
import org.cairn.lti.TestLti;
import org.cairn.pathway.TestPathway;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ProgressReportsTests {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final MutableClock clock = new MutableClock(NOON.plusSeconds(60));
    private final TestGradebook gradebook = new TestGradebook();
    private final TestPathway house;
    private final TestAwards awards;
    private final PlatformId platform;
    private final CourseId course;

    ProgressReportsTests(TestDatabase database) {
        this.house = TestPathway.on(database.fresh(), clock);
        this.awards = TestAwards.on(house, gradebook);
        this.platform = house.lti().canvas("University").id();
        this.course = house.lti().courses().know(platform, "ctx", "565", "Engineering");
        house.buffalo(platform, "565");
    }

    private InstitutionId institution() {
        return platform.institution();
    }

    private LearnerId student(String name) {
        LearnerId learner = house.lti().learners().know(platform, TestLti.person(name, TestLti.sub(name)));
        house.lti().courses().join(course, learner, Role.STUDENT, true);
        return learner;
    }

    private void scored(LearnerId learner, String milestone) {
        Activity activity = new Activity(platform, "565", TestBadges.ACTIVITIES.get(milestone));
        Observation what = activity.id().startsWith("module")
                ? new Observation.Completion(activity, BigDecimal.ONE)
                : new Observation.Score(activity, new BigDecimal(90), new BigDecimal(100));
        Evidence evidence = new Evidence(learner, milestone, what, NOON, NOON, "feed:Test");
        house.database()
                .transactions()
                .executeWithoutResult(status -> house.evidence().log().append(List.of(evidence)));
        awards.look(institution());
    }

    @Test
    void aLookReportsProgressTowardBadgesThatHaveAColumnAndNoOthers() {
        LearnerId ada = student("ada");
        scored(ada, "charter");
        assertThat(gradebook.reported).isEmpty();
        gradebook.badges.add("pbl-preparation");
        scored(ada, "kickoff");
        assertThat(gradebook.reported).isNotEmpty().allSatisfy(progress -> {
            assertThat(progress.badge()).isEqualTo("pbl-preparation");
            assertThat(progress.learner()).isEqualTo(ada);
            assertThat(progress.percent().scale()).isEqualTo(2);
        });
        Progress last = gradebook.reported.getLast();
        assertThat(last.complete()).isEqualTo(last.percent().compareTo(new BigDecimal(100)) == 0);
    }

    @Test
    void everybodysProgressIsReportedWhenAColumnIsNew() {
        LearnerId ada = student("ada");
        LearnerId ben = student("ben");
        scored(ada, "charter");
        gradebook.badges.add("pbl-preparation");
        new ProgressReports(gradebook, house.lti().courses(), house.evidence().lookAgain())
                .on(ProgressWanted.ofEverybody(course));
        awards.look(institution());
        assertThat(gradebook.reported).hasSize(2);
        assertThat(of(ada)).isBetween(new BigDecimal("0.01"), new BigDecimal(100));
        assertThat(of(ben)).isEqualByComparingTo("0");
    }

    @Test
    void whoseProgressCannotBeReportedKeepsNobodyElsesBack() {
        gradebook.badges.add("pbl-preparation");
        List<LearnerId> students =
                IntStream.range(0, 7).mapToObj(i -> student("s" + i)).toList();
        gradebook.unreportable.add(students.get(2));
        new ProgressReports(gradebook, house.lti().courses(), house.evidence().lookAgain())
                .on(ProgressWanted.ofEverybody(course));
        awards.look(institution());
        assertThat(gradebook.reported)
                .extracting(Progress::learner)
                .doesNotContain(students.get(2))
                .hasSize(6);
    }

    @Test
    void whoeverJoinedIsReportedAndNobodyElse() {
        gradebook.badges.add("pbl-preparation");
        LearnerId ada = student("ada");
        student("ben");
        new ProgressReports(gradebook, house.lti().courses(), house.evidence().lookAgain())
                .on(new ProgressWanted(course, Set.of(ada)));
        awards.look(institution());
        assertThat(gradebook.reported).extracting(Progress::learner).containsExactly(ada);
    }

    private BigDecimal of(LearnerId learner) {
        return gradebook.reported.stream()
                .filter(progress -> progress.learner().equals(learner))
                .map(Progress::percent)
                .findFirst()
                .orElseThrow();
    }
}
