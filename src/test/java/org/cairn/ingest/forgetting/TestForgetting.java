package org.cairn.ingest.forgetting;

import org.cairn.TestDatabase;
import org.cairn.evidence.EvidenceLog;
import org.cairn.ingest.meaning.TestMeaning;
import org.cairn.ingest.spool.Spool;
import org.cairn.people.LearnerErased;
import org.springframework.jdbc.core.JdbcTemplate;

/** How one node forgets, on a test database. */
public final class TestForgetting {

    public final Latecomers latecomers;
    private final Forgetting forgetting;

    private TestForgetting(Latecomers latecomers, Forgetting forgetting) {
        this.latecomers = latecomers;
        this.forgetting = forgetting;
    }

    public static TestForgetting on(TestDatabase.Fresh database, EvidenceLog log, TestMeaning meaning, Spool spool) {
        JdbcTemplate template = new JdbcTemplate(database.dataSource());
        JdbcForgetting rows = new JdbcForgetting(template);
        JdbcFiles files = new JdbcFiles(template);
        return new TestForgetting(
                new Latecomers(rows, files),
                new Forgetting(log, rows, new Traces(rows, meaning.meanings()), files, spool));
    }

    public void hear(Object event) {
        if (event instanceof LearnerErased erased) {
            forgetting.on(erased);
        }
    }
}
