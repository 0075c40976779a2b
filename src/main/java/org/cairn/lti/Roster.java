package org.cairn.lti;

/** Asks platforms who is in a course. */
public interface Roster {

    /** Asks for the roster of this course soon, unless it was asked for a short time ago. */
    void request(CourseId course);
}
