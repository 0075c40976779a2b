package org.cairn.evidence;

import java.time.Instant;
import org.cairn.people.LearnerId;

/**
 * One thing a learner did, from whom we know it, when it happened and when we heard of it.
 *
 * @param key unique for the learner and made from what it was made of, so that hearing it again adds nothing
 * @param source who said so: {@code feed:…}, {@code instructor}, {@code award}
 */
public record Evidence(
        LearnerId learner, String key, Observation what, Instant occurredAt, Instant heardAt, String source) {}
