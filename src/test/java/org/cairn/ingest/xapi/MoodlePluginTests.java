package org.cairn.ingest.xapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cairn.complaint.TestComplaints;
import org.cairn.evidence.Observation;
import org.cairn.evidence.Observation.Completion;
import org.cairn.evidence.Observation.Score;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.PersonKnown;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms that versions of Moodle's plug-in logstore_xapi have given its events over the years. */
class MoodlePluginTests {

    private static final String SITE = "https://moodle.example.edu";
    private static final Identifier IDA = new Identifier(IdentifierKind.SUB, "27");

    /** As older versions have it: course and site group the activity. */
    private static final String GROUPED = """
            "grouping": [{"id": "%1$s"}, {"id": "%1$s/course/view.php?id=4"}, {"id": "%1$s/mod/%2$s/view.php?id=12"}],
            "category": [{"id": "http://moodle.org"}]""";

    /** As newer versions have it: module, section and course are its parents; single ones need not be in an array. */
    private static final String PARENTS = """
            "parent": [{"id": "%1$s/mod/%2$s/view.php?id=12"}, {"id": "%1$s/course/section.php?id=3"},
                       {"id": "%1$s/course/view.php?id=4"}],
            "category": {"id": "%1$s"}""";

    private static Translation translate(String event, String verb, String object, String result, String around) {
        URI uri = URI.create(SITE + "/x");
        PlatformId id = new PlatformId(new InstitutionId(new UUID(0, 1)), new UUID(0, 2));
        Platform platform = new Platform(id, "LMS", Family.MOODLE, SITE, "1", uri, uri, uri, true);
        Feed feed = new Feed("feed-1", id, FeedKind.XAPI, null, false, Feed.Reading.USUAL);
        String module = event.startsWith("mod_") ? event.substring(4, event.indexOf('\\')) : "page";
        String statement = """
                {"actor": {"name": "Ida Lund", "account": {"homePage": "%s", "name": "27"}},
                 "verb": {"id": "%s", "display": {"en": "x"}}, "object": {"id": "%s%s"}, "timestamp": "2026-03-02T09:00:00+01:00",
                 %s
                 "context": {"platform": "Moodle", "language": "en",
                  "instructor": {"account": {"homePage": "%1$s", "name": "3"}},
                  "extensions": {"http://lrs.learninglocker.net/define/extensions/info": {
                   "http://moodle.org": "4.5", "event_name": "\\\\%s", "event_function": "\\\\src\\\\transformer"}},
                  "contextActivities": {%s}}}""".formatted(
                        SITE,
                        verb,
                        SITE,
                        object,
                        result == null ? "" : "\"result\": " + result + ",",
                        event.replace("\\", "\\\\"),
                        around.formatted(SITE, module));
        Instant received = Instant.parse("2026-03-02T12:00:00Z");
        return new XapiStatements().translate(new Origin(platform, feed), statement, received);
    }

    private static void assertSeen(Translation translation, Observation... expected) {
        assertThat(translation).isInstanceOf(Observed.class);
        Observed observed = (Observed) translation;
        assertThat(observed.who()).containsExactly(IDA);
        assertThat(observed.at()).isEqualTo(Instant.parse("2026-03-02T08:00:00Z"));
        assertThat(observed.what())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(expected);
    }

