package org.cairn.pathway;

import org.cairn.ingest.CoursesInUse;
import org.cairn.lti.CourseId;
import org.springframework.stereotype.Component;

/** Tells where asking a platform is worth while: in courses that a badge is bound or embedded in. */
@Component
class BoundCourses implements CoursesInUse {

    private final Pathways pathways;

    BoundCourses(Pathways pathways) {
        this.pathways = pathways;
    }

    @Override
    public boolean isInUse(CourseId course) {
        return !pathways.badgesIn(course).isEmpty();
    }
}
