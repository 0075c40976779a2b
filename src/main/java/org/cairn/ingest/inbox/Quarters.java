package org.cairn.ingest.inbox;

import java.time.Duration;
import java.time.Instant;

/** Quarters of an hour, counted from 1970: in them it is kept when how much came. */
public final class Quarters {

    public static final Duration QUARTER = Duration.ofMinutes(15);
    public static final int A_DAY = 96;

    /** So long they are kept: two weeks show a feed's usual rhythm, with its week-ends. */
    private static final int KEPT = 15 * A_DAY;

    private Quarters() {}

    static long of(Instant instant) {
        return instant.getEpochSecond() / QUARTER.toSeconds();
    }

    public static Instant begin(long quarter) {
        return Instant.ofEpochSecond(quarter * QUARTER.toSeconds());
    }

    /** The first quarter of the last day. */
    public static long aDayAgo(Instant now) {
        return of(now) - A_DAY + 1;
    }

    /** The oldest quarter that is still kept. */
    public static long oldest(Instant now) {
        return of(now) - KEPT;
    }
}
