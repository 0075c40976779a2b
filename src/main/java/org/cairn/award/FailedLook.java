package org.cairn.award;

import java.time.Instant;
import org.cairn.people.LearnerId;

/**
 * Says that a learner's facts could not be evaluated; everybody else's were.
 *
 * @param reason the text of a {@link org.cairn.complaint.Complaint}
 */
public record FailedLook(LearnerId learner, String reason, Instant at) {}
