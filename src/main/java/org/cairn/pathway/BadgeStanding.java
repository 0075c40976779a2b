package org.cairn.pathway;

import org.cairn.rules.Standing;

/** Where one learner stands toward one badge. */
public record BadgeStanding(Badge badge, Standing standing) {}
