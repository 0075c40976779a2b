package org.cairn.ingest.xapi.documents;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.ingest.Feed;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.xapi.documents.JdbcDocuments.Tally;
import org.cairn.ingest.xapi.documents.Shelf.Place;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps documents as long as there is room: a sender cannot fill the disk with them. */
@Component
class KeptDocuments implements Documents {

    /** The largest document, also when it has grown by merging. */
    static final int MOST_BYTES = 1024 * 1024;

    static final long MOST_ON_A_SHELF = 10_000;
    static final long MOST_BYTES_OF_A_FEED = 512L * 1024 * 1024;

    private final JdbcDocuments rows;
    private final TransactionTemplate transactions;
    private final Clock clock;

    KeptDocuments(JdbcDocuments rows, TransactionTemplate transactions, Clock clock) {
        this.rows = rows;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Optional<Stored> find(Feed feed, Place place) {
        return rows.find(feed, place);
    }

    @Override
    public List<Named> names(Feed feed, Shelf shelf, @Nullable String registration, Instant since) {
        return rows.names(feed, shelf, registration, since);
    }

    @Override
    public void change(Feed feed, Place place, Change change) throws Problem {
        try {
            transactions.executeWithoutResult(status -> {
                try {
                    changed(feed, place, change);
                } catch (Problem problem) {
                    throw new Refused(problem);
                }
            });
        } catch (Refused e) {
            throw e.problem;
        }
    }

    private void changed(Feed feed, Place place, Change change) throws Problem {
        UUID institution = feed.platform().institution().value();
        Tally tally = rows.hold(institution, feed.id());
        Optional<Content> there = rows.find(feed, place).map(Stored::content);
        Optional<Content> then = change.of(there);
        Tally after = tally.without(tally(there)).with(tally(then));
        if (then.isPresent()) {
            makeRoom(feed, place.shelf(), there.isEmpty(), then.get(), tally, after);
            rows.put(feed, place, then.get(), clock.instant(), there.isPresent());
        } else if (there.isPresent()) {
            rows.delete(feed, place);
        }
        rows.settle(institution, feed.id(), after);
    }

    private void makeRoom(Feed feed, Shelf shelf, boolean added, Content content, Tally before, Tally after)
            throws Problem {
        if (content.bytes().length > MOST_BYTES) {
            throw full("A document may hold at most 1 MB.");
        }
        if (after.bytes() > MOST_BYTES_OF_A_FEED && after.bytes() > before.bytes()) {
            throw full("The documents of this feed take all the room that there is for them.");
        }
        if (added && rows.count(feed, shelf) >= MOST_ON_A_SHELF) {
            throw full("There are too many documents of one agent and activity.");
        }
    }

    private static Problem full(String detail) {
        return new Problem(413, "documents-full", detail);
    }

    private static Tally tally(Optional<Content> content) {
        return content.map(one -> new Tally(1, one.bytes().length)).orElse(new Tally(0, 0));
    }

    @Override
    public void drop(Feed feed, Shelf shelf, @Nullable String registration) {
        UUID institution = feed.platform().institution().value();
        transactions.executeWithoutResult(status -> {
            Tally tally = rows.hold(institution, feed.id());
            rows.settle(institution, feed.id(), tally.without(rows.drop(feed, shelf, registration)));
        });
    }

    /** Carries a refusal out of the transaction, which is undone. */
    private static final class Refused extends RuntimeException {
        private final transient Problem problem;

        private Refused(Problem problem) {
            super(problem);
            this.problem = problem;
        }
    }
}
