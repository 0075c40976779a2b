package org.cairn.ingest.xapi.terms;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.ingest.Feed;
import org.cairn.ingest.inbox.KeptMessages;
import org.cairn.ingest.inbox.KeptMessages.Kept;
import org.cairn.ingest.xapi.terms.JdbcTerms.Reading;
import org.cairn.worker.Worker;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads through what a feed holds when it is asked for the first time. What is worked off meanwhile is seen as well. */
@Component
class FirstReading extends Worker {

    private static final Duration UNTIL_WOKEN = Duration.ofHours(1);
    private static final int AT_ONCE = 100;

    private final Set<Feed> wanted = ConcurrentHashMap.newKeySet();
    private final JdbcTerms rows;
    private final KeptMessages messages;
    private final Notes notes;
    private final TransactionTemplate transactions;

    FirstReading(JdbcTerms rows, KeptMessages messages, Notes notes, PlatformTransactionManager transactions) {
        super("cairn-xapi-terms");
        this.rows = rows;
        this.messages = messages;
        this.notes = notes;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** Says that somebody asks this feed. */
    void wanted(Feed feed) {
        if (wanted.add(feed)) {
            wake();
        }
    }

    @Override
    protected Duration round() {
        for (Feed feed : List.copyOf(wanted)) {
            if (isRunning()) {
                serve(feed);
            }
        }
        return wanted.isEmpty() ? UNTIL_WOKEN : Duration.ZERO;
    }

    /** A feed that fails waits until it is asked again, and holds up no other. */
    private void serve(Feed feed) {
        wanted.remove(feed);
        rows.begin(feed);
        if (step(feed)) {
            wanted.add(feed);
        }
    }

    /** Reads on for a while; false when all is read. The reading must have begun before, so that everybody knows of it. */
    boolean step(Feed feed) {
        return Boolean.TRUE.equals(transactions.execute(status -> rows.hold(feed)
                .filter(reading -> !reading.complete())
                .map(reading -> readOn(feed, reading))
                .orElse(false)));
    }

    private boolean readOn(Feed feed, Reading reading) {
        List<Kept> page = messages.behind(feed, reading.throughKey(), AT_ONCE);
        boolean complete = page.size() < AT_ONCE;
        notes.see(feed, page);
        rows.read(
                feed,
                new Reading(
                        page.isEmpty() ? reading.throughKey() : page.getLast().key(), complete));
        return !complete;
    }
}
