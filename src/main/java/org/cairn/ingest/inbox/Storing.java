package org.cairn.ingest.inbox;

import java.util.List;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.spool.Spool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores groups of messages in one transaction each; one bad message costs its neighbours nothing. */
@Component
class Storing {

    private static final Logger LOG = LoggerFactory.getLogger(Storing.class);

    private final JdbcArrivals arrivals;
    private final Repeats repeats;
    private final Spool spool;
    private final TransactionTemplate transactions;
    private final InboxBell bell;

    Storing(
            JdbcArrivals arrivals,
            Repeats repeats,
            Spool spool,
            PlatformTransactionManager transactions,
            InboxBell bell) {
        this.arrivals = arrivals;
        this.repeats = repeats;
        this.spool = spool;
        this.transactions = new TransactionTemplate(transactions);
        this.bell = bell;
    }

    /** Says that the database takes nothing at the moment, whatever it is given. */
    static final class Away extends Exception {
        Away(Throwable cause) {
            super(cause.getClass().getSimpleName(), cause);
        }
    }

    /** Returns when all of it is stored, or kept as what could not be stored. */
    void store(List<Heard> messages) throws Away {
        try {
            together(messages);
        } catch (RuntimeException e) {
            throwIfAway(e);
            LOG.warn(
                    "One of {} messages cannot be stored as it is ({}); storing each by itself",
                    messages.size(),
                    e.getClass().getSimpleName());
            for (Heard message : messages) {
                alone(message);
            }
        }
    }

    /** Asks whether the database is there. */
    void probe() throws Away {
        try {
            transactions.executeWithoutResult(status -> {
                arrivals.beBrief();
                arrivals.probe();
            });
        } catch (RuntimeException e) {
            throw new Away(e);
        }
    }

    private void together(List<Heard> messages) {
        transactions.executeWithoutResult(status -> {
            arrivals.beBrief();
            List<Heard> mayBeRepeats = arrivals.store(messages);
            if (!mayBeRepeats.isEmpty()) {
                repeats.note(mayBeRepeats);
            }
        });
        bell.ring();
    }

    private void alone(Heard heard) throws Away {
        try {
            together(List.of(heard));
        } catch (RuntimeException e) {
            throwIfAway(e);
            replace(heard);
        }
    }

    /** Only a database that takes another message in its place may say that it is the message's own fault. */
    private void replace(Heard heard) throws Away {
        Incoming message = heard.message();
        Heard mark = new Heard(
                new Incoming(
                        message.feed(),
                        message.key(),
                        "unreadable",
                        "{}",
                        Complaint.of("message.not-kept").text()),
                heard.at());
        try {
            transactions.executeWithoutResult(status -> {
                arrivals.store(List.of(mark));
                status.setRollbackOnly();
            });
        } catch (RuntimeException e) {
            throw new Away(e);
        }
        try {
            together(List.of(heard));
        } catch (RuntimeException e) {
            throwIfAway(e);
            LOG.warn("Message {} cannot be stored as it is and is set aside", message.key());
            spool.keepAside(SpooledMessage.bytes(heard));
            storeMark(mark);
        }
    }

    private void storeMark(Heard mark) throws Away {
        try {
            together(List.of(mark));
        } catch (RuntimeException e) {
            throw new Away(e);
        }
    }

    private static void throwIfAway(RuntimeException e) throws Away {
        if (e instanceof TransientDataAccessException
                || e instanceof RecoverableDataAccessException
                || e instanceof DataAccessResourceFailureException
                || e instanceof TransactionException) {
            throw new Away(e);
        }
    }
}
