package org.cairn.ingest.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.ingest.canvas.CanvasSamples.TIME;
import static org.cairn.ingest.canvas.CanvasSamples.event;
import static org.cairn.ingest.canvas.CanvasSamples.global;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.cairn.Case;
import org.cairn.evidence.Activity;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
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

/** What grades mean, of assignments and of whole courses. */
class CanvasGradesTests extends CanvasMeanings {

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
}
