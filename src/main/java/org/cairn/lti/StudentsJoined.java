package org.cairn.lti;

import java.util.Set;
import org.cairn.people.LearnerId;

/** Says, within the transaction that makes it so, that these people are students of a course and were none before. */
public record StudentsJoined(CourseId course, Set<LearnerId> students) {}
