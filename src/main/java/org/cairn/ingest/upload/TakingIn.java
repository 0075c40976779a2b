package org.cairn.ingest.upload;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cairn.ingest.generic.EventMessages;
import org.cairn.ingest.inbox.Inbox;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.inbox.Origin;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.Platform;
import org.cairn.lti.Platforms;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings confirmed parts into the inbox, one at a time: a part goes once its messages are on disk, and what is stored
 * twice because a node died in between is the same message.
 */
@Component
class TakingIn {

    private static final long LONGEST_WAIT_SECONDS = 60;

    private final JdbcUploads rows;
    private final Parts parts;
    private final UploadFeeds feeds;
    private final Platforms platforms;
    private final Inbox inbox;
    private final TransactionTemplate transactions;
    private final Clock clock;

    TakingIn(
            JdbcUploads rows,
            Parts parts,
            UploadFeeds feeds,
            Platforms platforms,
            Inbox inbox,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.parts = parts;
        this.feeds = feeds;
        this.platforms = platforms;
        this.inbox = inbox;
        this.transactions = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Takes in one part; false when there is none, or none can be stored now. */
    boolean one(InstitutionId institution) {
        if (!rows.hasWork(institution)) {
            return false;
        }
        return Boolean.TRUE.equals(transactions.execute(status -> {
            Optional<JdbcUploads.Part> part = rows.claim(institution);
            if (part.isEmpty() || !store(part.get())) {
                return false;
            }
            rows.taken(institution, part.get());
            return true;
        }));
    }

    /** Forgets old previews. */
    void purge(InstitutionId institution) {
        if (rows.hasOld(institution, clock.instant())) {
            transactions.executeWithoutResult(status -> rows.purge(institution, clock.instant()));
        }
    }

    private boolean store(JdbcUploads.Part part) {
        Platform platform = platforms.find(part.platform()).orElseThrow();
        Origin origin = new Origin(platform, feeds.of(part.platform()));
        List<Incoming> messages = new ArrayList<>();
        for (String event : parts.open(part.upload(), part.number(), part.sealed())) {
            messages.add(message(origin, event));
        }
        try {
            inbox.store(messages).get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (Inbox.Unavailable | ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Incoming message(Origin origin, String event) {
        try {
            return EventMessages.of(origin, StrictJson.read(event), clock.instant());
        } catch (StrictJson.Unreadable e) {
            throw new IllegalStateException("What was sealed cannot be read", e);
        }
    }
}
