package org.cairn.lti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.lti.TestLti.person;
import static org.cairn.lti.TestLti.sub;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.cairn.TestDatabase;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class JdbcCoursesTests {

    private final List<Object> told = new ArrayList<>();
    private final TestLti lti;
    private final Courses courses;
    private final PlatformId canvas;

    JdbcCoursesTests(TestDatabase database) {
        this.lti = TestLti.on(database.fresh(), told::add, Clock.systemUTC());
        this.courses = lti.courses();
        this.canvas = lti.canvas("University").id();
    }

    private LearnerId learner(String name) {
        return lti.learners().know(canvas, person(name, sub(name)));
    }

    @Test
    void aCourseIsFoundByBothItsNamesAndKeepsWhatALaterLaunchLeavesOut() {
        CourseId id = courses.know(canvas, "ctx", "ctx", null);
        assertThat(courses.find(canvas, "ctx")).contains(new Course(id, canvas, "ctx", "ctx", null));
        assertThat(courses.know(canvas, "ctx", "565", "Rhetoric")).isEqualTo(id);
        assertThat(courses.know(canvas, "ctx", "ctx", null)).isEqualTo(id);
        Course course = new Course(id, canvas, "ctx", "565", "Rhetoric");
        assertThat(courses.find(id)).contains(course);
        assertThat(courses.find(canvas, "565")).contains(course);
        assertThat(courses.find(canvas, "ctx")).contains(course);
        assertThat(courses.of(canvas.institution())).containsExactly(course);
        assertThat(courses.find(lti.canvas("College").id(), "565")).isEmpty();
        assertThat(courses.find(new CourseId(new InstitutionId(UUID.randomUUID()), id.value())))
                .isEmpty();
    }

    @Test
    void theClassIsWhoIsInItNow() {
        CourseId course = courses.know(canvas, "ctx", "565", "Rhetoric");
        LearnerId zoe = learner("Zoe");
        LearnerId ann = learner("Ann");
        LearnerId teacher = learner("Teacher");
        LearnerId admin = learner("Admin");
        courses.join(course, zoe, Role.STUDENT, true);
        courses.join(course, teacher, Role.INSTRUCTOR, true);
        courses.join(course, admin, Role.ADMINISTRATOR, true);
        courses.enrol(course, List.of(ann, zoe, teacher, ann), true);
        assertThat(courses.students(course)).extracting(Learner::name).containsExactly("Ann", "Zoe");
        assertThat(courses.isStudent(course, teacher)).isFalse();
        assertThat(courses.isStudent(course, admin)).isFalse();
        courses.enrol(course, List.of(zoe, teacher, admin), false);
        assertThat(courses.students(course)).extracting(Learner::name).containsExactly("Ann");
        courses.join(course, zoe, Role.STUDENT, true);
        courses.join(course, ann, Role.INSTRUCTOR, true);
        assertThat(courses.students(course)).extracting(Learner::name).containsExactly("Zoe");
        assertThat(courses.isStudent(course, zoe)).isTrue();
    }

    @Test
    void itIsToldOnceWhoHasBecomeAStudent() {
        CourseId course = courses.know(canvas, "ctx", "565", "Rhetoric");
        LearnerId ada = learner("Ada");
        LearnerId ben = learner("Ben");
        LearnerId teacher = learner("Teacher");
        told.clear();
        courses.join(course, ada, Role.STUDENT, true);
        courses.join(course, ada, Role.STUDENT, true);
        courses.join(course, teacher, Role.INSTRUCTOR, true);
        courses.join(course, learner("Left"), Role.STUDENT, false);
        courses.enrol(course, List.of(ada, ben, teacher), true);
        courses.enrol(course, List.of(ada), false);
        courses.enrol(course, List.of(ada, ben), true);
        courses.join(course, teacher, Role.STUDENT, true);
        assertThat(told.stream().filter(StudentsJoined.class::isInstance))
                .containsExactly(
                        new StudentsJoined(course, Set.of(ada)),
                        new StudentsJoined(course, Set.of(ben)),
                        new StudentsJoined(course, Set.of(ada)),
                        new StudentsJoined(course, Set.of(teacher)));
    }

    @Test
    void lookingForCoursesKeepsNoConnection() {
        courses.know(canvas, "ctx", "565", null);
        for (int i = 0; i < 30; i++) {
            assertThat(courses.find(canvas, "565")).isPresent();
            assertThat(courses.find(canvas, "nothing")).isEmpty();
        }
    }

    @Test
    void itIsToldOnceThatACourseOrItsOwnIdIsNew() {
        CourseId id = courses.know(canvas, "ctx", "ctx", null);
        courses.know(canvas, "ctx", "ctx", "Rhetoric");
        courses.know(canvas, "ctx", "565", "Rhetoric");
        courses.know(canvas, "ctx", "565", "Rhetoric II");
        courses.know(canvas, "ctx", "ctx", null);
        assertThat(told)
                .containsExactly(
                        new CourseLearned(new Course(id, canvas, "ctx", "ctx", null)),
                        new CourseLearned(new Course(id, canvas, "ctx", "565", "Rhetoric")));
    }

    @Test
    void enrollingInAnUnknownCourseOrSomeoneElsesPeopleDoesNothing() {
        CourseId unknown = new CourseId(canvas.institution(), UUID.randomUUID());
        courses.enrol(unknown, List.of(learner("Ann")), true);
        assertThat(courses.students(unknown)).isEmpty();
        CourseId course = courses.know(canvas, "ctx", "565", null);
        PlatformId college = lti.canvas("College").id();
        LearnerId stranger = lti.learners().know(college, person("Stranger", sub("x")));
        courses.enrol(course, List.of(stranger), true);
        assertThat(courses.students(course)).isEmpty();
        assertThat(courses.isStudent(course, stranger)).isFalse();
    }

    @Test
    void nodesThatLearnOfACourseAtOnceAgree() throws Exception {
        LearnerId ann = learner("Ann");
        List<Callable<CourseId>> calls = IntStream.range(0, 8)
                .<Callable<CourseId>>mapToObj(i -> () -> {
                    CourseId course = courses.know(canvas, "ctx", "565", "Rhetoric");
                    courses.join(course, ann, Role.STUDENT, true);
                    return course;
                })
                .toList();
        Set<CourseId> known = new HashSet<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var call : threads.invokeAll(calls)) {
                known.add(call.get());
            }
        }
        assertThat(known).hasSize(1);
        assertThat(courses.students(known.iterator().next())).hasSize(1);
    }

    @Test
    void theMembershipsUrlIsTheLastOneTold() {
        CourseId course = courses.know(canvas, "ctx", "565", null);
        assertThat(courses.membershipsUrl(course)).isEmpty();
        courses.rememberServices(course, URI.create("https://lms.example.edu/names?course=1"));
        courses.rememberServices(course, null);
        assertThat(courses.membershipsUrl(course)).contains(URI.create("https://lms.example.edu/names?course=1"));
        courses.rememberServices(course, URI.create("https://lms.example.edu/names?course=2"));
        assertThat(courses.membershipsUrl(course)).contains(URI.create("https://lms.example.edu/names?course=2"));
    }
}
