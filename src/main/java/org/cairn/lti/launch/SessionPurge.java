package org.cairn.lti.launch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.cairn.platform.Institution;
import org.cairn.platform.Platforms;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes sessions some time after they expired, a little at a time; every node may do it, and none must. */
@Component
class SessionPurge {

    /**
     * An expired row still refuses a replayed nonce, and still says who may frame the page on which somebody learns
     * that yesterday's session is over.
     */
    static final Duration KEPT_AFTERWARDS = Duration.ofHours(16);

    private static final int BATCH = 500;

    private final JdbcSessions jdbc;
    private final Platforms platforms;
    private final Clock clock;

    SessionPurge(JdbcSessions jdbc, Platforms platforms, Clock clock) {
        this.jdbc = jdbc;
        this.platforms = platforms;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT10M")
    void purge() {
        Instant before = clock.instant().minus(KEPT_AFTERWARDS);
        for (Institution institution : platforms.institutions()) {
            while (jdbc.purge(institution.id(), before, BATCH) == BATCH) {
                // until nothing is left that expired so long ago
            }
        }
    }
}
