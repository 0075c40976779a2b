package org.cairn.award;

import java.time.Instant;
import org.cairn.people.LearnerId;

/** Says that a learner's facts could not be evaluated, and why; everybody else's were. */
public record FailedLook(LearnerId learner, String reason, Instant at) {}
