package org.cairn.ingest.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.ingest.canvas.CanvasSamples.event;
import static org.cairn.ingest.canvas.CanvasSamples.global;
import static org.cairn.ingest.canvas.CanvasSamples.json;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.cairn.Case;
import org.cairn.complaint.TestComplaints;
import org.cairn.evidence.Activity;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation.Score;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Enrolment;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.PersonKnown;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.lti.CourseCopied;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class CanvasEventsTests extends CanvasMeanings {

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
