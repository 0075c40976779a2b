package org.cairn.ingest.pull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cairn.ingest.CoursesInUse;
import org.cairn.lti.CourseId;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.platform.PlatformId;
import org.cairn.worker.Recently;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Which courses are worth asking about: those opened within a month, and those in which something counts. */
@Component
class LivelyCourses {

    private static final Logger LOG = LoggerFactory.getLogger(LivelyCourses.class);
    private static final Duration ALIVE = Duration.ofDays(30);
    private static final Duration BETWEEN_NOTES = Duration.ofHours(1);

    private final JdbcConnections connections;
    private final JdbcPullCourses rows;
    private final List<CoursesInUse> uses;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Recently<CourseId> noted;

    LivelyCourses(
            JdbcConnections connections,
            JdbcPullCourses rows,
            List<CoursesInUse> uses,
            TransactionTemplate transactions,
            Clock clock) {
        this.connections = connections;
        this.rows = rows;
        this.uses = uses;
        this.transactions = transactions;
        this.clock = clock;
        this.noted = new Recently<>(clock, BETWEEN_NOTES);
    }

    /** Notes, about once an hour for each course, that it is alive; not on the launch's own time. */
    @EventListener
    void on(LaunchAdmitted launch) {
        CourseId course = launch.course();
        if (course != null && noted.isNews(course)) {
            Thread.ofVirtual().name("pull-note").start(() -> noteOrLog(launch.platform(), course));
        }
    }

    private void noteOrLog(PlatformId platform, CourseId course) {
        try {
            note(platform, course);
        } catch (RuntimeException e) {
            noted.forget(course);
            LOG.warn(
                    "A launch could not be noted for asking its platform: {}",
                    e.getClass().getName());
        }
    }

    void note(PlatformId platform, CourseId course) {
        transactions.executeWithoutResult(status ->
                connections.of(platform).forEach(connection -> rows.alive(connection.feed(), course, clock.instant())));
    }

    boolean matters(JdbcPullCourses.Claimed claimed) {
        Instant since = clock.instant().minus(ALIVE);
        return claimed.aliveAt().isAfter(since) || uses.stream().anyMatch(use -> use.isInUse(claimed.course()));
    }
}
