package org.cairn.lti.grades;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait after so many failures: doubling, and never all at the same moment. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(10);
    private static final Duration LONGEST_AWAY = Duration.ofMinutes(10);
    private static final Duration LONGEST_CLOSED = Duration.ofSeconds(30);

    private Backoff() {}

    /** For one thing to do: from 5 seconds to 10 hours. */
    static Duration of(int failures) {
        return between(FIRST, doubled(failures, LONGEST));
    }

    /** For one thing to do at a platform that was not there: it is there again some time, and then nothing is wrong. */
    static Duration away(int failures) {
        return between(FIRST, doubled(failures, LONGEST_AWAY));
    }

    /** For a platform that fails or asks for less: up to 30 seconds. */
    static Duration closed(int failures) {
        return between(Duration.ofSeconds(2), doubled(failures, LONGEST_CLOSED));
    }

    private static Duration doubled(int failures, Duration most) {
        long seconds = FIRST.toSeconds() << Math.clamp(failures - 1, 0, 20);
        return Duration.ofSeconds(Math.min(seconds, most.toSeconds()));
    }

    private static Duration between(Duration least, Duration most) {
        long half = Math.max(least.toMillis(), most.toMillis() / 2);
        return Duration.ofMillis(
                half >= most.toMillis()
                        ? most.toMillis()
                        : ThreadLocalRandom.current().nextLong(half, most.toMillis() + 1));
    }
}
