package org.cairn.ingest.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.ingest.canvas.CanvasSamples.event;
import static org.cairn.ingest.canvas.CanvasSamples.global;
import static org.cairn.ingest.canvas.CanvasSamples.gradeChange;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
import org.cairn.ingest.CourseStirred;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.TestIngest;
import org.cairn.ingest.canvas.CanvasTestFormat;
import org.cairn.lti.CourseId;
import org.cairn.lti.TestLti;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class CanvasStoryTests {

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T12:00:00Z"));
    private final TestIngest node;
    private final TestEndpoint endpoint;
    private final Platform platform;
    private final Feed feed;

    CanvasStoryTests(TestDatabase kind) throws Exception {
        node = new TestIngest(kind.fresh(), clock, CanvasTestFormat.translator()).withLane();
        endpoint = new TestEndpoint(node, clock, CanvasTestFormat.format());
        platform = node.lti.canvas("North Hill");
        feed = node.feed(platform);
    }

    @AfterEach
    void close() {
        endpoint.close();
        node.close();
    }

    private Ingestion.Tally tally() {
        return node.tally(platform.id().institution());
    }

    private void settled() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> tally().waiting() == 0);
    }

    private void post(Object body) throws Exception {
        assertThat(endpoint.post(feed.path(), body.toString()).statusCode()).isEqualTo(200);
    }

    private LearnerId launch(int number) {
        return node.lti
                .learners()
                .know(
                        platform.id(),
                        TestLti.person(
                                "Student " + number,
                                TestLti.sub("sub-" + number),
                                new Identifier(IdentifierKind.CANVAS_GLOBAL, global(number)),
                                new Identifier(IdentifierKind.CANVAS_LOCAL, Integer.toString(number))));
    }

    @Test
    @Case("F5")
    void everyGradeOfEveryStudentArrivesOnceWhateverTheOrderAndWheneverTheyBecameKnown() throws Exception {
        int students = 50;
        Map<Integer, LearnerId> known = new HashMap<>();
        List<String> events = new ArrayList<>();
        for (int student = 1; student <= students; student++) {
            if (student % 2 == 0) {
                known.put(student, launch(student));
            }
            for (int assignment = 1; assignment <= 3; assignment++) {
                String time = "2026-03-02T10:%02d:%02dZ".formatted(assignment, student);
                String grade =
                        gradeChange(student, assignment, "85", "100", time).toString();
                events.addAll(List.of(grade, grade, grade));
            }
        }
        Collections.shuffle(events, new Random(42));
        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (String grade : events) {
                all.add(pool.submit(() -> {
                    post(grade);
                    return null;
                }));
            }
            for (int student = 1; student <= students; student += 2) {
                known.put(student, launch(student));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        settled();
        // whoever became known in the very moment of parking is found by the second look
        clock.advance(Duration.ofMinutes(1));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> tally().waiting() == 0 && tally().parked() == 0);

        known.forEach((student, learner) -> assertThat(node.evidence.log().of(learner))
                .as("student %d", student)
                .extracting(Evidence::occurredAt)
                .containsExactly(
                        Instant.parse("2026-03-02T10:01:%02dZ".formatted(student)),
                        Instant.parse("2026-03-02T10:02:%02dZ".formatted(student)),
                        Instant.parse("2026-03-02T10:03:%02dZ".formatted(student))));
        assertThat(tally())
                .extracting(Ingestion.Tally::received, Ingestion.Tally::duplicates, Ingestion.Tally::quarantined)
                .containsExactly(150L, 300L, 0L);
    }

    @Test
    void onePersonIsFoundUnderEveryNameThatCanvasHasForThem() throws Exception {
        post(event(
                "user_created",
                "{'user_id':'%s','uuid':'uuid-48','user_sis_id':'S-48','name':'Ada L.'}".formatted(global(48))));
        settled();
        post(gradeChange(48, 1, "85", "100", "2026-03-02T10:00:01Z"));
        post(event(
                "course_completed",
                "2026-03-02T10:00:02Z",
                "{'course':{'id':'565'},'user':{'id':'48'},'progress':{}}"));
        post(event(
                "learning_outcome_result_created",
                "2026-03-02T10:00:03Z",
                "{'learning_outcome_id':'7','user_uuid':'uuid-48','mastery':true}"));
        post(event(
                "grade_change",
                "2026-03-02T10:00:04Z",
                "{'assignment_id':'2','student_sis_id':'S-48','score':1,'points_possible':2}"));
        settled();

        LearnerId ada = node.lti.learners().find(platform.id(), "uuid-48").orElseThrow();
        assertThat(node.evidence.log().of(ada))
                .extracting(Evidence::what)
                .extracting(what -> switch (what) {
                    case Observation.Score score -> score.activity().id();
                    case Observation.Completion completion ->
                        completion.activity().id();
                    default -> "";
                })
                .containsExactly("assignment:1", "course", "outcome:7", "assignment:2");
        assertThat(node.lti.learners().find(ada)).map(Learner::name).hasValue("Ada L.");
    }

    @Test
    void progressInACourseHasThePlatformAskedForTheRest() throws Exception {
        post(
                event(
                        "course_progress",
                        "{'course':{'id':'565'},'user':{'id':'48'},'progress':{'requirement_count':2,'requirement_completed_count':1}}"));
        settled();

        assertThat(node.heard).contains(new CourseStirred(platform.id(), "565"));
    }

    @Test
    void enrolmentsFollowTheNewestNewsWhateverCameFirst() throws Exception {
        CourseId course = node.lti.courses().know(platform.id(), "context", "565", "Collaboration");
        post(enrolment(1, 48, "deleted", "2026-03-02T10:00:05Z"));
        settled();
        post(enrolment(1, 48, "active", "2026-03-02T10:00:01Z"));
        post(enrolment(2, 49, "active", "2026-03-02T10:00:01Z"));
        post(enrolment(3, 49, "active", "2026-03-02T10:00:01Z"));
        settled();
        post(enrolment(3, 49, "deleted", "2026-03-02T10:00:09Z"));
        post(enrolment(4, 50, "invited", "2026-03-02T10:00:01Z").replace(global(565), global(999)));
        settled();

        assertThat(node.lti.courses().students(course))
                .extracting(Learner::name)
                .containsExactly("Student 49");
        assertThat(node.lti.learners().find(platform.id(), global(50))).isPresent();
        assertThat(tally().ignored()).isEqualTo(1);
    }

    @Test
    void whoseSectionOrAccountMovesIsNoLongerWhereTheyWere() throws Exception {
        CourseId from = node.lti.courses().know(platform.id(), "context", "565", "Collaboration");
        CourseId into = node.lti.courses().know(platform.id(), "other-context", "999", "Collaboration for all");
        post(enrolment(1, 48, "active", "2026-03-02T10:00:01Z"));
        post(enrolment(2, 49, "active", "2026-03-02T10:00:01Z"));
        settled();
        post(enrolment(1, 48, "active", "2026-03-02T10:00:05Z").replace(global(565), global(999)));
        post(enrolment(2, 50, "active", "2026-03-02T10:00:05Z"));
        settled();
        post(enrolment(1, 48, "active", "2026-03-02T10:00:03Z"));
        settled();

        assertThat(node.lti.courses().students(from)).extracting(Learner::name).containsExactly("Student 50");
        assertThat(node.lti.courses().students(into)).extracting(Learner::name).containsExactly("Student 48");
    }

    private static String enrolment(int id, int student, String state, String time) {
        return event("enrollment_updated", time, """
                        {'enrollment_id':'%s','course_id':'%s','user_id':'%s','user_name':'Student %d',
                         'type':'StudentEnrollment','workflow_state':'%s'}""".formatted(
                                global(id), global(565), global(student), student, state))
                .toString();
    }

    @Test
    void assignmentsAreOfferedByTheirNewestTitle() throws Exception {
        String body =
                "{'assignment_id':'%s','context_id':'%s','context_type':'Course','title':'%s','points_possible':10}";
        post(event("assignment_created", body.formatted(global(355), global(565), "Charter")));
        settled();
        post(event("assignment_updated", body.formatted(global(355), global(565), "Team charter")));
        settled();

        assertThat(node.evidence.activities().of(platform.id(), "565"))
                .containsExactly(new KnownActivity(
                        new Activity(platform.id(), "565", "assignment:355"), "Team charter", BigDecimal.TEN));
    }
}
