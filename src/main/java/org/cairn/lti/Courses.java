package org.cairn.lti;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The courses that launches told us of, and who is in them. */
public interface Courses {

    Optional<Course> find(CourseId id);

    /** Finds a course by the platform's own id or by its LTI context id. */
    Optional<Course> find(PlatformId platform, String ownIdOrContextId);

    List<Course> of(InstitutionId institution);

    /** The students of a course who are in it now, by name. */
    List<Learner> students(CourseId course);

    boolean isStudent(CourseId course, LearnerId learner);

    /**
     * Notes that these people are in the course as students, or no longer; joins the caller's transaction. Unknown
     * courses are ignored: a course is known from its first launch.
     */
    void enrol(CourseId course, Collection<LearnerId> students, boolean active);
}
