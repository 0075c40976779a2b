package org.cairn.ingest.aside;

import java.time.Clock;
import org.cairn.TestDatabase;
import org.cairn.evidence.TestEvidence;
import org.cairn.ingest.FeedAccounts;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Quarantine;
import org.cairn.ingest.inbox.InboxBell;
import org.cairn.ingest.inbox.Repeats;
import org.cairn.ingest.meaning.TestMeaning;
import org.cairn.people.IdentifiersLearned;
import org.cairn.people.LearnerErased;
import org.cairn.people.Learners;
import org.cairn.people.NamesSpread;
import org.cairn.platform.Platforms;
import org.springframework.jdbc.core.JdbcTemplate;

/** What one node puts aside, on a test database. */
public record TestAside(
        Parking parking,
        Quarantine quarantine,
        FeedAccounts accounts,
        Ingestion ingestion,
        Repeats repeats,
        Retelling retelling) {

    public static TestAside on(
            TestDatabase.Fresh database,
            Clock clock,
            TestMeaning meaning,
            Learners learners,
            InboxBell bell,
            Feeds feeds,
            Platforms platforms) {
        JdbcTemplate template = new JdbcTemplate(database.dataSource());
        JdbcConflicts conflicts = new JdbcConflicts(template);
        JdbcQuarantine quarantined = new JdbcQuarantine(template);
        KeptQuarantine kept = new KeptQuarantine(
                quarantined,
                meaning.mending(),
                meaning.meanings(),
                learners,
                bell,
                database.transactions().getTransactionManager(),
                clock);
        return new TestAside(
                new Parking(new JdbcParking(template), learners, bell, clock),
                kept,
                new BelievedAccounts(feeds, kept, platforms),
                new JdbcIngestion(database.jdbc(), conflicts, clock),
                new Conflicts(conflicts, quarantined, meaning.meanings()),
                new Retelling(
                        learners,
                        meaning.mending(),
                        meaning.meanings(),
                        quarantined,
                        TestEvidence.retraction(database)));
    }

    public void hear(Object event) {
        switch (event) {
            case IdentifiersLearned learned -> parking.on(learned);
            case NamesSpread spread -> parking.on(spread);
            case LearnerErased erased -> parking.on(erased);
            default -> {}
        }
    }
}
