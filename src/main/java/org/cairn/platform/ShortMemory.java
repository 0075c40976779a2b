package org.cairn.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Remembers answers for a few seconds, a bounded number of them, so that a launch need not ask the database. */
final class ShortMemory<K, V> {

    private record Remembered<V>(V value, Instant until) {}

    private final Clock clock;
    private final Duration keep;
    private final int most;
    private final Map<K, Remembered<V>> remembered = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();

    ShortMemory(Clock clock, Duration keep, int most) {
        this.clock = clock;
        this.keep = keep;
        this.most = most;
    }

    V get(K key, Function<K, V> ask) {
        Instant now = clock.instant();
        Remembered<V> known = remembered.get(key);
        // not after a clock was put back either: a paused platform must not go on for an hour
        if (known != null
                && now.isBefore(known.until())
                && !now.isBefore(known.until().minus(keep))) {
            return known.value();
        }
        long asked = generation.get();
        V value = ask.apply(key);
        // an answer asked for before a change must not be remembered after it
        if (asked == generation.get()) {
            if (remembered.size() >= most) {
                remembered.clear();
            }
            remembered.put(key, new Remembered<>(value, now.plus(keep)));
            if (asked != generation.get()) {
                remembered.clear();
            }
        }
        return value;
    }

    void forget() {
        generation.incrementAndGet();
        remembered.clear();
    }

    int size() {
        return remembered.size();
    }
}
