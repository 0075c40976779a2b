package org.cairn.pathway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.cairn.lti.CourseId;
import org.cairn.lti.Embed;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.lti.Purpose;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The badges that were embedded into courses, as the launches of their links tell. Nobody tells when such a link is
 * taken out of a course again: one that nobody has opened for so long counts as gone.
 */
@Component
class Embeddings {

    private static final Duration GONE_AFTER = Duration.ofDays(60);
    private static final int MOST_REMEMBERED = 10_000;
    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private record Link(CourseId course, String badge) {}

    private final JdbcEmbeddings jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Map<Link, Instant> noted = new ConcurrentHashMap<>();

    Embeddings(JdbcEmbeddings jdbc, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Writes at most once a day for each link. */
    @EventListener
    void on(LaunchAdmitted launch) {
        CourseId course = launch.course();
        Embed embed = launch.purpose() instanceof Purpose.Visit visit ? visit.embed() : null;
        String badge = embed == null ? null : embed.badge();
        if (course != null && badge != null && KEY.matcher(badge).matches()) {
            note(new Link(course, badge));
        }
    }

    private void note(Link link) {
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        if (today.equals(noted.get(link))) {
            return;
        }
        transactions.executeWithoutResult(status -> jdbc.seen(link.course(), link.badge(), today));
        if (noted.size() >= MOST_REMEMBERED) {
            noted.clear();
        }
        noted.put(link, today);
    }

    /** The keys of the badges that links in this course show; also such as are not in the catalogue. */
    Set<String> in(CourseId course) {
        return jdbc.of(course, clock.instant().minus(GONE_AFTER).truncatedTo(ChronoUnit.DAYS));
    }
}
