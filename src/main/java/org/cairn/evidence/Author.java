package org.cairn.evidence;

import org.cairn.people.LearnerId;
import org.jspecify.annotations.Nullable;

/**
 * Who vouches for something: a person we know, or one of whom a system told us no more than the name.
 *
 * @param role as rules know it: {@code instructor} or {@code administrator}
 * @param learner null where only a name is known
 * @param name as it was then; null where the platform keeps it private
 */
public record Author(
        String role, @Nullable LearnerId learner, @Nullable String name) {

    /** What tells authors apart: whoever says something again replaces what they said before. */
    public String key() {
        return learner == null ? "name:" + name : learner.value().toString();
    }
}
