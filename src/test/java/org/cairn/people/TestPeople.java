package org.cairn.people;

import java.time.Clock;
import org.cairn.TestDatabase;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platforms;
import org.springframework.context.ApplicationEventPublisher;

/** All that makes accounts people on a test database; other rooms' tests use it too. */
public final class TestPeople {

    private final KnownLearners learners;
    private final Links links;
    private final SharedIds ids;
    private final LinkCodes codes;
    private final Erasures erasures;

    private TestPeople(
            TestDatabase.Fresh database, Platforms platforms, ApplicationEventPublisher events, Clock clock) {
        JdbcLearners people = new JdbcLearners(database.jdbc());
        JdbcPeople found = new JdbcPeople(database.jdbc());
        JdbcAddresses addresses = new JdbcAddresses(database.jdbc());
        JdbcErasures erased = new JdbcErasures(
                database.jdbc(), (purpose, text) -> org.cairn.vault.Tokens.digest(purpose + "\nkey\n" + text));
        JdbcTrustedIds trusted = new JdbcTrustedIds(database.jdbc(), people);
        JdbcLinks linked = new JdbcLinks(database.jdbc());
        Joining joining = new Joining(people, addresses, linked, events);
        SharedIds[] self = new SharedIds[1];
        ApplicationEventPublisher heard = event -> {
            events.publishEvent(event);
            if (event instanceof IdentifiersLearned learned && self[0] != null) {
                self[0].on(learned);
            }
        };
        learners = new KnownLearners(
                people, found, addresses, erased, trusted, joining, database.transactions(), heard, clock);
        links = new LinkedAccounts(linked, found, people, trusted, joining, heard, database.transactions(), clock);
        ids = new SharedIds(
                trusted, people, linked, platforms, joining, new LinkBell(), events, database.transactions(), clock);
        self[0] = ids;
        codes = new ShortCodes(new JdbcLinkCodes(database.jdbc()), links, ids, database.transactions(), clock);
        erasures = new ForgottenPeople(erased, linked, database.transactions(), events, clock);
    }

    public static TestPeople on(
            TestDatabase.Fresh database, Platforms platforms, ApplicationEventPublisher events, Clock clock) {
        return new TestPeople(database, platforms, events, clock);
    }

    public Learners learners() {
        return learners;
    }

    public Links links() {
        return links;
    }

    public TrustedIds trusted() {
        return ids;
    }

    public LinkCodes codes() {
        return codes;
    }

    public Erasures erasures() {
        return erasures;
    }

    /** Does in the foreground what the worker does in the background. */
    public void work(InstitutionId institution) {
        while (ids.work(institution)) {
            // until nothing is left
        }
    }
}
