package org.cairn.ingest.pull;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cairn.complaint.Complaint;
import org.cairn.complaint.Objection;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Pulls;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.net.Servers;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.cairn.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the connections to platforms that are asked, and says how asking goes. */
@Component
class AskedPlatforms implements Pulls {

    /** Whoever asks twice within so long is shown the first answer. */
    static final Duration MOMENT = Duration.ofSeconds(30);

    private static final int MOST_TROUBLES = 20;
    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(7);

    private final Feeds feeds;
    private final Platforms platforms;
    private final Courses courses;
    private final Accounts accounts;
    private final JdbcConnections connections;
    private final JdbcPullCourses rows;
    private final PullBell bell;
    private final TransactionTemplate transactions;
    private final Clock clock;

    AskedPlatforms(
            Feeds feeds,
            Platforms platforms,
            Courses courses,
            Accounts accounts,
            JdbcConnections connections,
            JdbcPullCourses rows,
            PullBell bell,
            TransactionTemplate transactions,
            Clock clock) {
        this.feeds = feeds;
        this.platforms = platforms;
        this.courses = courses;
        this.accounts = accounts;
        this.connections = connections;
        this.rows = rows;
        this.bell = bell;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Feed connect(PlatformId id, FeedKind kind, URI base, String token, Duration every) {
        Platform platform = platforms.find(id).orElseThrow(() -> Objection.of("binding.no-platform"));
        accounts.check(platform, kind);
        URI checked = Accounts.base(base);
        String secret = Accounts.token(token);
        Duration schedule = schedule(every);
        Feed feed = Objects.requireNonNull(transactions.execute(status -> keep(id, kind, checked, secret, schedule)));
        bell.ring();
        return feed;
    }

    private Feed keep(PlatformId id, FeedKind kind, URI base, String token, Duration every) {
        Optional<StoredConnection> before =
                connections.of(id).stream().filter(one -> one.kind() == kind).findFirst();
        Feed feed = before.flatMap(one -> feeds.find(one.feed()))
                .orElseGet(() -> feeds.open(id, kind, Feed.Reading.USUAL).feed());
        StoredConnection connection = stored(feed, base, accounts.seal(feed.id(), token), every);
        if (before.isEmpty()) {
            connections.insert(connection);
            courses.of(id.institution()).stream()
                    .filter(course -> course.platform().equals(id))
                    .forEach(course -> rows.alive(feed.id(), course.id(), now()));
        } else {
            change(before.get(), connection);
        }
        return feed;
    }

    /** At another address other answers wait, under the same numbers. */
    private void change(StoredConnection before, StoredConnection after) {
        connections.change(after);
        if (before.base().equals(after.base())) {
            rows.dueNow(after.platform().institution(), after.feed(), now());
        } else {
            rows.startAnew(after.platform().institution(), after.feed(), now());
        }
    }

    private static StoredConnection stored(Feed feed, URI base, byte[] token, Duration every) {
        return new StoredConnection(
                feed.id(), feed.platform(), feed.kind(), base, Servers.name(base), token, every, 0, null, null);
    }

    private static Duration schedule(Duration every) {
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            throw Objection.of("pull.often");
        }
        return every;
    }

    @Override
    public void change(Feed feed, @Nullable String token, Duration every) {
        Duration schedule = schedule(every);
        String secret = token == null ? null : Accounts.token(token);
        transactions.executeWithoutResult(status -> {
            StoredConnection before = connection(feed);
            byte[] sealed = secret == null ? before.token() : accounts.seal(feed.id(), secret);
            change(before, stored(feed, before.base(), sealed, schedule));
        });
        bell.ring();
    }

    @Override
    public void disconnect(Feed feed) {
        transactions.executeWithoutResult(status -> {
            connections.delete(feed);
            feeds.close(feed);
        });
    }

    private StoredConnection connection(Feed feed) {
        return connections
                .find(feed.platform().institution(), feed.id())
                .orElseThrow(() -> Objection.of("pull.nothing"));
    }

    @Override
    public Trial tryOut(Feed feed) {
        try {
            StoredConnection connection = connection(feed);
            return accounts.source(feed.kind()).tryOut(accounts.open(feed, connection));
        } catch (Vault.NotSealedHere e) {
            return new Trial(false, List.of(), Complaint.of("token-unreadable").text());
        }
    }

    @Override
    public boolean wanted(CourseId id) {
        Optional<Course> course = courses.find(id);
        Instant now = now();
        Boolean any = transactions.execute(status -> {
            boolean wanted = false;
            for (StoredConnection connection :
                    course.map(one -> connections.of(one.platform())).orElse(List.of())) {
                rows.alive(connection.feed(), id, now);
                wanted |= rows.want(connection.feed(), id, now, now.minus(MOMENT));
            }
            return wanted;
        });
        if (Boolean.TRUE.equals(any)) {
            bell.ring();
            return true;
        }
        return false;
    }

    @Override
    public Optional<Asked> asked(CourseId id) {
        List<JdbcPullCourses.Row> asked = rows.of(id);
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        Instant now = now();
        Optional<JdbcPullCourses.Row> trouble =
                asked.stream().filter(row -> row.problem() != null).findFirst();
        return Optional.of(new Asked(
                latest(asked),
                asked.stream().anyMatch(row -> isReading(row, now) || waits(row, now)),
                trouble.map(JdbcPullCourses.Row::problem).orElse(null),
                trouble.filter(JdbcPullCourses.Row::isPartlyRead).isPresent()));
    }

    private static boolean isReading(JdbcPullCourses.Row row, Instant now) {
        return row.leasedUntil() != null && row.leasedUntil().isAfter(now);
    }

    /** One that waits while its platform is left alone may wait long. */
    private boolean waits(JdbcPullCourses.Row row, Instant now) {
        return !row.dueAt().isAfter(now)
                && connections
                        .find(row.course().institution(), row.feed())
                        .filter(connection -> !connection.isPaused(now))
                        .isPresent();
    }

    private static @Nullable Instant latest(List<JdbcPullCourses.Row> rows) {
        return rows.stream()
                .map(JdbcPullCourses.Row::doneAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    @Override
    public List<Standing> of(InstitutionId institution) {
        List<JdbcPullCourses.Row> all = rows.of(institution);
        return connections.of(institution).stream()
                .flatMap(connection -> feeds
                        .find(connection.feed())
                        .map(feed -> standing(
                                feed,
                                connection,
                                all.stream()
                                        .filter(row -> row.feed().equals(feed.id()))
                                        .toList()))
                        .stream())
                .toList();
    }

    @Override
    public List<Trouble> troubles(Feed feed) {
        List<Trouble> troubles = new ArrayList<>();
        for (JdbcPullCourses.Row row : rows.of(feed.platform().institution())) {
            String problem = row.problem();
            if (row.feed().equals(feed.id()) && problem != null && troubles.size() < MOST_TROUBLES) {
                troubles.add(new Trouble(row.course(), problem));
            }
        }
        return troubles;
    }

    private Standing standing(Feed feed, StoredConnection connection, List<JdbcPullCourses.Row> theirs) {
        Instant paused = connection.isPaused(now()) ? connection.pausedUntil() : null;
        return new Standing(
                feed,
                connection.base(),
                connection.every(),
                theirs.size(),
                (int) theirs.stream().filter(row -> row.failures() > 0).count(),
                latest(theirs),
                theirs.stream()
                        .map(JdbcPullCourses.Row::dueAt)
                        .min(Comparator.naturalOrder())
                        .map(due -> paused != null && due.isBefore(paused) ? paused : due)
                        .orElse(null),
                connection.problem());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
