package org.cairn.lti;

/**
 * Says, within the transaction that merges them, that two learners of one institution turned out to be one person: what
 * is kept of {@code from} belongs to {@code into} from now on.
 */
public record LearnersMerged(LearnerId from, LearnerId into) {}
