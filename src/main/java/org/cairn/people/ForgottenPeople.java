package org.cairn.people;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.cairn.complaint.Complaint;
import org.cairn.platform.InstitutionId;
import org.cairn.vault.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Erases in one transaction, in all rooms; and in a second one what was written meanwhile by others who did not see it yet. */
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
        LearnerErased erased = Objects.requireNonNull(transactions.execute(status -> {
            LearnerId person = links.person(learner)
                    .filter(one -> links.holdLeading(List.of(one)))
                    .orElseThrow(() -> new Links.NotPossible(Complaint.of("link.nobody")));
            List<LearnerId> ids = erasures.ids(person);
            LearnerErased going = new LearnerErased(person, ids, erasures.names(ids), erasures.called(ids));
            events.publishEvent(going);
            erasures.note(Ids.next(), person.institution(), going.names(), by, now);
            delete(ids);
            return going;
        }));
        // whoever was writing of them meanwhile knew them still: now nobody does
        transactions.executeWithoutResult(status -> {
            events.publishEvent(erased);
            delete(erased.accounts());
        });
        LOG.info("A person was erased.");
    }

    /** Those that point to others go first. */
    private void delete(Collection<LearnerId> ids) {
        erasures.delete(List.copyOf(ids).reversed());
    }

    @Override
    public List<Erased> last(InstitutionId institution, int most) {
        return erasures.last(institution, most);
    }
}
