package org.cairn.ingest.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.ingest.canvas.CanvasSamples.TIME;
import static org.cairn.ingest.canvas.CanvasSamples.event;
import static org.cairn.ingest.canvas.CanvasSamples.global;
import static org.cairn.ingest.canvas.CanvasSamples.json;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cairn.Case;
import org.cairn.evidence.Activity;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
import org.cairn.evidence.Observation.Completion;
import org.cairn.evidence.Observation.Score;
import org.cairn.ingest.TestComplaints;
import org.cairn.ingest.inbox.Translation;
import org.cairn.ingest.inbox.Translation.Enrolment;
import org.cairn.ingest.inbox.Translation.Ignored;
import org.cairn.ingest.inbox.Translation.Observed;
import org.cairn.ingest.inbox.Translation.PersonKnown;
import org.cairn.ingest.inbox.Translation.Unusable;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.lti.CourseCopied;
import org.cairn.lti.Identifier;
import org.cairn.lti.IdentifierKind;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.Person;
import org.cairn.lti.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class CanvasEventsTests {

    private static final PlatformId PLATFORM = new PlatformId(new InstitutionId(UUID.randomUUID()), UUID.randomUUID());
    private static final Instant RECEIVED = Instant.parse("2026-03-02T10:16:00Z");
    private static final Instant AT = Instant.parse(TIME);
    private static final Activity ASSIGNMENT = new Activity(PLATFORM, "565", "assignment:355");
    private static final List<Identifier> STUDENT_48 =
            List.of(id(IdentifierKind.CANVAS_GLOBAL, global(48)), id(IdentifierKind.CANVAS_LOCAL, "48"));

    private static Identifier id(IdentifierKind kind, String value) {
        return new Identifier(kind, value);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static Translation translate(ObjectNode event) {
        return CanvasEvents.translate(PLATFORM, event, RECEIVED);
    }

    /** As it really goes: what is kept of the event is translated, not the event itself. */
    private static Translation translateKept(ObjectNode event) {
        String kept = Kept.of(Envelopes.metadata(event), event.get("body"));
        try {
            return CanvasEvents.translate(PLATFORM, StrictJson.read(kept), RECEIVED);
        } catch (StrictJson.Unreadable e) {
            throw new AssertionError(e);
        }
    }

    private static List<Observation> seen(ObjectNode event) {
        assertThat(translateKept(event)).isEqualTo(translate(event));
        Translation said = translate(event) instanceof Translation.Asking asking ? asking.what() : translate(event);
        return assertThat(said)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(Observed.class))
                .actual()
                .what();
    }

    private static ObjectNode grade(String changes) {
        ObjectNode event = event("grade_change", """
                {'assignment_id':'%s','user_id':'%s','student_id':'%s','score':85,'points_possible':100,'grade':'85',
                 'grading_complete':true,'muted':false}""".formatted(global(355), global(48), global(48)));
        ((ObjectNode) event.get("body")).setAll(json("{" + changes + "}"));
        return event;
    }

    @Test
    void aGradeIsAScoreOfItsAssignment() {
        Translation translation = translate(grade("'student_sis_id':'S-48','assignment_name':'Team charter'"));

        assertThat(translation)
                .isEqualTo(new Observed(
                        List.of(STUDENT_48.get(0), STUDENT_48.get(1), id(IdentifierKind.SIS, "S-48")),
                        AT,
                        List.of(new Score(ASSIGNMENT, number("85"), number("100"))),
                        List.of(new KnownActivity(ASSIGNMENT, "Team charter", number("100")))));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "'score':'85', 85",
                "'score':'84.50', 84.5",
                "'score':85.0, 85",
                "'score':0, 0",
                "'score':-5, -5",
                "'score':105, 105",
                "'score':8.5e1, 85",
                "'score':79.99999999999999999, 79.999999999999",
            })
    @Case("E91")
    void scoresAreExactDecimalsHoweverTheyAreWritten(String score, String expected) {
        assertThat(seen(grade(score))).containsExactly(new Score(ASSIGNMENT, number(expected), number("100")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'score':'A-'",
                "'score':'NaN'",
                "'score':'1,5'",
                "'score':'150%'",
                "'score':1e400",
                "'score':'1e5'",
                "'score':100000000000000000000",
                "'score':true",
                "'score':{}",
                "'score':[85]",
                "'score':null,'grade':'A-'",
                "'points_possible':'many'",
                "'assignment_id':null",
                "'assignment_id':'abc'",
                "'assignment_id':'0'",
                "'assignment_id':-355",
                "'user_id':null,'student_id':null",
                "'user_id':'x','student_id':''",
            })
    @Case("E91")
    void gradesThatCannotBeReadAreForSomebodyToLookAt(String changes) {
        assertThat(translate(grade(changes))).isInstanceOf(Unusable.class);
    }

    @Test
    void aGradeNamingTwoStudentsIsNobodys() {
        assertThat(translate(grade("'student_id':'%s'".formatted(global(49))))).isInstanceOf(Unusable.class);
        assertThat(translate(grade("'student_id':'48'"))).isInstanceOf(Observed.class);
    }

    @Test
    void aClearedGradeTakesTheScoreBack() {
        assertThat(seen(grade("'score':null,'grade':null")))
                .containsExactly(new Score(ASSIGNMENT, null, number("100")));
        assertThat(seen(grade("'score':null,'grade':''"))).containsExactly(new Score(ASSIGNMENT, null, number("100")));
        ObjectNode compacted = grade("");
        ((ObjectNode) compacted.get("body")).remove(List.of("score", "grade"));
        assertThat(seen(compacted)).containsExactly(new Score(ASSIGNMENT, null, number("100")));
        assertThat(seen(grade("'score':null,'grade':null,'points_possible':null,'old_points_possible':50")))
                .containsExactly(new Score(ASSIGNMENT, null, number("50")));
    }

    /** Canvas calls the grading of what has no score incomplete. */
    @Test
    void aClearedGradeTakesTheScoreBackWhateverIsSaidOfTheGrading() {
        assertThat(seen(grade("'score':null,'grade':null,'grading_complete':false")))
                .containsExactly(new Score(ASSIGNMENT, null, number("100")));
        assertThat(seen(grade("'score':null,'grade':null,'old_grade':'complete','grading_complete':false")))
                .containsExactly(
                        new Completion(ASSIGNMENT, BigDecimal.ZERO), new Score(ASSIGNMENT, null, number("100")));
    }

    @ParameterizedTest
    @CsvSource({"pass, 1", "complete, 1", "Complete, 1", "fail, 0", "incomplete, 0"})
    void passAndFailGradesSayWhetherItIsDone(String grade, String share) {
        assertThat(seen(grade("'grade':'%s'".formatted(grade))))
                .containsExactly(
                        new Completion(ASSIGNMENT, number(share)), new Score(ASSIGNMENT, number("85"), number("100")));
        assertThat(seen(grade("'grade':'%s','score':0,'points_possible':0".formatted(grade))))
                .containsExactly(new Completion(ASSIGNMENT, number(share)));
        assertThat(seen(grade("'grade':'%s','score':'A-'".formatted(grade))))
                .containsExactly(new Completion(ASSIGNMENT, number(share)));
    }

    @Test
    void aClearedPassIsNoLongerDone() {
        assertThat(seen(grade("'score':null,'grade':null,'old_grade':'complete','points_possible':0")))
                .containsExactly(new Completion(ASSIGNMENT, BigDecimal.ZERO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'grading_complete':false",
                "'points_possible':0",
                "'points_possible':null",
                "'points_possible':-1"
            })
    void gradesThatDoNotCountYetOrAtAllAreIgnored(String changes) {
        assertThat(translate(grade(changes))).isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'muted':true", "'muted':'true'"})
    void gradesNotYetPostedAreHeld(String changes) {
        Observed observed =
                (Observed) translate(grade(changes + ",'grade':'complete','assignment_name':'Team charter'"));
        assertThat(observed.what())
                .containsExactly(
                        new Observation.Hidden(new Completion(ASSIGNMENT, BigDecimal.ONE)),
                        new Observation.Hidden(new Score(ASSIGNMENT, number("85"), number("100"))));
        assertThat(observed.activities()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'grade':'EX'", "'grade':'excused'", "'excused':true,'grade':null", "'excused':'true'"})
    void whoeverIsExcusedHasNoGrade(String changes) {
        assertThat(seen(grade("'score':null," + changes))).containsExactly(new Score(ASSIGNMENT, null, number("100")));
    }

    @Test
    void aSubmissionShowsWhetherItsGradeIsPosted() {
        Observed since =
                (Observed) translateKept(submission("submission_updated", "'posted_at':'2026-03-02T10:00:00Z'"));
        assertThat(since.what()).containsExactly(new Completion(ASSIGNMENT, BigDecimal.ONE));
        assertThat(since.besides())
                .containsExactly(
                        new Translation.Timed(Instant.parse("2026-03-02T10:00:00Z"), new Observation.Shown(ASSIGNMENT)),
                        new Translation.Timed(AT, new Observation.Shown(ASSIGNMENT)));
        Observed onPaper = (Observed) translateKept(submission(
                "submission_updated",
                "'submitted_at':null,'workflow_state':'graded','posted_at':'%s'".formatted(TIME)));
        assertThat(onPaper.what()).isEmpty();
        assertThat(onPaper.besides()).containsExactly(new Translation.Timed(AT, new Observation.Shown(ASSIGNMENT)));
        for (String odd : List.of("null", "''", "'soon'", "'2126-01-01T00:00:00Z'")) {
            assertThat(((Observed) translate(submission("submission_updated", "'posted_at':" + odd))).besides())
                    .as(odd)
                    .isEmpty();
        }
    }

    @Test
    void anOverrideStandsInThePlaceOfTheComputedGrade() {
        Activity course = new Activity(PLATFORM, "565", "course");
        String body = "{'user_id':48,'course_id':565,'enrollment_id':44,'override_score':%s,'old_override_score':85%s}";
        assertThat(seen(event("grade_override", body.formatted("90", ""))))
                .containsExactly(new Observation.Override(course, number("90"), number("100")));
        assertThat(seen(event("grade_change", body.formatted("'90.5'", ",'grading_period_id':null"))))
                .containsExactly(new Observation.Override(course, number("90.5"), number("100")));
        assertThat(seen(event("grade_override", body.formatted("null", ""))))
                .containsExactly(new Observation.Override(course, null, number("100")));
        assertThat(translate(event("grade_override", body.formatted("90", ",'grading_period_id':'47'"))))
                .isInstanceOf(Ignored.class);
        assertThat(translate(event("grade_override", body.formatted("'A'", ""))))
                .isInstanceOf(Unusable.class);
        assertThat(translate(event("grade_override", "{}"))).isInstanceOf(Unusable.class);
    }

    @Test
    void anUpdatedResultIsNewerThanWhatItUpdates() {
        ObjectNode event = event("learning_outcome_result_updated", """
                {'learning_outcome_id':'77','user_uuid':'uuid-of-48','mastery':false,
                 'assessed_at':'2026-02-28T12:00:00Z','updated_at':'2026-03-01T12:00:00Z'}""");
        assertThat(translate(event)).extracting("at").isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void quizzesModulesAndCoursesAreKnownByTheirTitles() {
        assertThat(translateKept(event("quiz_created", "{'quiz_id':'12','title':'Grammar','points_possible':20}")))
                .isEqualTo(new Translation.ActivityKnown(
                        new KnownActivity(new Activity(PLATFORM, "565", "quiz:12"), "Grammar", number("20"))));
        assertThat(translateKept(event("module_updated", "{'module_id':'4','name':'Week 1'}")))
                .isEqualTo(new Translation.ActivityKnown(
                        new KnownActivity(new Activity(PLATFORM, "565", "module:4"), "Week 1", null)));
        assertThat(translateKept(event("course_updated", "{'course_id':'%s','name':'Biology'}".formatted(global(565)))))
                .isEqualTo(new Translation.CourseNamed("565", "Biology"));
        assertThat(translate(event("course_updated", "{'course_id':'565'}"))).isInstanceOf(Ignored.class);
    }

    @Test
    void outcomesOfACourseAreKnownByTheirTitles() {
        String body = "{'learning_outcome_id':'77','title':'Teamwork','context_type':'%s','context_id':'565'}";
        assertThat(translateKept(event("learning_outcome_updated", body.formatted("Course"))))
                .isEqualTo(new Translation.ActivityKnown(
                        new KnownActivity(new Activity(PLATFORM, "565", "outcome:77"), "Teamwork", null)));
        assertThat(translate(event("learning_outcome_created", body.formatted("Account"))))
                .isInstanceOf(Ignored.class);
        assertThat(translate(event("learning_outcome_created", "{'title':'Teamwork'}")))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void idsAreUnderstoodInAllTheirForms() {
        for (String form : List.of("'%s'".formatted(global(48)), global(48), "'48'", "48", "'77~48'")) {
            Observed observed = (Observed) translate(grade("'user_id':%s,'student_id':null".formatted(form)));
            assertThat(observed.who()).as(form).isEqualTo(STUDENT_48);
        }
        assertThat(seen(grade("'assignment_id':355"))).isEqualTo(seen(grade("")));
    }

    @Test
    void aPersonOfAnotherShardIsNotTheOneWithTheSameNumberHere() {
        Observed observed = (Observed) translate(grade("'user_id':'880000000000048','student_id':null"));

        assertThat(observed.who()).containsExactly(id(IdentifierKind.CANVAS_GLOBAL, "880000000000048"));
    }

    @Test
    void withoutACourseTheActivityStandsAlone() {
        ObjectNode event = grade("");
        ((ObjectNode) event.get("metadata")).remove(List.of("context_id", "context_type"));
        assertThat(seen(event))
                .containsExactly(
                        new Score(new Activity(PLATFORM, null, "assignment:355"), number("85"), number("100")));
        ((ObjectNode) event.get("metadata")).put("context_type", "Account").put("context_id", global(1));
        assertThat(seen(event).getFirst()).extracting("activity.course").isNull();
    }

    private static ObjectNode submission(String name, String changes) {
        ObjectNode event = event(name, """
                {'assignment_id':'%s','user_id':'%s','lti_user_id':'legacy-48','submitted_at':'2026-03-02T09:00:00Z',
                 'workflow_state':'submitted','score':99.5,'body':'my essay','url':'https://x.example'}""".formatted(global(355), global(48)));
        ((ObjectNode) event.get("body")).setAll(json("{" + changes + "}"));
        return event;
    }

    @ParameterizedTest
    @ValueSource(strings = {"submitted", "pending_review", "graded", "complete"})
    void handedInWorkIsDoneWhenItWasHandedIn(String state) {
        for (String name : List.of("submission_created", "submission_updated")) {
            assertThat(translateKept(submission(name, "'workflow_state':'%s'".formatted(state))))
                    .isEqualTo(new Observed(
                            List.of(id(IdentifierKind.LTI11, "legacy-48"), STUDENT_48.get(0), STUDENT_48.get(1)),
                            Instant.parse("2026-03-02T09:00:00Z"),
                            List.of(new Completion(ASSIGNMENT, BigDecimal.ONE)),
                            List.of()));
        }
    }

    @Test
    void workTakenBackIsNoLongerDone() {
        for (String state : List.of("unsubmitted", "deleted")) {
            String change = "'lti_user_id':null,'workflow_state':'%s'".formatted(state);
            assertThat(translate(submission("submission_updated", change)))
                    .isEqualTo(new Observed(
                            STUDENT_48, AT, List.of(new Completion(ASSIGNMENT, BigDecimal.ZERO)), List.of()));
            assertThat(translate(submission("submission_created", change))).isInstanceOf(Ignored.class);
        }
    }

    @Test
    void aPlaceForASubmissionIsNoSubmission() {
        assertThat(translate(submission("submission_updated", "'submitted_at':null,'workflow_state':'graded'")))
                .isInstanceOf(Ignored.class);
        assertThat(translate(submission("submission_created", "'workflow_state':null")))
                .isInstanceOf(Ignored.class);
        assertThat(translate(submission("submission_created", "'lti_user_id':null,'user_id':null")))
                .isInstanceOf(Unusable.class);
    }

    @Test
    void aQuizIsDoneByWhoeverCausedTheEvent() {
        assertThat(translateKept(event("quiz_submitted", "{'quiz_id':'%s'}".formatted(global(12)))))
                .isEqualTo(new Observed(
                        List.of(id(IdentifierKind.CANVAS_GLOBAL, global(9)), id(IdentifierKind.CANVAS_LOCAL, "9")),
                        AT,
                        List.of(new Completion(new Activity(PLATFORM, "565", "quiz:12"), BigDecimal.ONE)),
                        List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "TeacherEnrollment, true",
        "TaEnrollment, true",
        "DesignerEnrollment, true",
        "StudentEnrollment, false",
        "Honours student, false"
    })
    void aQuizThatStaffTryOutIsNotDone(String role, boolean ignored) {
        ObjectNode event = event("quiz_submitted", "{'quiz_id':'%s'}".formatted(global(12)));
        ((ObjectNode) event.get("metadata")).put("context_role", role);
        assertThat(translateKept(event)).isInstanceOf(ignored ? Ignored.class : Observed.class);
    }

    @Test
    void aQuizThatIsTakenByNobodyInParticularIsNobodys() {
        ObjectNode event = event("quiz_submitted", "{'quiz_id':'%s'}".formatted(global(12)));
        ((ObjectNode) event.get("metadata")).remove("user_id");
        assertThat(translateKept(event)).isInstanceOf(Ignored.class);
        assertThat(translate(event("quiz_submitted", "{}"))).isInstanceOf(Unusable.class);
    }

    private static ObjectNode progress(String name, String progress) {
        return event(name, """
                {'course':{'id':'565','name':'Collaboration'},'user':{'id':48,'name':'Ada','email':'ada@x.example'},
                 'progress':%s}""".formatted(progress));
    }

    @Test
    void aCompletedCourseIsDoneAtTheTimeItSays() {
        assertThat(translateKept(progress("course_completed", "{'completed_at':'2026-03-01T08:00:00Z'}")))
                .isEqualTo(new Translation.Asking(
                        new Observed(
                                STUDENT_48,
                                Instant.parse("2026-03-01T08:00:00Z"),
                                List.of(new Completion(new Activity(PLATFORM, "565", "course"), BigDecimal.ONE)),
                                List.of()),
                        "565"));
        for (String odd : List.of("null", "'soon'", "'2126-01-01T00:00:00Z'", "'1970-01-01T00:00:00Z'")) {
            assertThat(translate(progress("course_completed", "{'completed_at':%s}".formatted(odd))))
                    .as(odd)
                    .extracting("what.at")
                    .isEqualTo(AT);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 6, 0", "3, 6, 0.5", "2, 3, 0.666666666666", "6, 6, 1", "7, 6, 1"})
    void progressIsAShare(String done, String all, String share) {
        String counts = "{'requirement_completed_count':%s,'requirement_count':%s}".formatted(done, all);
        assertThat(seen(progress("course_progress", counts)))
                .containsExactly(new Completion(new Activity(PLATFORM, "565", "course"), number(share)));
    }

    @Test
    void progressThatIsNoneIsIgnoredOrShown() {
        String error = "{'error':{'message':'no progress available'}}";
        assertThat(translate(progress("course_progress", error))).isInstanceOf(Ignored.class);
        assertThat(translate(progress("course_completed", error))).isInstanceOf(Ignored.class);
        assertThat(translate(progress("course_progress", "{'requirement_completed_count':0,'requirement_count':0}")))
                .isInstanceOf(Ignored.class);
        assertThat(translate(progress("course_progress", "{}"))).isInstanceOf(Unusable.class);
        assertThat(translate(event("course_completed", "{'progress':{}}"))).isInstanceOf(Unusable.class);
    }

    @Test
    void localIdsCountInTheShardOfTheirCourse() {
        ObjectNode event = event("course_grade_change", "{'user_id':'48','course_id':'565','final_score':87.5}");
        ((ObjectNode) event.get("metadata")).put("root_account_id", "10000000000001");

        assertThat(translate(event))
                .isEqualTo(new Observed(
                        STUDENT_48,
                        AT,
                        List.of(new Score(new Activity(PLATFORM, "565", "course"), number("87.5"), number("100"))),
                        List.of()));
    }

    @Test
    void aCourseGradeIsTheFinalScore() {
        assertThat(seen(event(
                        "course_grade_change",
                        "{'user_id':'48','course_id':'565','final_score':null,'old_final_score':90}")))
                .containsExactly(new Score(new Activity(PLATFORM, "565", "course"), null, number("100")));
        assertThat(translate(event("course_grade_change", "{'user_id':'48','course_id':'565','current_score':90}")))
                .isInstanceOf(Ignored.class);
        assertThat(translate(event("course_grade_change", "{'user_id':'48','course_id':'565','final_score':'A'}")))
                .isInstanceOf(Unusable.class);
        assertThat(translate(event(
                        "course_grade_change",
                        "{'user_id':'48','course_id':'565','final_score':90,'workflow_state':'deleted'}")))
                .isInstanceOf(Ignored.class);
        assertThat(translate(event("course_grade_change", "{'final_score':90}")))
                .isInstanceOf(Unusable.class);
    }

    private static ObjectNode outcome(String changes) {
        ObjectNode event = event("learning_outcome_result_created", """
                {'learning_outcome_id':'77','user_uuid':'uuid-of-48','mastery':true,'score':4,'possible':5,'percent':0.8,
                 'assessed_at':'2026-02-28T12:00:00Z'}""");
        ((ObjectNode) event.get("body")).setAll(json("{" + changes + "}"));
        return event;
    }

    @Test
    void anOutcomeIsMasteredAndScored() {
        Activity activity = new Activity(PLATFORM, null, "outcome:77");
        assertThat(translateKept(outcome("")))
                .isEqualTo(new Observed(
                        List.of(id(IdentifierKind.CANVAS_UUID, "uuid-of-48")),
                        Instant.parse("2026-02-28T12:00:00Z"),
                        List.of(
                                new Completion(activity, BigDecimal.ONE),
                                new Score(activity, number("4"), number("5"))),
                        List.of()));
        assertThat(seen(outcome("'mastery':false,'possible':0")))
                .containsExactly(
                        new Completion(activity, BigDecimal.ZERO), new Score(activity, number("0.8"), BigDecimal.ONE));
        assertThat(translate(outcome("'workflow_state':'deleted'")))
                .isEqualTo(new Observed(
                        List.of(id(IdentifierKind.CANVAS_UUID, "uuid-of-48")),
                        AT,
                        List.of(new Completion(activity, BigDecimal.ZERO), new Score(activity, null, number("5"))),
                        List.of()));
        assertThat(translate(outcome("'mastery':null,'score':'A','percent':null")))
                .isInstanceOf(Unusable.class);
        assertThat(translate(outcome("'user_uuid':null"))).isInstanceOf(Unusable.class);
    }

    @Test
    void anOutcomeThatIsNotAssessedYetIsIgnoredAndOneThatNoLongerIsIsTakenBack() {
        String nothing = "'mastery':null,'score':null,'percent':null,'updated_at':'2026-02-28T13:00:00Z'";
        assertThat(translate(outcome(nothing))).isInstanceOf(Ignored.class);
        ObjectNode updated = outcome(nothing);
        ((ObjectNode) updated.get("metadata")).put("event_name", "learning_outcome_result_updated");
        Activity activity = new Activity(PLATFORM, null, "outcome:77");
        assertThat(translate(updated))
                .isEqualTo(new Observed(
                        List.of(id(IdentifierKind.CANVAS_UUID, "uuid-of-48")),
                        Instant.parse("2026-02-28T13:00:00Z"),
                        List.of(new Completion(activity, BigDecimal.ZERO), new Score(activity, null, number("5"))),
                        List.of()));
    }

    private static ObjectNode enrolment(String changes) {
        ObjectNode event = event("enrollment_created", """
                {'enrollment_id':'%s','course_id':'%s','user_id':'%s','user_uuid':'uuid-of-48','user_name':'Ada L.',
                 'type':'StudentEnrollment','workflow_state':'active'}""".formatted(global(7001), global(565), global(48)));
        ((ObjectNode) event.get("body")).setAll(json("{" + changes + "}"));
        return event;
    }

    @ParameterizedTest
    @CsvSource({
        "active, true",
        "invited, true",
        "completed, true",
        "deleted, false",
        "rejected, false",
        "inactive, false"
    })
    void anEnrolmentMakesAStudentKnownAndPutsThemIntoTheCourseOrOut(String state, boolean active) {
        assertThat(translateKept(enrolment("'workflow_state':'%s'".formatted(state))))
                .isEqualTo(new PersonKnown(
                        new Person(
                                Set.of(
                                        STUDENT_48.get(0),
                                        STUDENT_48.get(1),
                                        id(IdentifierKind.CANVAS_UUID, "uuid-of-48")),
                                "Ada L.",
                                null),
                        AT,
                        new Enrolment("7001", "565", active)));
    }

    @Test
    void onlyStudentsAreEnrolled() {
        for (String type : List.of("TeacherEnrollment", "ObserverEnrollment", "StudentViewEnrollment", "")) {
            assertThat(translate(enrolment("'type':'%s'".formatted(type)))).isInstanceOf(Ignored.class);
        }
        assertThat(translate(enrolment("'workflow_state':'creation_pending'")))
                .extracting("enrolment")
                .isNull();
        assertThat(translate(enrolment("'course_id':null"))).isInstanceOf(Unusable.class);
    }

    @Test
    void aUserIsKnownUnderEveryIdentifier() {
        String body = "{'user_id':'%s','uuid':'uuid-of-48','user_sis_id':'S-48','name':'Ada\\u0000 L.'}"
                .formatted(global(48));
        PersonKnown known = (PersonKnown) translateKept(event("user_created", body));

        assertThat(known.person().identifiers())
                .containsExactlyInAnyOrder(
                        STUDENT_48.get(0),
                        STUDENT_48.get(1),
                        id(IdentifierKind.CANVAS_UUID, "uuid-of-48"),
                        id(IdentifierKind.SIS, "S-48"));
        assertThat(known.person().name()).isEqualTo("Ada L.");
        assertThat(known.enrolment()).isNull();
        assertThat(translate(event("user_updated", "{'user_id':'48','workflow_state':'deleted'}")))
                .isInstanceOf(Ignored.class);
        assertThat(translate(event("user_updated", "{'user_sis_id':'S-48'}"))).isInstanceOf(Unusable.class);
    }

    @Test
    void anAssignmentIsKnownByItsTitle() {
        String body =
                "{'assignment_id':'%s','context_id':'%s','context_type':'Course','title':'Team charter','points_possible':10}"
                        .formatted(global(355), global(565));
        assertThat(translateKept(event("assignment_updated", body)))
                .isEqualTo(new Translation.ActivityKnown(new KnownActivity(ASSIGNMENT, "Team charter", number("10"))));
        assertThat(translate(event("assignment_created", "{'assignment_id':'1'}")))
                .isInstanceOf(Unusable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"assignment_id_duplicated_from", "assignment_id_duplicated__from"})
    void aCopiedAssignmentRemembersItsOriginal(String field) {
        String body =
                "{'assignment_id':'%s','context_id':'%s','context_type':'Course','title':'Team charter','%s':'%s'}"
                        .formatted(global(355), global(565), field, global(101));
        assertThat(translateKept(event("assignment_created", body)))
                .isEqualTo(new Translation.ActivityKnown(
                        new KnownActivity(ASSIGNMENT, "Team charter", null, "assignment:101")));
    }

    @ParameterizedTest
    @CsvSource({"course_copy_importer, NOTICE", "master_course_import, HISTORY"})
    void anImportFromACourseIsACopyOfIt(String type, CourseCopied.How how) {
        ObjectNode event = event(
                "content_migration_completed",
                "{'content_migration_id':'7','lti_context_id':'ctx-copy','source_course_lti_id':'ctx-original','migration_type':'%s'}"
                        .formatted(type));
        assertThat(translateKept(event))
                .isEqualTo(new Translation.CourseFilled(
                        new CourseCopied(PLATFORM, List.of("ctx-original"), "ctx-copy", how, AT)));
    }

    @Test
    void anImportFromAFileOrWithoutAnOriginIsNoCopy() {
        for (String body : List.of(
                "{'lti_context_id':'a','source_course_lti_id':'b','migration_type':'canvas_cartridge_importer'}",
                "{'lti_context_id':'a','migration_type':'course_copy_importer'}",
                "{'lti_context_id':'a','source_course_lti_id':'a','migration_type':'course_copy_importer'}",
                "{'source_course_lti_id':'b','migration_type':'course_copy_importer'}",
                "{'lti_context_id':['a'],'source_course_lti_id':'b','migration_type':'course_copy_importer'}")) {
            assertThat(translate(event("content_migration_completed", body))).isInstanceOf(Ignored.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content_migration_completed",
                "enrollment_state_created",
                "enrollment_state_updated",
                "rubric_assessed",
                "logged_in",
                "something_new"
            })
    @Case("E92")
    void everythingElseIsIgnoredWithAReason(String name) {
        assertThat(translate(event(name, "{}")))
                .isInstanceOfSatisfying(
                        Ignored.class,
                        ignored -> assertThat(TestComplaints.english(ignored.reason()))
                                .isNotBlank());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T10:15:30.250Z, 2026-03-02T10:15:30.250Z",
        "2026-03-02T10:15:30Z, 2026-03-02T10:15:30Z",
        "2026-03-02T02:15:30-08:00, 2026-03-02T10:15:30Z",
        "2026-03-02 02:15:30 -0800, 2026-03-02T10:15:30Z",
        "2026-03-02 10:15:30 UTC, 2026-03-02T10:15:30Z",
        "2026-03-02T10:15:30.123456789Z, 2026-03-02T10:15:30.123456789Z",
        "2026-03-02T10:26:00Z, 2026-03-02T10:26:00Z",
    })
    void timesAreUnderstoodAsCanvasWritesThem(String written, String meant) {
        ObjectNode event = grade("");
        ((ObjectNode) event.get("metadata")).put("event_time", written);
        assertThat(translate(event)).extracting("at").isEqualTo(Instant.parse(meant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "1772446530",
                "2026-03-02",
                "2026-03-02T10:15:30",
                "026-03-02T10:15:30Z",
                "2026-02-30T10:15:30Z",
                "2026-03-02T25:15:30Z",
                "1970-01-01T00:00:00Z",
                "2100-01-01T00:00:00Z",
                "2026-03-02T10:26:01Z"
            })
    @Case("E90")
    void eventsOutOfTimeAreForSomebodyToLookAt(String time) {
        ObjectNode event = grade("");
        ((ObjectNode) event.get("metadata")).put("event_time", time);
        assertThat(translate(event)).isInstanceOf(Unusable.class);
    }

    @Test
    @Case("E98")
    void aSendersClockAheadOfOursIsNamedAsTheReason() {
        ObjectNode event = grade("");
        ((ObjectNode) event.get("metadata"))
                .put("event_time", RECEIVED.plus(Duration.ofHours(1)).toString());
        assertThat(translate(event))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(TestComplaints.english(unusable.reason()))
                                .contains("sender’s clock"));
    }

    @Test
    void whoActedAndHowFilesAreCalledIsNotKept() {
        ObjectNode looked =
                event("asset_accessed", "{'asset_id':'%s','display_name':'diagnosis.pdf'}".formatted(global(5)));
        assertThat(Kept.of(looked.get("metadata"), looked.get("body")))
                .contains("asset_accessed", global(5))
                .doesNotContain(global(9), "diagnosis");
    }

    @Test
    @Case("E95")
    void hostileTextNeitherNamesNorBreaksAnything() {
        for (String odd : List.of("a\\u0000b", "\\ud800", "x".repeat(300), " ", "[]")) {
            assertThat(translate(outcome("'user_uuid':'%s'".formatted(odd))))
                    .as(odd)
                    .isInstanceOfAny(Unusable.class, Observed.class)
                    .satisfies(translation -> {
                        if (translation instanceof Observed observed) {
                            assertThat(observed.who().getFirst().value()).isEqualTo("[]");
                        }
                    });
        }
        ObjectNode nameless = grade("");
        ((ObjectNode) nameless.get("metadata")).putNull("event_name");
        assertThat(translate(nameless)).isInstanceOf(Unusable.class);
    }
}
