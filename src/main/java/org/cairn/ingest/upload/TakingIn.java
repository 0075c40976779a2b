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
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.cairn.vault.Vault.NotSealedHere;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings confirmed parts into the inbox, one at a time: a part goes once its messages are on disk, and what is stored
 * twice because a node died in between is the same message.
 */
@Component
class TakingIn {

    private static final Logger LOG = LoggerFactory.getLogger(TakingIn.class);
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
            return part.isPresent() && takeIn(institution, part.get());
        }));
    }

    /** What nobody can open any more must not keep the others waiting. */
    private boolean takeIn(InstitutionId institution, JdbcUploads.Part part) {
        try {
            boolean stored = store(messages(part));
            if (stored) {
                rows.taken(institution, part);
            }
            return stored;
        } catch (NotSealedHere e) {
            LOG.error("Part {} of an uploaded file was sealed under another key, and is left out", part.number());
            rows.leaveOut(institution, part);
            return true;
        }
    }

    /** Forgets old previews. */
    void purge(InstitutionId institution) {
        if (rows.hasOld(institution, clock.instant())) {
            transactions.executeWithoutResult(status -> rows.purge(institution, clock.instant()));
        }
    }

    private List<Incoming> messages(JdbcUploads.Part part) throws NotSealedHere {
        Platform platform = platforms.find(part.platform()).orElseThrow();
        Origin origin = new Origin(platform, feeds.of(part.platform()));
        List<Incoming> messages = new ArrayList<>();
        for (String event : parts.open(part.upload(), part.number(), part.sealed())) {
            messages.add(message(origin, event));
        }
        return messages;
    }

    private boolean store(List<Incoming> messages) {
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
