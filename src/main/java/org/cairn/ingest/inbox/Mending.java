package org.cairn.ingest.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.ingest.MendingRule;
import org.cairn.lti.InstitutionId;
import org.springframework.stereotype.Component;

/** Knows the rules of feeds for a few seconds, because every message asks. */
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

    /** The message as it is to be read. */
    String mended(InstitutionId institution, String feed, String body) {
        return Mends.apply(rules(institution, feed), body);
    }

    private List<MendingRule> rules(InstitutionId institution, String feed) {
        Instant now = clock.instant();
        Known hit = known.get(feed);
        if (hit != null && now.isBefore(hit.until())) {
            return hit.rules();
        }
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        List<MendingRule> rules = rows.of(institution, feed);
        known.put(feed, new Known(rules, now.plus(FRESH)));
        return rules;
    }

    /** Forgets what is known of a feed's rules on this node; the others forget it within seconds. */
    void changed(String feed) {
        known.remove(feed);
    }

    private record Known(List<MendingRule> rules, Instant until) {}
}
