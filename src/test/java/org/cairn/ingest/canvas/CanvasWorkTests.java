package org.cairn.ingest.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.ingest.canvas.CanvasSamples.event;
import static org.cairn.ingest.canvas.CanvasSamples.global;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Observation.Completion;
import org.cairn.evidence.Observation.Score;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.people.IdentifierKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What submissions, quizzes, progress and outcomes mean. */
class CanvasWorkTests extends CanvasMeanings {

    @Test
    void anUpdatedResultIsNewerThanWhatItUpdates() {
        ObjectNode event = event("learning_outcome_result_updated", """
                {'learning_outcome_id':'77','user_uuid':'uuid-of-48','mastery':false,
                 'assessed_at':'2026-02-28T12:00:00Z','updated_at':'2026-03-01T12:00:00Z'}""");
        assertThat(translate(event)).extracting("at").isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
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
}
