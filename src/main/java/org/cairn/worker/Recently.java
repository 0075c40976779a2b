package org.cairn.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Remembers for a while what this node has done, so that launch after launch does not ask for it again. */
public final class Recently<T> {

    /** When so many are remembered, all are forgotten: doing a thing once more costs little. */
    static final int MOST = 50_000;

    private final Map<T, Instant> done = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Duration kept;

    public Recently(Clock clock, Duration kept) {
        this.clock = clock;
        this.kept = kept;
    }

    public boolean did(T what) {
        Instant at = done.get(what);
        return at != null && !isOver(at, clock.instant());
    }

    public void remember(T what) {
        Instant now = clock.instant();
        makeRoom(now);
        done.put(what, now);
    }

    /** Remembers it, and says whether that was not remembered before; of several threads at once, one hears so. */
    public boolean isNews(T what) {
        if (did(what)) {
            return false;
        }
        Instant now = clock.instant();
        makeRoom(now);
        AtomicBoolean news = new AtomicBoolean();
        done.compute(what, (same, at) -> {
            news.set(at == null || isOver(at, now));
            return news.get() ? now : at;
        });
        return news.get();
    }

    public void forget(T what) {
        done.remove(what);
    }

    public void forgetAll() {
        done.clear();
    }

    private void makeRoom(Instant now) {
        if (done.size() >= MOST) {
            done.values().removeIf(at -> isOver(at, now));
            if (done.size() >= MOST) {
                done.clear();
            }
        }
    }

    /** Also when a clock was put back. */
    private boolean isOver(Instant at, Instant now) {
        return now.isBefore(at) || !now.isBefore(at.plus(kept));
    }
}
