package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.Case;
import org.cairn.TestBrowser;
import org.cairn.TestLaunch;
import org.cairn.TestPlatform;
import org.cairn.lti.Course;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.Test;

/** What a launch makes known. */
class ArrivalTests extends LaunchWorld {

    private static final String MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#";

    @Test
    void canvasLaunchBringsEveryIdentifierOfThePerson() {
        browser.launch(student()
                .claim(TestLaunch.LTI + "lti11_legacy_user_id", "a".repeat(40))
                .custom("canvas_user_id", "48")
                .custom("canvas_user_global_id", "21070000000000048")
                .custom("canvas_user_uuid", "u-48")
                .custom("user_sis_id", "S-1"));
        LearnerId ann = learners.find(registered.id(), "ann").orElseThrow();
        assertThat(learners.identifiers(registered.id(), ann))
                .containsExactlyInAnyOrder(
                        new Identifier(IdentifierKind.SUB, "ann"),
                        new Identifier(IdentifierKind.LTI11, "a".repeat(40)),
                        new Identifier(IdentifierKind.CANVAS_LOCAL, "48"),
                        new Identifier(IdentifierKind.CANVAS_GLOBAL, "21070000000000048"),
                        new Identifier(IdentifierKind.CANVAS_UUID, "u-48"),
                        new Identifier(IdentifierKind.SIS, "S-1"));
        assertThat(learners.find(ann)).contains(new Learner(ann, "Ann", "ann@example.edu"));
    }

    @Test
    @Case("T45")
    void variablesThatThePlatformCouldNotFillInAreNothing() {
        browser.launch(student()
                .custom("canvas_user_id", "$Canvas.user.id")
                .custom("canvas_course_id", "$Canvas.course.id")
                .custom("user_sis_id", "$Canvas.user.sisSourceId")
                .claim(TestLaunch.LTI + "lti1p1", Map.of("user_id", "$User.id")));
        LearnerId ann = learners.find(registered.id(), "ann").orElseThrow();
        assertThat(learners.identifiers(registered.id(), ann))
                .containsExactly(new Identifier(IdentifierKind.SUB, "ann"));
        assertThat(course("course-1").ownId()).isEqualTo("course-1");
    }

    @Test
    @Case("T46")
    void canvasIdsThatContradictEachOtherAreIgnored() {
        browser.launch(student().custom("canvas_user_id", "49").custom("canvas_user_global_id", "21070000000000048"));
        LearnerId ann = learners.find(registered.id(), "ann").orElseThrow();
        assertThat(learners.identifiers(registered.id(), ann)).hasSize(1);
    }

    @Test
    @Case("T46")
    void customIdOfSomebodyElseDoesNotMakeThePersonThatOne() {
        browser.launch(student().custom("canvas_user_id", "48"));
        browser.launch(canvas.student("bob").custom("canvas_user_id", "48").inCourse("course-1", "Course one"));
        LearnerId ann = learners.find(registered.id(), "ann").orElseThrow();
        assertThat(learners.find(registered.id(), "bob")).isPresent().get().isNotEqualTo(ann);
        assertThat(learners.find(registered.id(), "48")).contains(ann);
    }

    @Test
    void canvasParametersMeanNothingOnAnotherPlatform() {
        try (TestPlatform moodle = TestPlatform.moodle()) {
            moodle.useClock(clock);
            Platform other = platforms.register(moodle.registration("Another University"));
            TestBrowser there = moodle.browser(browser.at("/"), publicUrl.publicUrl());
            there.launch(moodle.student("7")
                    .inCourse("12", "Moodle course")
                    .custom("canvas_user_id", "48")
                    .custom("canvas_course_id", "565"));
            LearnerId learner = learners.find(other.id(), "7").orElseThrow();
            assertThat(learners.identifiers(other.id(), learner)).hasSize(1);
            assertThat(courses.find(other.id(), "12").orElseThrow().ownId()).isEqualTo("12");
        }
    }

