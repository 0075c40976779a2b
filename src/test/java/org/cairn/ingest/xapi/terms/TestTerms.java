package org.cairn.ingest.xapi.terms;

import javax.sql.DataSource;
import org.cairn.ingest.Feed;
import org.cairn.ingest.inbox.KeptMessages;
import org.cairn.ingest.work.Bystander;
import org.cairn.platform.InstitutionId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The terms of statements on a test database; what a feed held before is read when a test says so. */
public final class TestTerms {

    public final Candidates candidates;
    public final Bystander bystander;
    private final JdbcTerms rows;
    private final FirstReading reading;

    public TestTerms(DataSource database, KeptMessages messages, Keys keys) {
        rows = new JdbcTerms(new JdbcTemplate(database));
        Notes notes = new Notes(rows, messages, keys);
        reading = new FirstReading(rows, messages, notes, new JdbcTransactionManager(database));
        candidates = new Candidates(rows, messages, reading);
        bystander = notes;
    }

    /** Reads all that is there. */
    public void read(Feed feed) {
        begin(feed);
        while (reading.step(feed)) {
            // there is more
        }
    }

    /** Only what is worked off from now on is seen. */
    public void begin(Feed feed) {
        rows.begin(feed);
    }

    public void forget(InstitutionId institution) {
        rows.forget(institution);
    }
}
