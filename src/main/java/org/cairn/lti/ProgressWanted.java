package org.cairn.lti;

/** Asks for the progress of every student of the course toward a badge, to be reported to the {@link Gradebook}. */
public record ProgressWanted(CourseId course, String badge) {}
