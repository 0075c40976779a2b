package org.cairn.ingest.pull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Feed;
import org.cairn.ingest.inbox.Inbox;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** One reading of one course by this node, for as long as its lease holds. */
final class CourseReading implements Source.Reading {

    static final Duration LEASE = Duration.ofSeconds(60);

    /** So long one reading may take before it is the next course's turn; it goes on later where it stood. */
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private static final long STORING_SECONDS = 30;

    private final Feed feed;
    private final JdbcPullCourses.Claimed claimed;
    private final Rows rows;
    private final Inbox inbox;
    private final Clock clock;
    private final BooleanSupplier goesOn;
    private @Nullable String cursor;
    private volatile Instant renewed;

    /** The tables, and what writes them as one. */
    record Rows(JdbcPullCourses courses, JdbcSeen seen, TransactionTemplate transactions) {}

    CourseReading(
            Feed feed, JdbcPullCourses.Claimed claimed, Rows rows, Inbox inbox, Clock clock, BooleanSupplier goesOn) {
        this.feed = feed;
        this.claimed = claimed;
        this.rows = rows;
        this.inbox = inbox;
        this.clock = clock;
        this.goesOn = goesOn;
        this.cursor = claimed.cursor();
        this.renewed = claimed.begunAt();
    }

    @Override
    public @Nullable String cursor() {
        return cursor;
    }

    @Override
    public void found(List<Incoming> messages, String cursor) throws Source.Refused {
        keep(messages, Map.of(), cursor);
    }

    @Override
    public Set<String> news(List<Source.Sight> sights) {
        return changed(sights).keySet();
    }

    @Override
    public void saw(List<Source.Sight> sights, String cursor) throws Source.Refused {
        Map<String, Change> changed = changed(sights);
        List<Incoming> messages = new ArrayList<>();
        Map<String, JdbcSeen.Look> looks = new LinkedHashMap<>();
        changed.forEach((item, change) -> {
            messages.add(change.message(feed));
            looks.put(item, change.look());
        });
        keep(messages, looks, cursor);
    }

    /**
     * The messages first, then the cursor: whoever is cut off in between keeps them again, as the same messages. Both
     * only while nobody else has taken over.
     */
    private void keep(List<Incoming> messages, Map<String, JdbcSeen.Look> looks, String next) throws Source.Refused {
        goOn();
        store(messages);
        Instant now = clock.instant();
        Boolean moved = rows.transactions().execute(status -> {
            boolean ours = rows.courses().move(feed.id(), claimed, next, now.plus(LEASE));
            if (ours && !looks.isEmpty()) {
                rows.seen().keep(feed, looks);
            }
            return ours;
        });
        if (!Boolean.TRUE.equals(moved)) {
            throw overtaken();
        }
        renewed = now;
        cursor = next;
    }

    private void goOn() throws Source.Refused {
        if (!goesOn.getAsBoolean()) {
            throw new Source.Refused(Source.Reason.INTERRUPTED, Complaint.of("shutting-down"));
        }
        if (isTooLong(clock.instant())) {
            throw new Source.Refused(Source.Reason.INTERRUPTED, Complaint.of("takes-long"));
        }
        if (!renew()) {
            throw overtaken();
        }
    }

    /** Keeps the lease; false where another node has taken over. */
    private boolean renew() {
        Instant now = clock.instant();
        boolean ours = Boolean.TRUE.equals(
                rows.transactions().execute(status -> rows.courses().renew(feed.id(), claimed, now.plus(LEASE))));
        renewed = ours ? now : renewed;
        return ours;
    }

    /** Keeps the lease while a platform takes its time to answer. */
    void stayAlive() {
        Instant now = clock.instant();
        if (!isTooLong(now) && !now.isBefore(renewed.plus(LEASE.dividedBy(3)))) {
            renew();
        }
    }

    private boolean isTooLong(Instant now) {
        return now.isAfter(claimed.begunAt().plus(LONGEST));
    }

    private static Source.Refused overtaken() {
        return new Source.Refused(Source.Reason.INTERRUPTED, Complaint.of("other-node"));
    }

    private void store(List<Incoming> messages) throws Source.Refused {
        if (messages.isEmpty()) {
            return;
        }
        try {
            inbox.store(messages).get(STORING_SECONDS, TimeUnit.SECONDS);
        } catch (Inbox.Unavailable | ExecutionException | TimeoutException e) {
            throw new Source.Refused(Source.Reason.INTERRUPTED, Complaint.of("not-stored"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Source.Refused(Source.Reason.INTERRUPTED, Complaint.of("shutting-down"));
        }
    }

    private Map<String, Change> changed(List<Source.Sight> sights) {
        Map<String, Source.Sight> last = new LinkedHashMap<>();
        sights.forEach(sight -> last.put(sight.item(), sight));
        Map<String, JdbcSeen.Look> known =
                last.isEmpty() ? Map.of() : rows.seen().of(feed, new LinkedHashSet<>(last.keySet()));
        Map<String, Change> changed = new LinkedHashMap<>();
        last.forEach((item, sight) -> {
            JdbcSeen.Look look = known.get(item);
            String digest = Tokens.digest(sight.meaning());
            if (look == null ? sight.tells() : !look.digest().equals(digest)) {
                changed.put(item, new Change(sight, digest, look, clock.instant()));
            }
        });
        return changed;
    }

    /** A thing that looks otherwise than before; its number makes a change back another message. */
    private record Change(Source.Sight sight, String digest, JdbcSeen.@Nullable Look before, Instant now) {

        int number() {
            return before == null ? 1 : before.changes() + 1;
        }

        JdbcSeen.Look look() {
            return new JdbcSeen.Look(digest, number(), now);
        }

        Incoming message(Feed feed) {
            String body = sight.body().after(before == null ? null : before.keptAt());
            String key = Tokens.digest("%d:%s %d %s".formatted(sight.item().length(), sight.item(), number(), digest));
            return Incoming.of(feed, null, key, sight.type(), body, null);
        }
    }
}
