package org.cairn.ingest.reading;

import org.jspecify.annotations.Nullable;

/** What people write in a few sentences. */
public final class Notes {

    private static final int LONGEST = 2000;

    private Notes() {}

    /** Keeps line breaks; drops what databases refuse, and what nobody reads to the end. */
    public static @Nullable String tidy(@Nullable String note) {
        if (note == null) {
            return null;
        }
        StringBuilder kept = new StringBuilder();
        note.codePoints()
                .filter(point -> point == '\n' || point == '\t' || !Character.isISOControl(point))
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .limit(LONGEST)
                .forEach(kept::appendCodePoint);
        String bare = kept.toString().strip();
        return bare.isEmpty() ? null : bare;
    }
}
