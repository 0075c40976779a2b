package org.cairn.ingest.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.cairn.platform.InstitutionId;
import org.springframework.stereotype.Component;

/** Knows the rules of feeds for a few seconds, because every message asks, and notes which of them a message met. */
@Component
class Mending {

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

    /** Notes by which rules messages were read that are settled now: most feeds never had any. */
    void note(Collection<Outcome> outcomes) {
        Instant now = clock.instant();
        Map<Instant, List<Stored>> read = outcomes.stream()
                .filter(Outcome::isRead)
                .map(Outcome::message)
                .filter(message ->
                        message.rulesAt() == null && !rulesFor(message).isEmpty())
                .collect(Collectors.groupingBy(message -> rulesFor(message).moment(now)));
        read.forEach((moment, messages) -> rows.read(messages, moment));
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

    /** Forgets what is known of a feed's rules on this node; the others forget it within seconds. */
    void changed(String feed) {
        known.remove(feed);
    }

    private record Known(JdbcMending.Rules all, Instant until) {}
}
