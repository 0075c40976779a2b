package org.cairn.ingest.moodle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing that Moodle said of one person, or of the course.
 *
 * @param member Moodle's user id, or {@link #COURSE}
 * @param thing what was said something of, such as {@code score:cm:9}
 * @param function which function said so
 * @param at when it came to be so, where Moodle tells it
 * @param gone true when there is nothing: that counts only where there was something before
 * @param body what is kept: all that makes the state, without any time
 */
record Finding(
        String member,
        String thing,
        String function,
        @Nullable Instant at,
        boolean gone,
        ObjectNode body) {

    /** The member that is none: what is said of the course itself. */
    static final String COURSE = "-";

    /** Before the first Moodle there were no grades in it. */
    private static final long EARLIEST = 1_000_000_000L;

    private static final long LATEST = 100_000_000_000L;

    /** The beginning of a body. */
    static ObjectNode body(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }

    /** A moment in seconds since 1970; Moodle writes 0 for never. */
    static @Nullable Instant moment(JsonNode seconds) {
        long value = seconds.isIntegralNumber() ? seconds.longValue() : 0;
        return value > EARLIEST && value < LATEST ? Instant.ofEpochSecond(value) : null;
    }
}