    @Test
    @Case("T41")
    void subjectsThatDifferByCaseAreDifferentPeople() {
        browser.launch(student());
        browser.launch(canvas.student("ANN"));
        assertThat(learners.find(registered.id(), "ann")).isNotEqualTo(learners.find(registered.id(), "ANN"));
    }

    @Test
    void courseIsKnownByItsContextAndByCanvassOwnId() {
        browser.launch(student().custom("canvas_course_id", "565"));
        Course course = course("565");
        assertThat(course.contextId()).isEqualTo("course-1");
        assertThat(course.title()).isEqualTo("Course one");
        browser.launch(student()
                .claim(TestLaunch.LTI + "context", Map.of("id", "course-2"))
                .custom("canvas_course_id", "21070000000000566"));
        assertThat(course("566").contextId()).isEqualTo("course-2");
    }

    @Test
    @Case("T47")
    void studentsAreEnrolledAndOthersAreNot() {
        browser.launch(student());
        browser.launch(inCourse(canvas.instructor("tom")));
        browser.launch(inCourse(canvas.administrator("eve")));
        browser.launch(inCourse(canvas.person("parent").roles(MEMBERSHIP + "Mentor", MEMBERSHIP + "Learner")));
        browser.launch(inCourse(canvas.person("guest").roles()));
        browser.launch(inCourse(canvas.person("test")
                .roles(MEMBERSHIP + "Learner", "http://purl.imsglobal.org/vocab/lti/system/person#TestUser")));
        assertThat(courses.students(course("course-1").id()))
                .extracting(Learner::name)
                .containsExactly("Ann");
    }

    @Test
    void whoTeachesNowIsNoStudentAnyMore() {
        browser.launch(student());
        browser.launch(inCourse(canvas.instructor("ann")));
        assertThat(courses.students(course("course-1").id())).isEmpty();
    }

    @Test
    @Case("T47")
    void studentViewIsKnownByItsSubjectOnly() {
        browser.launch(inCourse(canvas.person("test")
                .named("Test Student", "test@example.edu")
                .roles(MEMBERSHIP + "Learner", "http://purl.imsglobal.org/vocab/lti/system/person#TestUser")
                .custom("canvas_user_id", "99")));
        LearnerId test = learners.find(registered.id(), "test").orElseThrow();
        assertThat(learners.identifiers(registered.id(), test)).hasSize(1);
        assertThat(learners.find(test)).contains(new Learner(test, null, null));
    }

    @Test
    void rosterAddressIsRemembered() {
        browser.launch(student()
                .claim(
                        "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice",
                        Map.of(
                                "context_memberships_url",
                                canvas.origin() + "/members",
                                "service_versions",
                                List.of("2.0"))));
        assertThat(courses.membershipsUrl(course("course-1").id()))
                .isEqualTo(Optional.of(URI.create(canvas.origin() + "/members")));
    }

    @Test
    void rosterAddressThatIsNoneIsIgnored() {
        browser.launch(student()
                .claim(
                        "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice",
                        Map.of("context_memberships_url", "file:///etc/passwd")));
        assertThat(courses.membershipsUrl(course("course-1").id())).isEmpty();
    }

    @Test
    void refusedLaunchMakesNobodyKnown() {
        browser.answer(browser.login(student()), student().claim(TestLaunch.LTI + "version", "2"));
        assertThat(learners.find(registered.id(), "ann")).isEmpty();
        assertThat(courses.find(registered.id(), "course-1")).isEmpty();
    }

    private Course course(String id) {
        return courses.find(registered.id(), id).orElseThrow();
    }

    private static TestLaunch inCourse(TestLaunch launch) {
        return launch.inCourse("course-1", "Course one");
    }

    private TestLaunch student() {
        return inCourse(canvas.student("ann").named("Ann", "ann@example.edu"));
    }
}
