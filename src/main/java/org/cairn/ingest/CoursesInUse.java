package org.cairn.ingest;

import org.cairn.lti.CourseId;

/** Says in which courses something can count toward a badge: these are asked about even while nobody opens a badge. */
public interface CoursesInUse {

    boolean isInUse(CourseId course);
}