    private static org.cairn.evidence.Activity activity(String id) {
        return new org.cairn.evidence.Activity(
                new PlatformId(new InstitutionId(new UUID(0, 1)), new UUID(0, 2)), "4", id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // event                                         | verb                                          |
                // object                                | result                               | activity | done
                "core\\event\\course_completed                   | http://adlnet.gov/expapi/verbs/completed      | /course/view.php?id=4                 | -                                    | course   | 1",
                "core\\event\\course_completed                   | http://id.tincanapi.com/verb/completed        | /course/view.php?id=4                 | -                                    | course   | 1",
                "core\\event\\course_module_completion_updated   | http://adlnet.gov/expapi/verbs/completed      | /mod/page/view.php?id=12              | -                                    | cm:12    | 1",
                "core\\event\\course_module_completion_updated   | http://adlnet.gov/expapi/verbs/completed      | /mod/page/view.php?id=12              | {\"completion\":true}                | cm:12    | 1",
                "core\\event\\course_module_completion_updated   | http://adlnet.gov/expapi/verbs/completed      | /mod/page/view.php?id=12              | {\"completion\":true,\"success\":false} | cm:12 | 0",
                "core\\event\\course_module_completion_updated   | https://xapi.edlm/profiles/edlm-lms/concepts/verbs/uncompleted | /mod/page/view.php?id=12 | -                                | cm:12    | 0",
                "mod_facetoface\\event\\take_attendance          | http://adlnet.gov/expapi/verbs/attended       | /mod/facetoface/view.php?id=12        | {\"duration\":\"PT2H\",\"completion\":true} | cm:12 | 1",
                "mod_facetoface\\event\\take_attendance          | http://adlnet.gov/expapi/verbs/attended       | /mod/facetoface/view.php?id=12        | {\"completion\":false}               | cm:12    | 0",
                "mod_scorm\\event\\status_submitted              | http://adlnet.gov/expapi/verbs/completed      | /mod/scorm/view.php?id=12             | -                                    | cm:12    | 1",
                "mod_scorm\\event\\status_submitted              | http://adlnet.gov/expapi/verbs/passed         | /mod/scorm/view.php?id=12#sco         | -                                    | cm:12    | 1",
                "mod_scorm\\event\\status_submitted              | http://adlnet.gov/expapi/verbs/failed         | /mod/scorm/view.php?id=12             | -                                    | cm:12    | 0"
            })
    void whatIsDoneAndUndone(
            String event, String verb, String object, String result, String activity, BigDecimal done) {
        for (String around : List.of(GROUPED, PARENTS)) {
            assertSeen(translate(event, verb, object, result, around), new Completion(activity(activity), done));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "mod_assign\\event\\submission_graded    | http://adlnet.gov/expapi/verbs/scored     | /mod/assign/view.php?id=12               | {\"score\":{\"raw\":51,\"min\":1,\"max\":101,\"scaled\":0.5},\"completion\":\"unknown\",\"response\":\"\"} | 50 | 100",
                "mod_assign\\event\\submission_graded    | http://adlnet.gov/expapi/verbs/scored     | /mod/assign/view.php?id=12               | {\"score\":{\"raw\":110,\"min\":0,\"scaled\":1.1},\"completion\":true,\"success\":true} | 110 | 100",
                "mod_assign\\event\\submission_graded    | http://adlnet.gov/expapi/verbs/scored     | /mod/assign/view.php?id=12               | {\"score\":{\"raw\":31,\"min\":0,\"scaled\":1.0333333333333334},\"success\":true} | 31 | 30",
                "mod_assign\\event\\submission_graded    | https://w3id.org/xapi/tla/verbs/scored    | /mod/assign/view.php?id=12#submission    | {\"score\":{\"raw\":1,\"min\":0,\"max\":2,\"scaled\":0},\"success\":false} | 1 | 2",
                "mod_quiz\\event\\attempt_submitted      | http://adlnet.gov/expapi/verbs/completed  | /mod/quiz/view.php?id=12                 | {\"score\":{\"raw\":50,\"min\":0,\"max\":100,\"scaled\":0.5},\"completion\":true,\"success\":true,\"duration\":\"PT1S\"} | 50 | 100",
                "mod_quiz\\event\\attempt_submitted      | http://adlnet.gov/expapi/verbs/completed  | /mod/quiz/attempt.php?attempt=9&cmid=12  | {\"score\":{\"raw\":75,\"min\":0,\"max\":100,\"scaled\":0.5},\"completion\":true,\"success\":false} | 75 | 100",
                "mod_quiz\\event\\attempt_abandoned      | http://adlnet.gov/expapi/verbs/completed  | /mod/quiz/attempt.php?attempt=9&cmid=12  | {\"score\":{\"raw\":5,\"min\":0,\"max\":10,\"scaled\":0},\"completion\":false} | 5 | 10",
                "mod_scorm\\event\\scoreraw_submitted    | http://adlnet.gov/expapi/verbs/completed  | /mod/scorm/view.php?id=12                | {\"score\":{\"raw\":100,\"min\":0,\"max\":100,\"scaled\":1}} | 100 | 100",
                "mod_scorm\\event\\scoreraw_submitted    | http://adlnet.gov/expapi/verbs/failed     | /mod/scorm/view.php?id=12#sco            | {\"score\":{\"raw\":40,\"max\":100}} | 40 | 100",
                "mod_hvp\\event\\attempt_submitted       | http://adlnet.gov/expapi/verbs/passed     | /mod/hvp/view.php?id=12                  | {\"score\":{\"raw\":6,\"min\":0,\"max\":8,\"scaled\":1},\"success\":true} | 6 | 8",
                "mod_hvp\\event\\attempt_submitted       | http://adlnet.gov/expapi/verbs/failed     | /mod/hvp/view.php?id=12                  | {\"score\":{\"raw\":1,\"min\":0,\"max\":8,\"scaled\":-0.75},\"success\":false} | 1 | 8"
            })
    void whatIsScored(String event, String verb, String object, String result, BigDecimal points, BigDecimal possible) {
        for (String around : List.of(GROUPED, PARENTS)) {
            assertSeen(translate(event, verb, object, result, around), new Score(activity("cm:12"), points, possible));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"completion\":true,\"success\":true}",
                "{\"score\":{\"raw\":-1,\"max\":100},\"completion\":true,\"success\":false}"
            })
    void aGradeThatWasRemovedIsTakenBack(String result) {
        assertSeen(
                translate(
                        "mod_assign\\event\\submission_graded",
                        "http://adlnet.gov/expapi/verbs/scored",
                        "/mod/assign/view.php?id=12",
                        result,
                        GROUPED),
                new Score(activity("cm:12"), null, BigDecimal.ONE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "core\\event\\course_viewed | http://id.tincanapi.com/verb/viewed | /course/view.php?id=4 | -",
                "core\\event\\course_completion_updated | https://w3id.org/xapi/acrossx/verbs/edited | /course/completion.php?id=4 | -",
                "core\\event\\badge_awarded | https://w3id.org/xapi/tla/verbs/achieved | /badges/overview.php?id=1 | {\"response\":\"well done\"}",
                "core\\event\\badge_revoked | https://xapi.edlm/profiles/edlm-lms/concepts/verbs/forfeited | /badges/overview.php?id=1 | -",
                "core\\event\\user_created | http://adlnet.gov/expapi/verbs/registered | / | -",
                "core\\event\\user_loggedin | https://w3id.org/xapi/adl/verbs/logged-in | / | -",
                "core\\event\\user_enrolment_updated | http://activitystrea.ms/schema/1.0/update | /course/view.php?id=4 | -",
                "core\\event\\message_sent | http://activitystrea.ms/send | /message/output/popup/mark_notification_read.php?notificationid=1 | -",
                "core\\event\\calendar_event_created | http://activitystrea.ms/create | /calendar/event.php?id=1 | -",
                "core\\event\\grade_item_updated | http://activitystrea.ms/schema/1.0/update | /grade/edit/tree/item.php?id=1 | -",
                "core\\event\\group_member_added | http://activitystrea.ms/add | /group/index.php?id=4 | -",
                "mod_assign\\event\\assessable_submitted | http://activitystrea.ms/schema/1.0/submit | /mod/assign/view.php?id=12 | -",
                "mod_assign\\event\\feedback_viewed | http://id.tincanapi.com/verb/viewed | /mod/assign/view.php?id=12 | -",
                "mod_attendance\\event\\attendance_taken_by_student | http://adlnet.gov/expapi/verbs/registered | /mod/attendance/attendance.php?sessid=1 | -",
                "mod_bigbluebuttonbn\\event\\meeting_joined | http://activitystrea.ms/join | /mod/bigbluebuttonbn/view.php?id=12 | -",
                "mod_bigbluebuttonbn\\event\\live_session_event | http://id.tincanapi.com/verb/live | /mod/bigbluebuttonbn/view.php?id=12 | -",
                "mod_facetoface\\event\\signup_success | http://adlnet.gov/expapi/verbs/registered | /mod/facetoface/view.php?id=12 | -",
                "mod_facetoface\\event\\cancel_booking | http://id.tincanapi.com/verb/unregistered | /mod/facetoface/view.php?id=12 | -",
                "mod_feedback\\event\\response_submitted | http://activitystrea.ms/schema/1.0/submit | /mod/feedback/view.php?id=12 | -",
                "mod_feedback\\event\\response_submitted | http://adlnet.gov/expapi/verbs/answered | /mod/feedback/edit_item.php?id=7 | {\"score\":{\"raw\":3},\"response\":\"x\"}",
                "mod_forum\\event\\post_created | http://id.tincanapi.com/verb/replied | /mod/forum/discuss.php?d=1#p2 | {\"response\":\"x\",\"completion\":true}",
                "mod_h5pactivity\\event\\statement_received | http://adlnet.gov/expapi/verbs/answered | /mod/h5pactivity/report.php?a=1 | -",
                "mod_hvp\\event\\attempt_submitted | http://adlnet.gov/expapi/verbs/answered | /mod/hvp/review.php?id=5 | {\"score\":{\"raw\":1,\"max\":1}}",
                "mod_hvp\\event\\attempt_submitted | http://adlnet.gov/expapi/verbs/passed | /mod/hvp/view.php?id=12 | {\"success\":true}",
                "mod_lesson\\event\\essay_assessed | https://w3id.org/xapi/dod-isd/verbs/assessed | /mod/lesson/view.php?id=12&pageid=1 | {\"score\":{\"raw\":1,\"min\":0,\"max\":1,\"scaled\":1}}",
                "mod_lesson\\event\\question_answered | http://adlnet.gov/expapi/verbs/answered | /mod/lesson/view.php?id=12&pageid=1 | {\"score\":{\"raw\":1,\"max\":1},\"completion\":true,\"success\":true}",
                "mod_quiz\\event\\attempt_started | http://activitystrea.ms/schema/1.0/start | /mod/quiz/view.php?id=12 | -",
                "mod_quiz\\event\\attempt_reviewed | http://activitystrea.ms/schema/1.0/receive | /review.php?attempt=9 | -",
                "mod_quiz\\event\\attempt_submitted | http://adlnet.gov/expapi/verbs/answered | /mod/question/view.php?id=1 | {\"completion\":true,\"success\":true,\"response\":\"x\"}",
                "mod_quiz\\event\\question_manually_graded | https://w3id.org/xapi/tla/verbs/scored | /review.php?attempt=9&slot=1 | {\"score\":{\"raw\":0.5,\"min\":0,\"max\":1,\"scaled\":0}}",
                "mod_scorm\\event\\sco_launched | http://adlnet.gov/expapi/verbs/launched | /mod/scorm/view.php?id=12 | -",
                "mod_workshop\\event\\submission_assessed | http://vocab.xapi.fr/verbs/was-assessed | /mod/workshop/assessment.php?asid=1 | -",
                "tool_certificate\\event\\certificate_issued | https://w3id.org/xapi/tla/verbs/achieved | /admin/tool/certificate/index.php?code=x | -",
                "totara_program\\event\\program_assigned | https://w3id.org/xapi/tla/verbs/assigned | /totara/program/view.php?id=1 | -"
            })
    void whatCountsForNothingIsIgnoredWithAReason(String event, String verb, String object, String result) {
        for (String around : List.of(GROUPED, PARENTS)) {
            assertThat(translate(event, verb, object, result, around))
                    .isInstanceOfSatisfying(
                            Ignored.class,
                            ignored -> assertThat(TestComplaints.english(ignored.reason()))
                                    .isNotBlank());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "user_enrolment_created, http://adlnet.gov/expapi/verbs/registered, true",
        "user_enrolment_created, https://xapi.edlm/profiles/edlm-lms/concepts/verbs/enrolled, true",
        "user_enrolment_updated, https://w3id.org/xapi/tla/verbs/suspended, false",
        "user_enrolment_updated, https://w3id.org/xapi/tla/verbs/resumed, true",
        "user_enrolment_deleted, http://activitystrea.ms/leave, false"
    })
    void whoIsInACourseBecomesKnown(String event, String verb, boolean in) {
        assertThat(translate("core\\event\\" + event, verb, "/course/view.php?id=4", null, PARENTS))
                .isInstanceOfSatisfying(PersonKnown.class, known -> {
                    assertThat(known.person().identifiers()).containsExactly(IDA);
                    assertThat(known.enrolment().active()).isEqualTo(in);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"score\":{\"max\":100,\"min\":0,\"raw\":75,\"scaled\":0.5},\"completion\":true,\"success\":true} | 2",
                "{\"score\":{\"max\":100,\"min\":0,\"raw\":10,\"scaled\":-0.8},\"completion\":false} | 1"
            })
    void aLessonThatEndedIsScoredAndPerhapsDone(String result, int number) {
        Translation translation = translate(
                "mod_lesson\\event\\lesson_ended",
                "http://adlnet.gov/expapi/verbs/completed",
                "/mod/lesson/view.php?id=12#lesson",
                result,
                PARENTS);

        assertThat(((Observed) translation).what()).hasSize(number);
    }
}
