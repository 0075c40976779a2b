package org.cairn.ingest.aside;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When messages that are set back slice by slice are due: each a microsecond after the one before, so that order is kept. */
final class DueTimes {

    private Instant next = Instant.MIN;

    /** When the first of so many is due: so that all of them are due now, or after all those of the slices before. */
    Instant first(int many, Instant now) {
        Instant early = now.truncatedTo(ChronoUnit.MICROS).minus(many, ChronoUnit.MICROS);
        Instant first = early.isBefore(next) ? next : early;
        next = first.plus(many, ChronoUnit.MICROS);
        return first;
    }
}
