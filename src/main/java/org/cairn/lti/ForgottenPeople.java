package org.cairn.lti;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.vault.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Erases in one transaction, in all rooms. */
@Component
class ForgottenPeople implements Erasures {

    private static final Logger LOG = LoggerFactory.getLogger(ForgottenPeople.class);

    private final JdbcErasures erasures;
    private final JdbcLinks links;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ForgottenPeople(
            JdbcErasures erasures,
            JdbcLinks links,
            TransactionTemplate transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.erasures = erasures;
        this.links = links;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void erase(LearnerId learner, String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        transactions.executeWithoutResult(status -> {
            LearnerId person = links.person(learner)
                    .filter(one -> links.holdLeading(List.of(one)))
                    .orElseThrow(() -> new Links.NotPossible("There is no such person."));
            List<LearnerId> ids = erasures.ids(person);
            Map<PlatformId, Set<Identifier>> names = erasures.names(ids);
            events.publishEvent(new LearnerErased(person, ids, names));
            erasures.note(Ids.next(), person.institution(), names, by, now);
            // those that point to others go first
            erasures.delete(ids.reversed(), now);
        });
        LOG.info("A person was erased.");
    }

    @Override
    public List<Erased> last(InstitutionId institution, int most) {
        return erasures.last(institution, most);
    }
}
