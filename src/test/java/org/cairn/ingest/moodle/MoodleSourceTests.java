package org.cairn.ingest.moodle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.cairn.TestDatabase;
import org.cairn.evidence.KnownActivity;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.pull.Source.Refused;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Learner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Recorded answers of a Moodle, from its wire to the evidence. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class MoodleSourceTests {

    private static final int MARA = 42;
    private static final int BRUNO = 43;

    private final MoodleWorld world;

    MoodleSourceTests(TestDatabase kind) throws Exception {
        world = new MoodleWorld(kind);
    }

    @AfterEach
    void close() {
        assertThat(world.moodle.sins).isEmpty();
        world.close();
    }

    /** What is known of Mara after as many readings of a recording. */
    private List<String> maraAfter(int readings, String recording) throws Exception {
        world.moodle.record(recording);
        world.read();
        for (int i = 1; i < readings; i++) {
            world.readLater();
        }
        return world.evidence(MARA);
    }

    private List<String> maraAfter(String recording) throws Exception {
        return maraAfter(1, recording);
    }

    @Test
    void theFirstReadingLearnsPeopleAndActivities() throws Exception {
        world.read();

        assertThat(world.node.lti.courses().students(world.course.id()))
                .extracting(Learner::name)
                .containsExactly("Bruno Castellani", "Mara Okafor");
        assertThat(world.node.lti.learners().identifiers(world.platform.id(), world.learner(MARA)))
                .contains(
                        new Identifier(IdentifierKind.SUB, "42"),
                        new Identifier(IdentifierKind.USERNAME, "mokafor"),
                        new Identifier(IdentifierKind.SIS, "S-00042"));
        assertThat(world.node.evidence.activities().of(world.platform.id(), "7"))
                .extracting(known -> known.activity().id(), KnownActivity::title)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("cm:5", "Announcements"),
                        org.assertj.core.groups.Tuple.tuple("cm:9", "Team charter"),
                        org.assertj.core.groups.Tuple.tuple("cm:10", "Kick-off quiz"),
                        org.assertj.core.groups.Tuple.tuple("cm:12", "Workshop diary"));
        assertThat(world.tally().quarantined()).isZero();
        assertThat(world.evidence(MARA)).isEmpty();
    }

    @Test
    void theTokenIsInNoMessageAndNoAddress() throws Exception {
        world.moodle.record("graded");
        world.read();

        assertThat(world.brought).noneMatch(message -> message.body().contains(RecordedMoodle.TOKEN));
        assertThat(world.account().toString()).doesNotContain(RecordedMoodle.TOKEN);
    }

    @Test
    void aGradeHappenedWhenItWasGiven() throws Exception {
        assertThat(maraAfter("graded"))
                .containsExactlyInAnyOrder("cm:9 17/20 2026-03-02T10:00:00Z", "course 45/100 2026-03-02T10:00:00Z");
        assertThat(world.evidence(BRUNO)).isEmpty();
    }

    @Test
    void theSameStateAgainIsNoMessage() throws Exception {
        world.moodle.record("graded").record("completed");
        world.read();

        assertThat(world.readLater()).isEmpty();
        assertThat(world.tally().duplicates()).isZero();
    }

    @Test
    void whatALostNotebookBringsAgainIsTheSameMessage() throws Exception {
        world.moodle.record("graded").record("completed");
        List<Incoming> first = List.copyOf(world.read());
        List<String> before = world.evidence(MARA);
        world.store(first);
        world.settled();

        assertThat(world.tally().duplicates()).isEqualTo(first.size());
        assertThat(world.evidence(MARA)).isEqualTo(before);
    }

    @Test
    void aReadingThatBrokeOffBeforeItsFindingsWereKeptFindsThemAgain() throws Exception {
        world.moodle.record("graded").record("completed");
        world.failsAt = 1;
        assertThatThrownBy(world::tryToRead).isInstanceOf(Refused.class);
        world.failsAt = 2;
        assertThatThrownBy(world::tryToRead).isInstanceOf(Refused.class);
        assertThat(world.cursor).isEqualTo("students:");
        world.failsAt = Integer.MAX_VALUE;
        world.read();

        assertThat(world.moodle.asked()).doesNotContain(Functions.GRADES);
        assertThat(world.evidence(MARA)).hasSize(5);
        assertThat(world.tally().duplicates()).isZero();
    }

    @Test
    void aGradeThatIsLoweredCounts() throws Exception {
        assertThat(maraAfter(2, "regraded-down"))
                .containsExactly("cm:9 17/20 2026-03-02T10:00:00Z", "cm:9 9.5/20 2026-03-02T11:00:00Z");
    }

    @Test
    void upAndDownAndUpAgainAreThreeFacts() throws Exception {
        assertThat(maraAfter(3, "up-and-down-again"))
                .containsExactly(
                        "cm:9 17/20 2026-03-02T10:00:00Z",
                        "cm:9 9.5/20 2026-03-02T11:00:00Z",
                        "cm:9 17/20 2026-03-02T12:00:00Z");
    }

    @Test
    void whatMoodleGivesNoNewTimeHappenedWhenItWasNoticed() throws Exception {
        assertThat(maraAfter(3, "override-lifted"))
                .containsExactly(
                        "cm:9 17/20 2026-03-02T10:00:00Z",
                        "cm:9 5/20 2026-03-02T11:00:00Z",
                        "cm:9 17/20 2026-03-03T10:00:00Z");
    }

    @Test
    void aTotalWithoutATimeIsTakenWhenItIsSeenToChange() throws Exception {
        world.moodle.record("course-total-without-a-time");
        world.read();
        world.readLater();
        world.readLater();
        world.readLater();

        assertThat(world.evidence(MARA).stream().filter(one -> one.startsWith("course")))
                .containsExactly(
                        "course 60/100 2026-03-03T08:00:00Z",
                        "course 85/100 2026-03-03T10:00:00Z",
                        "course 60/100 2026-03-03T11:00:00Z");
    }

    @Test
    void aGradeThatWasTakenBackIsGone() throws Exception {
        assertThat(maraAfter(2, "taken-back"))
                .containsExactly("cm:9 17/20 2026-03-02T10:00:00Z", "cm:9 none/20 2026-03-03T09:00:00Z");
        assertThat(world.readLater()).isEmpty();
    }

    @Test
    void whoWasNeverGradedHasNothingTakenBack() throws Exception {
        assertThat(maraAfter("never-graded")).isEmpty();
    }

    @Test
    void moreThanAllAndLessThanNothingAreScores() throws Exception {
        assertThat(maraAfter("over-and-under"))
                .containsExactlyInAnyOrder("cm:9 23/20 2026-03-02T10:00:00Z", "cm:10 -1/10 2026-03-02T10:00:00Z");
    }

    @Test
    void ofNothingPossibleThereIsNoShare() throws Exception {
        assertThat(maraAfter("zero-points-possible")).isEmpty();
        assertThat(world.tally()).satisfies(tally -> {
            assertThat(tally.ignored()).isEqualTo(1);
            assertThat(tally.quarantined()).isZero();
        });
    }

    @Test
    void pointsCountFromTheLeastThatCanBeGiven() throws Exception {
        assertThat(maraAfter("from-a-minimum")).containsExactly("cm:9 3/4 2026-03-02T10:00:00Z");
    }

    /** In the language of the service user; {@code -} is no grade. */
    @Test
    void whereACourseHidesTheRangesOfItsGradesThePercentageCounts() throws Exception {
        String shown = "\"graderaw\": %s, \"gradeishidden\": %s, \"percentageformatted\": \"%s\"";
        world.moodle.answers(
                Functions.GRADES,
                MoodleWorld.graded(shown.formatted("17", "false", "85,00 %")),
                MoodleWorld.graded(shown.formatted("9", "true", "45.00 %")),
                MoodleWorld.graded(shown.formatted("null", "false", "-")));
        world.read();
        world.readLater();
        assertThat(world.evidence(MARA)).containsExactly("cm:9 85/100 2026-03-02T10:00:00Z");
        world.readLater();

        assertThat(world.evidence(MARA)).hasSize(2).last().asString().startsWith("cm:9 none/100");
    }

    @Test
    void hiddenGradesWaitUntilTheyAreShown() throws Exception {
        world.moodle.record("hidden-then-shown");
        world.read();
        assertThat(world.evidence(MARA)).isEmpty();
        world.readLater();
        assertThat(world.evidence(MARA)).isEmpty();
        world.readLater();

        assertThat(world.evidence(MARA))
                .containsExactlyInAnyOrder("cm:9 18/20 2026-03-02T10:00:00Z", "course 18/100 2026-03-02T10:00:00Z");
    }

    @Test
    void hidingAGradeTakesNothingBack() throws Exception {
        world.moodle.record("hidden-later");
        world.read();

        assertThat(world.readLater()).isEmpty();
        assertThat(world.evidence(MARA)).containsExactly("cm:9 18/20 2026-03-02T10:00:00Z");
    }

    @Test
    void aGradeThatWaitsToBeCalculatedIsNoGradeTakenBack() throws Exception {
        world.moodle.record("needs-update");
        world.read();
        assertThat(world.readLater()).isEmpty();
        world.readLater();

        assertThat(world.evidence(MARA))
                .containsExactlyInAnyOrder(
                        "cm:9 18/20 2026-03-02T10:00:00Z",
                        "course 90/100 2026-03-02T10:00:00Z",
                        "cm:9 19/20 2026-03-02T10:01:00Z",
                        "course 95/100 2026-03-02T10:01:00Z");
    }

    @Test
    void lockedOverriddenAndExcludedGradesCountAsTheyStand() throws Exception {
        world.moodle.record("locked-and-overridden");
        world.read();
        assertThat(world.evidence(MARA)).containsExactly("cm:9 17/20 2026-03-02T10:00:00Z");
        world.moodle.record("excused");

        assertThat(world.readLater()).isEmpty();
    }

    @Test
    void whatIsNoNumberIsQuarantinedAndItsNeighboursCount() throws Exception {
        assertThat(maraAfter("no-plain-number")).containsExactly("cm:10 8/10 2026-03-02T10:00:00Z");
        assertThat(world.tally().quarantined()).isEqualTo(1);
    }

    @Test
    void whatNamesNobodyOrNothingIsPassedOver() throws Exception {
        assertThat(maraAfter("missing-ids"))
                .containsExactlyInAnyOrder(
                        "grade-item:31 17/20 2026-03-02T10:00:00Z",
                        "cm:10 9/10 2026-03-02T10:00:00Z",
                        "cm:12 1 2026-03-02T10:00:00Z");
    }

    @Test
    void furtherGradesOfAnActivityAndColumnsOfTeachersAreActivitiesOfTheirOwn() throws Exception {
        assertThat(maraAfter("several-items"))
                .containsExactlyInAnyOrder(
                        "cm:14 8/10 2026-03-02T10:00:00Z",
                        "grade-item:42 3/10 2026-03-02T10:00:00Z",
                        "grade-item:43 4/5 2026-03-02T10:00:00Z",
                        "grade-item:44 1/2 2026-03-02T10:00:00Z",
                        "cm:9 16/20 2026-03-02T10:00:00Z");
        assertThat(world.node.evidence.activities().of(world.platform.id(), "7"))
                .extracting(known -> known.activity().id() + " " + known.title())
                .contains("cm:14 Peer review", "grade-item:42 Peer review (assessment)", "grade-item:43 Participation");
    }

    @Test
    void donePassedAndFailedActivities() throws Exception {
        assertThat(maraAfter("completed"))
                .containsExactlyInAnyOrder(
                        "cm:9 1 2026-03-02T10:00:00Z", "cm:10 0 2026-03-02T10:00:00Z", "cm:12 1 2026-03-02T10:01:00Z");
    }

    @Test
    void aWithdrawnCompletionIsWithdrawn() throws Exception {
        assertThat(maraAfter(2, "withdrawn"))
                .containsExactly("cm:12 1 2026-03-02T10:00:00Z", "cm:12 0 2026-03-02T10:10:00Z");
    }

    @Test
    void aCompletionThatWasResetWithoutATraceIsWithdrawnWhenThatIsNoticed() throws Exception {
        world.moodle.record("reset");
        world.read();
        world.readLater();
        assertThat(world.evidence(MARA))
                .containsExactly("cm:12 1 2026-03-02T10:00:00Z", "cm:12 0 2026-03-03T09:00:00Z");
        world.readLater();

        // done again, at a time that lies before the one at which we noticed the reset: it is true now
        assertThat(world.evidence(MARA)).last().isEqualTo("cm:12 1 2026-03-03T10:00:00Z");
    }

    @Test
    void anOlderMoodleTellsLessAndIsUnderstood() throws Exception {
        assertThat(maraAfter("an-older-moodle"))
                .containsExactlyInAnyOrder("cm:9 17/20 2026-03-02T10:00:00Z", "cm:12 1 2026-03-02T10:00:00Z");
    }

    @Test
    void theCourseIsCompletedWhenMoodleSaysSo() throws Exception {
        assertThat(maraAfter(4, "course-completed"))
                .containsExactly(
                        "course 0.5 2026-03-02T10:00:00Z",
                        "course 0.99 2026-03-02T10:01:00Z",
                        "course 1 2026-03-03T10:00:00Z",
                        "course 0 2026-03-03T11:00:00Z");
        assertThat(world.evidence(BRUNO)).isEmpty();
    }

    @Test
    void whoeverIsMissingTwiceHasLeftAndMayComeBack() throws Exception {
        world.moodle.record("somebody-left");
        world.read();
        world.readLater();
        assertThat(world.node.lti.courses().students(world.course.id())).hasSize(2);
        world.readLater();
        assertThat(world.node.lti.courses().students(world.course.id()))
                .extracting(Learner::name)
                .containsExactly("Mara Okafor");
        world.readLater();
        assertThat(world.node.lti.courses().students(world.course.id())).hasSize(2);
    }

    @Test
    void missingOnceIsNotHavingLeft() throws Exception {
        world.moodle.record("a-page-is-missing");
        world.read();
        world.readLater();
        world.readLater();

        assertThat(world.node.lti.courses().students(world.course.id())).hasSize(2);
    }

    @Test
    void aClassThatSeemsToBeGoneIsRatherNotSeen() throws Exception {
        world.moodle.record("most-are-missing");
        world.read();
        world.readLater();
        world.readLater();
        world.readLater();

        assertThat(world.node.lti.courses().students(world.course.id())).hasSize(30);
    }

    @Test
    void peopleComeInPages() throws Exception {
        world.moodle.record("pages");
        world.read();

        assertThat(world.node.lti.courses().students(world.course.id())).hasSize(450);
        assertThat(world.moodle.asked().stream().filter(Functions.PEOPLE::equals))
                .hasSize(4);
    }

    @Test
    void namesAndTitlesFollow() throws Exception {
        world.moodle.record("renamed");
        world.read();
        world.readLater();

        assertThat(world.node
                        .lti
                        .learners()
                        .find(world.learner(MARA))
                        .orElseThrow()
                        .name())
                .isEqualTo("Mara Whitaker");
        assertThat(world.node.evidence.activities().of(world.platform.id(), "7"))
                .extracting(KnownActivity::title)
                .contains("Team agreement")
                .doesNotContain("Team charter");
    }

    @Test
    void whomTheGradebookNamesIsAStudentWhateverTheirRoleIsCalled() throws Exception {
        world.moodle.record("a-role-of-the-site");
        world.read();

        assertThat(world.node.lti.courses().students(world.course.id()))
                .extracting(Learner::name)
                .containsExactly("Mara Okafor");
    }

    @Test
    void whoeverWasAStudentStaysOneWhileTheGradebookCannotBeRead() throws Exception {
        world.moodle.record("a-role-of-the-site");
        world.read();
        world.moodle.answersRaw(
                Functions.GRADES + " 0",
                RecordedMoodle.Raw.of(200, "application/json", "[" + " ".repeat(10_000_001) + "]"));
        world.readLater();

        assertThat(world.node.lti.courses().students(world.course.id()))
                .extracting(Learner::name)
                .containsExactly("Mara Okafor");
        assertThat(world.moodle.studentsAsked(Functions.GRADES)).containsExactly("0", "42");
    }

    @Test
    void aTitleIsNoPieceOfAPage() throws Exception {
        world.moodle.answers(
                Functions.CONTENTS,
                "[{\"modules\": [{\"id\": 9, \"name\": \"Reading &amp; writing &lt;1&gt;\", \"modname\": \"assign\"}]}]");
        world.read();

        assertThat(world.node.evidence.activities().of(world.platform.id(), "7"))
                .extracting(KnownActivity::title)
                .contains("Reading & writing <1>");
    }

    @Test
    void aLongCourseIsReadInPartsOfFiveMinutes() throws Exception {
        world.moodle.record("pages");
        world.moodle.at(0);
        world.read();
        int whole = world.moodle.studentsAsked(Functions.ACTIVITIES_DONE).size();
        world.cursor = "students:500";
        world.clock.advance(Duration.ofHours(1));
        world.read();

        assertThat(whole).isEqualTo(450);
        assertThat(world.moodle.studentsAsked(Functions.ACTIVITIES_DONE))
                .hasSize(49)
                .doesNotContain("500");
        assertThat(world.cursor).isEqualTo("start");
    }
}
