package org.cairn.lti.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.cairn.lti.Checkups;
import org.cairn.lti.Contact;
import org.cairn.lti.CourseCopied;
import org.cairn.platform.Institution;
import org.cairn.platform.Platforms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes notices, each once: what it tells and that it was taken are stored together. It is remembered for twice as long
 * as a notice may be old, so that none is ever taken twice and the memory stays small.
 */
@Component
class Taking {

    static final Duration REMEMBERED = NoticeReader.OLDEST.multipliedBy(2);

    private static final Logger LOG = LoggerFactory.getLogger(Taking.class);
    private static final int BATCH = 500;

    private final JdbcNotices notices;
    private final JdbcSubscriptions subscriptions;
    private final Platforms platforms;
    private final Checkups checkups;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Taking(
            JdbcNotices notices,
            JdbcSubscriptions subscriptions,
            Platforms platforms,
            Checkups checkups,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            Clock clock) {
        this.notices = notices;
        this.subscriptions = subscriptions;
        this.platforms = platforms;
        this.checkups = checkups;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What became of a notice. */
    enum Outcome {
        TAKEN,
        REPEATED,
        IGNORED
    }

    Outcome take(Notice notice) {
        if (notice.content() instanceof Notice.Unused unused) {
            LOG.info(
                    "Platform {} sent a notice that was ignored: {}.",
                    notice.platform().id().value(),
                    unused.reason());
            return Outcome.IGNORED;
        }
        Outcome outcome = Objects.requireNonNull(transactions.execute(status -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            if (!notices.add(notice.platform().id(), notice.id(), now)) {
                return Outcome.REPEATED;
            }
            subscriptions.heard(notice.platform().id(), notice.deployment(), notice.type(), now);
            tell(notice);
            return Outcome.TAKEN;
        }));
        checkups.note(notice.platform().id(), Contact.Kind.NOTICE, true, null);
        return outcome;
    }

    private void tell(Notice notice) {
        switch (notice.content()) {
            case Notice.ContextCopy copy ->
                events.publishEvent(new CourseCopied(
                        notice.platform().id(), copy.from(), copy.to(), CourseCopied.How.NOTICE, notice.at()));
            case Notice.Hello hello ->
                LOG.info(
                        "Platform {} says hello: notices arrive.",
                        notice.platform().id().value());
            case Notice.Unused unused -> throw new IllegalStateException("what is not used tells nothing");
        }
    }

    @Scheduled(initialDelayString = "PT7M", fixedDelayString = "PT6H")
    void forget() {
        Instant before = clock.instant().minus(REMEMBERED).truncatedTo(ChronoUnit.MICROS);
        for (Institution institution : platforms.institutions()) {
            while (notices.forget(institution.id(), before, BATCH) == BATCH) {
                // until nothing so old is left
            }
        }
    }
}
