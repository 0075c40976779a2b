package org.cairn.lti;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

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

    /**
     * Makes a course known, or notes what changed about it; joins the caller's transaction, and publishes {@link
     * CourseLearned} within it when the course or its own id is new.
     *
     * @param ownId the platform's own id, or the context id where the launch told no other
     */
    CourseId know(PlatformId platform, String contextId, String ownId, @Nullable String title);

    /** Notes as what a person is in the course, or that they are no longer; administrators are in no course. */
    void join(CourseId course, LearnerId learner, Role role, boolean active);

    /** Notes where the platform answers who is in the course; a launch that does not say leaves what is known. */
    void rememberServices(CourseId course, @Nullable URI membershipsUrl);

    /** Where the platform answers who is in the course, if a launch told. */
    Optional<URI> membershipsUrl(CourseId course);
}
