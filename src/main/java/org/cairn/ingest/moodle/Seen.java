package org.cairn.ingest.moodle;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state in which one thing was seen last.
 *
 * @param state a digest, or a word
 * @param at when it came to be so, as far as Moodle told or we noticed
 */
record Seen(String state, @Nullable Instant at) {

    /** Reads the lines of one member: thing, state and time, with tabs between. */
    static Map<String, Seen> read(String lines) {
        Map<String, Seen> all = new TreeMap<>();
        lines.lines().forEach(line -> {
            String[] fields = line.split("\t", -1);
            if (fields.length == 3) {
                all.put(fields[0], new Seen(fields[1], time(fields[2])));
            }
        });
        return all;
    }

    static String write(Map<String, Seen> all) {
        StringBuilder lines = new StringBuilder();
        all.forEach((thing, seen) -> lines.append(thing)
                .append('\t')
                .append(seen.state)
                .append('\t')
                .append(seen.at == null ? "" : Long.toString(seen.at.toEpochMilli()))
                .append('\n'));
        return lines.toString();
    }

    private static @Nullable Instant time(String millis) {
        return millis.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    /** True when the same is seen again: in the same state, and not changed there and back since. */
    boolean isStill(String other, @Nullable Instant when) {
        return state.equals(other) && (when == null || at != null && !when.isAfter(at));
    }
}
