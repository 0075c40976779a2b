package org.cairn.ingest.ags;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.lti.ColumnOpened;
import org.cairn.lti.CourseId;
import org.cairn.lti.GradesGiven;
import org.cairn.lti.TestLti;
import org.cairn.pathway.Binding;
import org.cairn.pathway.TestPathway;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class OwnColumnsTests {

    private static final String COLUMN = "line-item:cairn:badge:teamwork";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final TestPathway house;
    private final OwnColumns columns;
    private final Platform platform;
    private final CourseId course;
    private final LearnerId ada;

    OwnColumnsTests(TestDatabase database) {
        this.house = TestPathway.on(database.fresh(), clock);
        this.platform = house.lti().platforms().register(TestLti.registration("University", Family.MOODLE));
        this.course = house.lti().courses().know(platform.id(), "ctx", "7", "Rhetoric");
        this.ada = house.lti().learners().know(platform.id(), TestLti.person("Ada", TestLti.sub("ada")));
        this.columns = new OwnColumns(
                house.lti().courses(), house.evidence().log(), house.evidence().activities(), clock);
    }

    private void given(String points, int revision) {
        GradesGiven.Grade grade = new GradesGiven.Grade(
                ada, points == null ? null : new BigDecimal(points), new BigDecimal("100.00000"), revision);
        house.database().transactions().executeWithoutResult(status -> {
            columns.on(new GradesGiven(course, "teamwork", List.of(grade)));
        });
    }

    @Test
    void aGradeIsEvidenceOnceHoweverOftenItIsHeard() {
        given("85.00000", 1);
        given("85", 1);
        List<Evidence> evidence = house.evidence().log().of(ada);
        assertThat(evidence).hasSize(1);
        assertThat(evidence.getFirst().what()).isInstanceOfSatisfying(Observation.Score.class, score -> {
            assertThat(score.activity()).isEqualTo(new Activity(platform.id(), "7", COLUMN));
            assertThat(score.points()).isEqualByComparingTo("85");
        });
        assertThat(house.evidence().lookAgain().waiting(platform.id().institution()))
                .isEqualTo(1);
        given("60", 2);
        given("85", 3);
        given(null, 4);
        assertThat(house.evidence().log().of(ada)).hasSize(4);
    }

    @Test
    void aColumnThatIsThereCanBeBoundToAMilestone() {
        house.database()
                .transactions()
                .executeWithoutResult(status -> columns.on(new ColumnOpened(course, "teamwork", "Teamwork column")));
        assertThat(house.evidence().activities().of(platform.id(), "7"))
                .singleElement()
                .satisfies(known -> {
                    assertThat(known.title()).isEqualTo("Teamwork column");
                    assertThat(known.activity().id()).isEqualTo(COLUMN);
                });
        house.put(platform.id().institution(), org.cairn.TestBadges.BUFFALO);
        Binding bound = house.pathways()
                .bind(
                        platform.id().institution(),
                        new Binding("pbl-preparation", "charter", new Activity(platform.id(), "7", COLUMN), null));
        assertThat(bound.activity().id()).isEqualTo(COLUMN);
    }
}
