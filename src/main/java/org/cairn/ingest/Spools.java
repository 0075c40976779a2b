package org.cairn.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What this node keeps on its own disk because the database does not take it. */
public interface Spools {

    Spooled now();

    /**
     * What is kept at this moment.
     *
     * @param messages how many wait to be stored in the database
     * @param bytes the room they take
     * @param mostBytes the room they may take; 0 when nothing is kept
     * @param since when the oldest of them came; null when none waits
     * @param setAside messages that could not be read or stored, kept in a file of their own
     * @param awaySince since when the database takes nothing from this node; null while it does
     */
    record Spooled(
            long messages,
            long bytes,
            long mostBytes,
            @Nullable Instant since,
            long setAside,
            @Nullable Instant awaySince) {

        public boolean inUse() {
            return messages > 0 || awaySince != null;
        }
    }
}
