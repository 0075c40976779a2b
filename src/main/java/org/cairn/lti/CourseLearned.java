package org.cairn.lti;

/** Says, in the transaction that stores it, that a course became known, or that its platform's own id for it did. */
public record CourseLearned(Course course) {}
