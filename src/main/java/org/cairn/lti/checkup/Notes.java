package org.cairn.lti.checkup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cairn.lti.Contact;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes contacts down, at most once a minute while nothing changes about them. */
@Component
class Notes {

    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final int MOST = 20_000;
    private static final int LONGEST = 500;

    private record Key(PlatformId platform, Contact.Kind kind) {}

    private record Written(boolean good, Instant at) {}

    private final JdbcContacts jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Map<Key, Written> written = new ConcurrentHashMap<>();

    Notes(JdbcContacts jdbc, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Says whether this is worth writing down, and that the caller is the one to do it. */
    boolean isDue(PlatformId platform, Contact.Kind kind, boolean good) {
        Instant now = clock.instant();
        if (written.size() >= MOST) {
            written.clear();
        }
        AtomicBoolean due = new AtomicBoolean();
        written.compute(new Key(platform, kind), (key, last) -> {
            boolean old = last == null
                    || last.good() != good
                    || now.isBefore(last.at())
                    || !now.isBefore(last.at().plus(BETWEEN));
            due.set(old);
            return old ? new Written(good, now) : last;
        });
        return due.get();
    }

    void write(PlatformId platform, Contact.Kind kind, boolean good, @Nullable String detail) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String kept = detail != null && detail.length() > LONGEST ? detail.substring(0, LONGEST) : detail;
        transactions.executeWithoutResult(status -> jdbc.put(platform, kind, good, kept, now));
    }
}
