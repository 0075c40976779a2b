package org.cairn.ingest.pull;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait: longer after each failure, and never all at the same moment. */
final class Pauses {

    private static final Duration FIRST = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 12;

    private Pauses() {}

    /** After so many failures in a row: from 15 seconds to an hour, and up to a quarter more. */
    static Duration after(int failures) {
        Duration doubled = FIRST.multipliedBy(1L << Math.clamp(failures - 1, 0, MOST_DOUBLINGS));
        return spread(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST);
    }

    /** This long, and up to a quarter more. */
    static Duration spread(Duration pause) {
        return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 4 + 1));
    }

    /** What was asked for, but not for days: whoever asks for that would not be asked again. */
    static Duration asked(int seconds) {
        Duration asked = Duration.ofSeconds(Math.max(1, seconds));
        return spread(asked.compareTo(LONGEST) < 0 ? asked : LONGEST);
    }
}
