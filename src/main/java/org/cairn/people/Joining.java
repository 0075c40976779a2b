package org.cairn.people;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cairn.people.Links.How;
import org.cairn.platform.PlatformId;
import org.cairn.vault.Ids;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Makes people of accounts, and accounts of people, within the caller's transaction. */
@Component
class Joining {

    private final JdbcLearners learners;
    private final JdbcAddresses addresses;
    private final JdbcLinks links;
    private final ApplicationEventPublisher events;

    Joining(JdbcLearners learners, JdbcAddresses addresses, JdbcLinks links, ApplicationEventPublisher events) {
        this.learners = learners;
        this.addresses = addresses;
        this.links = links;
        this.events = events;
    }

    /** Why, and by whom. */
    record Reason(How how, String why, String by) {}

    /** Makes one account another one, for ever; false when somebody was faster: then read again. */
    boolean absorb(Acquaintance from, Acquaintance into, Instant now) {
        if (!links.hold(List.of(from, into))) {
            return false;
        }
        if (!from.person().equals(into.person()) && !links.isAlone(from.id(), from.person())) {
            // whose other accounts were linked with it stays linked with them
            link(from.person(), into.person(), new Reason(How.SAME, "", "cairn"), now);
        }
        learners.absorb(from.id(), into);
        addresses.move(from.id(), into.id());
        links.rename(from.id(), into.id());
        events.publishEvent(new LearnersMerged(from.id(), into.person(), into.id()));
        return true;
    }

    /** Makes two people one; both lead the accounts they have, and are held by the caller. */
    void link(LearnerId from, LearnerId into, Reason reason, Instant now) {
        links.rememberMemberships(from);
        links.rememberMemberships(into);
        links.link(from, into);
        learners.moveMemberships(from, into);
        links.note(Ids.next(), from, into, reason, now);
        events.publishEvent(new LearnersMerged(from, into, from));
    }

    /** Makes an account a person of its own again; it is linked, does not lead, and is held by the caller. */
    void part(LearnerId account, LearnerId person) {
        links.part(account, person);
        Set<LearnerId> remaining = new LinkedHashSet<>(links.accounts(person));
        Set<PlatformId> theirs = links.platforms(List.of(account));
        Set<PlatformId> others = links.platforms(remaining);
        Set<PlatformId> alone = new LinkedHashSet<>(theirs);
        alone.removeAll(others);
        links.partMemberships(account, person, alone, new ArrayList<>(remaining));
        events.publishEvent(new LearnersParted(person, account, remaining, alone));
    }
}
