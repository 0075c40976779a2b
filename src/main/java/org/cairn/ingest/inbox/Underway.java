package org.cairn.ingest.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.ingest.spool.Spool;
import org.springframework.stereotype.Component;

/** Knows what this node has taken in and not stored yet, and so up to when everything is there for whoever reads. */
@Component
class Underway {

    /** What is put on disk came by so much earlier, at most, than the file was begun. */
    private static final Duration BEFORE_DISK = Duration.ofMinutes(1);

    private final Map<Object, Instant> begun = new ConcurrentHashMap<>();
    private final Spool spool;
    private final Clock clock;

    Underway(Spool spool, Clock clock) {
        this.spool = spool;
        this.clock = clock;
    }

    /** To be called before what comes is given its time; the answer is for {@link #end}. */
    Object begin() {
        Object mark = new Object();
        begun.put(mark, clock.instant());
        return mark;
    }

    /** It is stored, or on disk, or refused. */
    void end(Object mark) {
        begun.remove(mark);
    }

    /**
     * Whatever came before this moment is in the database. The clock is read first and the disk last: what comes after
     * that look is younger, and what leaves one place meanwhile is found in the next.
     */
    Instant completeUntil() {
        Instant now = clock.instant();
        Instant oldest = begun.values().stream().reduce(now, Underway::earlier);
        Instant spooled = spool.state().since();
        return spooled == null ? oldest : earlier(oldest, spooled.minus(BEFORE_DISK));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
