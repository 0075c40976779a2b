package org.cairn.ingest.work;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.meaning.Translation;
import org.cairn.lti.Course;
import org.cairn.lti.CourseLearned;
import org.cairn.lti.Courses;
import org.cairn.people.LearnerErased;
import org.cairn.people.LearnerId;
import org.cairn.people.LearnersMerged;
import org.cairn.people.LearnersParted;
import org.cairn.platform.PlatformId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Puts students into courses and takes them out, as their platform says. */
@Component
class Enrolments {

    private final Courses courses;
    private final JdbcEnrolments heard;

    Enrolments(Courses courses, JdbcEnrolments heard) {
        this.courses = courses;
        this.heard = heard;
    }

    /** Applies what was said of the person's enrolment, if anything was; the answer says why nothing was done. */
    Optional<Complaint> apply(PlatformId platform, LearnerId learner, Translation.PersonKnown known) {
        Translation.Enrolment enrolment = known.enrolment();
        if (enrolment == null) {
            return Optional.empty();
        }
        Optional<JdbcEnrolments.Place> before = heard.place(platform, enrolment);
        if (!heard.note(platform, learner, enrolment, known.at())) {
            return Optional.of(Complaint.of("enrolment.older"));
        }
        JdbcEnrolments.Place now = new JdbcEnrolments.Place(enrolment.course(), learner);
        // a section may move to another course, and an account into another: nobody says then that the old place ended
        before.filter(place -> !place.equals(now)).ifPresent(place -> follow(platform, place));
        follow(platform, now);
        return Optional.empty();
    }

    private void follow(PlatformId platform, JdbcEnrolments.Place place) {
        boolean active = heard.anyActive(platform, place.learner(), place.course());
        courses.find(platform, place.course())
                .ifPresent(course -> courses.enrol(course.id(), List.of(place.learner()), active));
    }

    /** What was said of a course before it was known is true now. */
    @EventListener
    void on(CourseLearned learned) {
        Course course = learned.course();
        Map<Boolean, List<LearnerId>> students = heard
                .students(course.platform(), new LinkedHashSet<>(List.of(course.ownId(), course.contextId())))
                .entrySet()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        students.forEach((active, who) -> courses.enrol(course.id(), who, active));
    }

    @EventListener
    void on(LearnersParted parted) {
        parted.platforms().forEach(platform -> heard.move(platform, parted.from(), parted.account()));
    }

    /** A course is known from its first launch; only the title of those is worth noting. */
    void rename(PlatformId platform, Translation.CourseNamed named) {
        courses.find(platform, named.course())
                .ifPresent(course -> courses.know(platform, course.contextId(), course.ownId(), named.title()));
    }

    @EventListener
    void on(LearnerErased erased) {
        erased.accounts().forEach(heard::forget);
    }

    @EventListener
    void on(LearnersMerged merged) {
        heard.move(merged.from(), merged.into());
    }
}
