package org.cairn.lti.service;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.cairn.lti.CourseId;
import org.cairn.lti.Roster;
import org.cairn.platform.PlatformId;
import org.cairn.worker.Recently;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads rosters on request, each course at most once a minute. */
@Component
class NrpsRoster implements Roster {

    private static final Logger LOG = LoggerFactory.getLogger(NrpsRoster.class);
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(60);

    private final RosterReader reader;
    private final JdbcSweeps sweeps;
    private final Recently<CourseId> asked;

    NrpsRoster(RosterReader reader, JdbcSweeps sweeps, Clock clock) {
        this.reader = reader;
        this.sweeps = sweeps;
        this.asked = new Recently<>(clock, BETWEEN_SWEEPS);
    }

    @Override
    public List<Asked> last(PlatformId platform) {
        return sweeps.last(platform);
    }

    @Override
    public void request(CourseId course) {
        if (asked.isNews(course)) {
            Thread.ofVirtual().name("roster").start(() -> readOrLog(course));
        }
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
