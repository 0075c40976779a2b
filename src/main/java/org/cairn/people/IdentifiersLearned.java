package org.cairn.people;

import java.util.Set;
import org.cairn.platform.PlatformId;

/** Says, within the transaction that stores them, that these identifiers of a person were not known before. */
public record IdentifiersLearned(PlatformId platform, LearnerId learner, Set<Identifier> identifiers) {}
