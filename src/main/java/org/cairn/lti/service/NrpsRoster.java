package org.cairn.lti.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cairn.lti.CourseId;
import org.cairn.lti.PlatformId;
import org.cairn.lti.Roster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads rosters on request, each course at most once a minute. */
@Component
class NrpsRoster implements Roster {

    private static final Logger LOG = LoggerFactory.getLogger(NrpsRoster.class);
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(60);
    private static final int MOST_REMEMBERED = 10_000;

    private final RosterReader reader;
    private final JdbcSweeps sweeps;
    private final Clock clock;
    private final Map<CourseId, Instant> asked = new ConcurrentHashMap<>();

    NrpsRoster(RosterReader reader, JdbcSweeps sweeps, Clock clock) {
        this.reader = reader;
        this.sweeps = sweeps;
        this.clock = clock;
    }

    @Override
    public List<Asked> last(PlatformId platform) {
        return sweeps.last(platform);
    }

    @Override
    public void request(CourseId course) {
        if (isDue(course)) {
            Thread.ofVirtual().name("roster").start(() -> readOrLog(course));
        }
    }

    private boolean isDue(CourseId course) {
        Instant now = clock.instant();
        if (asked.size() > MOST_REMEMBERED) {
            asked.values().removeIf(at -> isPast(at, now));
        }
        AtomicBoolean due = new AtomicBoolean();
        asked.compute(course, (id, last) -> {
            due.set(last == null || isPast(last, now));
            return due.get() ? now : last;
        });
        return due.get();
    }

    /** Also when a clock was put back. */
    private static boolean isPast(Instant at, Instant now) {
        return now.isBefore(at) || !now.isBefore(at.plus(BETWEEN_SWEEPS));
    }

    private void readOrLog(CourseId course) {
        try {
            reader.read(course, () -> {});
        } catch (ServiceRefused e) {
            LOG.debug("The roster of course {} will be asked for again.", course.value());
        } catch (RuntimeException e) {
            // the message could quote what the platform sent
            LOG.error(
                    "The roster of course {} could not be read: {}",
                    course.value(),
                    e.getClass().getName());
        }
    }
}
