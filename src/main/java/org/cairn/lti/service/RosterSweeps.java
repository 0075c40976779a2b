package org.cairn.lti.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.cairn.complaint.Complaint;
import org.cairn.lti.CourseId;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.platform.Institution;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.cairn.vault.Ids;
import org.cairn.worker.Recently;
import org.cairn.worker.SideBySide;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the rosters of courses that were launched within the last month every six hours. One node at a time sweeps a
 * platform, one course after the other; another takes over when its lease has ended.
 */
@Component
class RosterSweeps {

    private static final Logger LOG = LoggerFactory.getLogger(RosterSweeps.class);
    private static final Duration ALIVE = Duration.ofDays(30);
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration LATEST = Duration.ofHours(7);
    private static final Duration BETWEEN_NOTES = Duration.ofHours(1);

    private final Platforms platforms;
    private final RosterReader reader;
    private final JdbcSweeps sweeps;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final UUID node = Ids.next();
    private final SideBySide<PlatformId> sweeping = new SideBySide<>("roster-sweep");
    private final Recently<CourseId> noted;

    RosterSweeps(
            Platforms platforms,
            RosterReader reader,
            JdbcSweeps sweeps,
            TransactionTemplate transactions,
            Clock clock) {
        this.platforms = platforms;
        this.reader = reader;
        this.sweeps = sweeps;
        this.transactions = transactions;
        this.clock = clock;
        this.noted = new Recently<>(clock, BETWEEN_NOTES);
    }

    /** Notes, about once an hour for each course, that the course is alive; not on the launch's own time. */
    @EventListener
    void launched(LaunchAdmitted launch) {
        CourseId course = launch.course();
        if (course != null && launch.services().memberships() != null && noted.isNews(course)) {
            Thread.ofVirtual().name("roster-note").start(() -> note(launch.platform(), course));
        }
    }

    private void note(PlatformId platform, CourseId course) {
        try {
            transactions.executeWithoutResult(status -> sweeps.launched(platform, course, now()));
        } catch (RuntimeException e) {
            noted.forget(course);
            LOG.warn(
                    "A launch could not be noted for its roster: {}",
                    e.getClass().getName());
        }
    }

    /** Begins a round for every platform that is not being swept by this node already. */
    @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT1M")
    void begin() {
        for (Institution institution : platforms.institutions()) {
            for (Platform platform : platforms.of(institution.id())) {
                if (platform.active()) {
                    sweeping.serve(platform.id(), () -> round(platform.id()));
                }
            }
        }
    }

    /** Reads what is due of a platform, as long as it is this node's turn; returns how many courses were asked for. */
    int round(PlatformId platform) {
        int courses = 0;
        try {
            Optional<CourseId> course = due(platform);
            while (course.isPresent() && takeTurn(platform) && !isThrottled(platform, course.get())) {
                courses++;
                course = due(platform);
            }
        } finally {
            transactions.executeWithoutResult(status -> sweeps.endTurn(platform, node, now()));
        }
        return courses;
    }

    private Optional<CourseId> due(PlatformId platform) {
        Instant now = now();
        return sweeps.due(platform, now.minus(ALIVE), now, now.plus(LATEST));
    }

    private boolean takeTurn(PlatformId platform) {
        Instant now = now();
        return Boolean.TRUE.equals(transactions.execute(
                status -> sweeps.turn(platform, node, now, now.plus(LEASE), now.plus(LEASE.multipliedBy(2)))));
    }

    /** Reads one roster; true when the platform wants to be left alone for now. */
    private boolean isThrottled(PlatformId platform, CourseId course) {
        try {
            reader.read(course, new Renewal(platform));
            return false;
        } catch (ServiceRefused e) {
            return e.reason() == ServiceRefused.Reason.THROTTLED;
        } catch (RuntimeException e) {
            // it is noted with the course; the next course may well be read
            return false;
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Keeps the turn while a long roster is read, and stops when another node has taken it. */
    private final class Renewal implements RosterReader.GoOn {

        private static final Duration EVERY = Duration.ofMinutes(1);

        private final PlatformId platform;
        private Instant renewed = now();

        Renewal(PlatformId platform) {
            this.platform = platform;
        }

        @Override
        public void check() throws ServiceRefused {
            Instant now = now();
            if (!now.isBefore(renewed) && now.isBefore(renewed.plus(EVERY))) {
                return;
            }
            if (!takeTurn(platform)) {
                throw new ServiceRefused(ServiceRefused.Reason.UNUSABLE, Complaint.of("roster.other-node"));
            }
            renewed = now;
        }
    }
}
