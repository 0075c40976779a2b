package org.cairn.ingest.meaning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.cairn.ingest.Feed;
import org.cairn.ingest.MendingRule;
import org.cairn.ingest.inbox.Stored;
import org.cairn.platform.InstitutionId;
import org.springframework.stereotype.Component;

/** Knows the rules of feeds for a few seconds, because every message asks, and notes which of them a message met. */
@Component
public class Mending {

    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final int MOST_KNOWN = 10_000;

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final JdbcMending rows;
    private final Clock clock;

    Mending(JdbcMending rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** The text as it is to be read now. */
    String mended(InstitutionId institution, String feed, String body) {
        return Mends.apply(rules(institution, feed).all().now(), body);
    }

    /** The message as it is to be read: by the rules by which it was read before it was put back here, if it was. */
    String mended(Stored message) {
        JdbcMending.Rules rules = rulesFor(message);
        Instant readAt = message.rulesAt();
        return Mends.apply(readAt == null ? rules.now() : rules.at(readAt), message.body());
    }

    /** Notes by which rules these messages were read: most feeds never had any. */
    public void note(Collection<Stored> messages) {
        Instant now = clock.instant();
        Map<Instant, List<Stored>> read = messages.stream()
                .filter(message ->
                        message.rulesAt() == null && !rulesFor(message).isEmpty())
                .collect(Collectors.groupingBy(message -> rulesFor(message).moment(now)));
        read.forEach((moment, theirs) -> rows.read(theirs, moment));
    }

    private JdbcMending.Rules rulesFor(Stored message) {
        return rules(message.platform().institution(), message.feed()).all();
    }

    private Known rules(InstitutionId institution, String feed) {
        Instant now = clock.instant();
        Known hit = known.get(feed);
        if (hit != null && now.isBefore(hit.until())) {
            return hit;
        }
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        Known fresh = new Known(rows.of(institution, feed), now.plus(FRESH));
        known.put(feed, fresh);
        return fresh;
    }

    /** The rules of a feed that stand now. */
    public List<MendingRule> standing(Feed feed) {
        return rows.of(feed.platform().institution(), feed.id()).now();
    }

    /** The rules that stood together, for each time at which others did; the first are none at all. */
    public List<List<MendingRule>> ever(InstitutionId institution, String feed) {
        return rows.of(institution, feed).ever();
    }

    /** Adds a rule, in the caller's transaction, after which it is to be {@link #changed}. */
    public void add(Feed feed, MendingRule rule) {
        rows.insert(feed.platform().institution(), rule);
    }

    /** Ends a rule, in the caller's transaction, after which it is to be {@link #changed}. */
    public void remove(Feed feed, UUID rule, String by) {
        rows.remove(feed.platform().institution(), feed.id(), rule, by, clock.instant());
    }

    /** Forgets what is known of a feed's rules on this node; the others forget it within seconds. */
    public void changed(String feed) {
        known.remove(feed);
    }

    private record Known(JdbcMending.Rules all, Instant until) {}
}
