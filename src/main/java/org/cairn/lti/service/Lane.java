package org.cairn.lti.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.cairn.complaint.Complaint;
import org.jspecify.annotations.Nullable;

/** The calls for one client id and host: one after the other, and none while the platform wants a pause. */
final class Lane {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);
    private static final long LONGEST_WAIT_SECONDS = 60;

    private record Pause(Instant from, Instant until) {}

    private final Clock clock;
    private final String host;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile @Nullable Pause pause;
    private Duration next = FIRST_PAUSE;

    Lane(Clock clock, String host) {
        this.clock = clock;
        this.host = host;
    }

    /** Waits for its turn; who has entered must leave. */
    void enter() throws ServiceRefused {
        refuseWhilePaused();
        try {
            if (!turn.tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new ServiceRefused(ServiceRefused.Reason.NOT_REACHED, Complaint.of("service.busy", host));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceRefused(ServiceRefused.Reason.NOT_REACHED, Complaint.of("call.given-up", host), e);
        }
        try {
            refuseWhilePaused();
        } catch (ServiceRefused e) {
            turn.unlock();
            throw e;
        }
    }

    void leave() {
        turn.unlock();
    }

    boolean isIdle() {
        return !turn.isLocked() && pauseLeft().isEmpty();
    }

    /** Notes, by whose turn it is, that the platform answered. */
    void flows() {
        next = FIRST_PAUSE;
        pause = null;
    }

    /** Lets nobody pass for as long as the platform asks, or ever longer where it names no time. */
    ServiceRefused holdUp(Optional<Duration> asked) {
        Duration length = asked.map(Lane::bounded).orElse(next);
        if (asked.isEmpty()) {
            Duration doubled = next.multipliedBy(2);
            next = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        }
        Instant now = clock.instant();
        pause = new Pause(now, now.plus(length));
        return ServiceRefused.throttled(host, length);
    }

    private static Duration bounded(Duration asked) {
        if (asked.compareTo(Duration.ofSeconds(1)) < 0) {
            return Duration.ofSeconds(1);
        }
        return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
    }

    private void refuseWhilePaused() throws ServiceRefused {
        Optional<Duration> left = pauseLeft();
        if (left.isPresent()) {
            throw ServiceRefused.throttled(host, left.get());
        }
    }

    /** A clock that was put back does not make a pause longer. */
    private Optional<Duration> pauseLeft() {
        Pause held = pause;
        Instant now = clock.instant();
        return held == null || now.isBefore(held.from()) || !now.isBefore(held.until())
                ? Optional.empty()
                : Optional.of(Duration.between(now, held.until()));
    }
}
