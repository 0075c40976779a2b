package org.cairn.ingest.pull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.inbox.Inbox;
import org.cairn.lti.Course;
import org.cairn.lti.Courses;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.cairn.vault.Untold;
import org.cairn.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads what is due of a platform, one course after the other, and only while nobody else does. */
@Component
class Turns {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final Duration ASLEEP = Duration.ofDays(1);

    private final Feeds feeds;
    private final Platforms platforms;
    private final Courses courses;
    private final Accounts accounts;
    private final JdbcConnections connections;
    private final LivelyCourses lively;
    private final CourseReading.Rows rows;
    private final Ends ends;
    private final Inbox inbox;
    private final Clock clock;
    private final Set<CourseReading> current = ConcurrentHashMap.newKeySet();

    /** Those who share a host take turns: whoever has just read stands behind those who waited. */
    private final Map<String, Lock> hosts = new ConcurrentHashMap<>();

    Turns(
            Feeds feeds,
            Platforms platforms,
            Courses courses,
            Accounts accounts,
            JdbcConnections connections,
            LivelyCourses lively,
            JdbcPullCourses courseRows,
            JdbcSeen seen,
            Ends ends,
            Inbox inbox,
            TransactionTemplate transactions,
            Clock clock) {
        this.feeds = feeds;
        this.platforms = platforms;
        this.courses = courses;
        this.accounts = accounts;
        this.connections = connections;
        this.lively = lively;
        this.rows = new CourseReading.Rows(courseRows, seen, transactions);
        this.ends = ends;
        this.inbox = inbox;
        this.clock = clock;
    }

    /** Reads what is due of this connection as long as it is not paused; returns how many courses were read. */
    int serve(StoredConnection begun, BooleanSupplier goesOn) {
        int read = 0;
        Optional<StoredConnection> connection = Optional.of(begun);
        while (connection.isPresent() && turn(connection.get(), goesOn)) {
            read++;
            connection = connections.find(begun.platform().institution(), begun.feed());
        }
        return read;
    }

    private boolean turn(StoredConnection connection, BooleanSupplier goesOn) {
        Lock host = hosts.computeIfAbsent(
                connection.platform().institution().value() + " " + connection.host(), key -> new ReentrantLock(true));
        host.lock();
        try {
            return goesOn.getAsBoolean() && step(connection, goesOn);
        } finally {
            host.unlock();
        }
    }

    private boolean step(StoredConnection connection, BooleanSupplier goesOn) {
        boolean active =
                platforms.find(connection.platform()).map(Platform::active).orElse(false);
        Optional<Feed> feed = feeds.find(connection.feed()).filter(one -> feeds.state(one) == Feeds.State.OPEN);
        if (!active || feed.isEmpty() || connection.isPaused(now())) {
            return false;
        }
        Optional<JdbcPullCourses.Claimed> claimed = claim(connection);
        claimed.ifPresent(course -> read(feed.get(), connection, course, goesOn));
        return claimed.isPresent();
    }

    private Optional<JdbcPullCourses.Claimed> claim(StoredConnection connection) {
        var institution = connection.platform().institution();
        Instant now = now();
        Optional<JdbcPullCourses.Claimed> claimed = rows.transactions().execute(status -> {
            boolean free = connections.lock(institution, connection.host())
                    && !rows.courses()
                            .isBusy(institution, connection.host(), now, now.plus(CourseReading.LEASE.multipliedBy(2)));
            return free
                    ? rows.courses().claim(institution, connection.feed(), now, CourseReading.LEASE)
                    : Optional.empty();
        });
        return claimed == null ? Optional.empty() : claimed;
    }

    private void read(Feed feed, StoredConnection connection, JdbcPullCourses.Claimed claimed, BooleanSupplier goesOn) {
        Optional<Course> course = courses.find(claimed.course());
        if (course.isEmpty() || !lively.matters(claimed)) {
            ends.asleep(connection, claimed, ASLEEP);
            return;
        }
        CourseReading reading = new CourseReading(feed, claimed, rows, inbox, clock, goesOn);
        current.add(reading);
        try {
            Source.Account account = accounts.open(feed, connection);
            try {
                accounts.source(feed.kind()).read(account, course.get(), reading);
                ends.done(connection, claimed);
            } catch (Source.Refused refused) {
                ends.refused(connection, claimed, account, refused);
            }
        } catch (Vault.NotSealedHere e) {
            ends.unreadableToken(connection, claimed);
        } catch (RuntimeException e) {
            // what nobody foresaw must not stop the other courses
            LOG.error("Course {} could not be asked about", claimed.course().value(), Untold.of(e));
            ends.failed(connection, claimed, Complaint.of("own-fault").text());
        } finally {
            current.remove(reading);
        }
    }

    /** Keeps the leases of what is being read on this node. */
    void stayAlive() {
        current.forEach(CourseReading::stayAlive);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
