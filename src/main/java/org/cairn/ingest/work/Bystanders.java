package org.cairn.ingest.work;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Ingestion.State;
import org.cairn.ingest.inbox.KeptMessages.Kept;
import org.cairn.ingest.inbox.Stored;
import org.cairn.vault.Untold;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Shows what was worked off to those who look on; for feeds that nobody looks at that is one question a batch. Who fails
 * to see something holds nobody up: the messages are worked off without them, and they are told what they missed.
 */
@Component
class Bystanders {

    private static final Logger LOG = LoggerFactory.getLogger(Bystanders.class);

    private final List<Bystander> all;
    private final TransactionTemplate nested;

    Bystanders(List<Bystander> all, PlatformTransactionManager transactions) {
        this.all = all;
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    void show(Collection<Outcome> outcomes) {
        all.forEach(one -> show(one, outcomes));
    }

    private void show(Bystander one, Collection<Outcome> outcomes) {
        Map<String, List<Stored>> byFeed = outcomes.stream()
                .filter(outcome -> outcome.state() != State.WAITING && !Ingestion.ERASED.equals(outcome.reason()))
                .map(Outcome::message)
                .filter(message -> message.kind() == one.kind())
                .collect(Collectors.groupingBy(Stored::feed, TreeMap::new, Collectors.toList()));
        byFeed.forEach((id, messages) -> {
            Stored first = messages.getFirst();
            Feed feed = new Feed(id, first.platform(), first.kind(), null, false);
            if (one.looksAt(feed)) {
                show(one, feed, messages);
            }
        });
    }

    private void show(Bystander one, Feed feed, List<Stored> messages) {
        try {
            nested.executeWithoutResult(status ->
                    one.see(feed, messages.stream().map(Bystanders::kept).toList()));
        } catch (TransientDataAccessException | DataAccessResourceFailureException | TransactionException e) {
            // not theirs but the database's: the messages come again
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error(
                    "{} messages of feed {}… were worked off without {}",
                    messages.size(),
                    Work.hint(messages.getFirst()),
                    one.getClass().getSimpleName(),
                    Untold.of(e));
            one.missed(feed);
        }
    }

    private static Kept kept(Stored message) {
        return new Kept(message.key(), message.body(), message.receivedAt());
    }
}
