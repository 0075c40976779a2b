package org.cairn.lti;

/** Says, within the transaction that notes it, that a column of the gradebook is there for this badge. */
public record ColumnOpened(CourseId course, String badge, String title) {}
