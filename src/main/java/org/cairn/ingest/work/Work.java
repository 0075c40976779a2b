package org.cairn.ingest.work;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Ingestion.State;
import org.cairn.ingest.aside.Parking;
import org.cairn.ingest.inbox.Stored;
import org.cairn.ingest.meaning.Sitting;
import org.cairn.platform.InstitutionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works off the inbox of one institution. When a batch fails, smaller and smaller ones are tried until the message
 * that fails stands alone: it is put aside, and after some tries quarantined, and its neighbours go through.
 */
@Component
class Work {

    static final int BATCH = 500;
    static final int MOST_TRIES = 5;

    /** After so many messages of one institution it is the next one's turn. */
    static final int MOST_AT_ONCE = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(Work.class);

    private final JdbcClaims inbox;
    private final Batch batch;
    private final Parking parking;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Work(JdbcClaims inbox, Batch batch, Parking parking, PlatformTransactionManager transactions, Clock clock) {
        this.inbox = inbox;
        this.batch = batch;
        this.parking = parking;
        this.transactions = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Works off what waits, up to a bound, so that one institution's flood does not hold up the others; tells how many
     * messages that were.
     *
     * @throws RuntimeException when the database is at fault and not a message: try again later
     */
    int workOff(InstitutionId institution) {
        if (!inbox.isDue(institution, State.WAITING, clock.instant())) {
            return 0;
        }
        int total = 0;
        int size = BATCH;
        while (total < MOST_AT_ONCE) {
            AtomicReference<List<Stored>> claimed = new AtomicReference<>(List.of());
            try {
                int done = once(institution, size, claimed);
                total += done;
                if (done < size) {
                    return total;
                }
                size = Math.min(BATCH, size * 2);
            } catch (Sitting.Outdated e) {
                LOG.debug("Whose events are believed was said anew meanwhile: the batch is read once more");
            } catch (TransientDataAccessException | DataAccessResourceFailureException | TransactionException e) {
                throw e;
            } catch (RuntimeException | StackOverflowError e) {
                // an endless walk through one message must not hold up all the others for ever
                if (claimed.get().isEmpty()) {
                    throw e;
                }
                if (claimed.get().size() == 1) {
                    putAside(claimed.get().getFirst(), e);
                }
                size = Math.max(1, Math.min(size, claimed.get().size()) / 2);
            }
        }
        return total;
    }

    private int once(InstitutionId institution, int size, AtomicReference<List<Stored>> claimed) {
        Integer done = transactions.execute(status -> {
            List<Stored> messages = inbox.claim(institution, size, clock.instant());
            claimed.set(messages);
            if (!messages.isEmpty()) {
                batch.process(messages);
            }
            return messages.size();
        });
        return done == null ? 0 : done;
    }

    /**
     * The exception's text may hold what people wrote, so only its kind is told. When the batch failed it was let go of:
     * what another node has made of the message meanwhile stays.
     */
    private void putAside(Stored message, Throwable failure) {
        int tries = message.tries() + 1;
        String kind = failure.getClass().getSimpleName();
        LOG.warn("Message {} of feed {}… failed ({}, try {})", message.key(), hint(message), kind, tries);
        Outcome outcome = tries >= MOST_TRIES
                ? new Outcome(
                        message,
                        State.QUARANTINED,
                        Complaint.of("message.failed", tries, kind).text(),
                        tries,
                        message.receivedAt())
                : new Outcome(
                        message, State.WAITING, null, tries, clock.instant().plus(Duration.ofSeconds(1L << tries)));
        transactions.executeWithoutResult(status -> {
            if (inbox.hold(message)) {
                batch.settle(List.of(outcome));
            }
        });
    }

    /** The feed's id is a secret of sorts: enough of it to tell feeds apart. */
    static String hint(Stored message) {
        return message.feed().substring(0, Math.min(6, message.feed().length()));
    }

    /** Looks for the people of parked messages whose turn has come. */
    void lookForPeople(InstitutionId institution) {
        if (!inbox.isDue(institution, State.PARKED, clock.instant())) {
            return;
        }
        int total = 0;
        Integer looked;
        do {
            looked = transactions.execute(status -> parking.lookAgain(institution));
            total += looked == null ? 0 : looked;
        } while (looked != null && looked == Parking.MOST_PER_LOOK && total < MOST_AT_ONCE);
    }
}
