package org.cairn.ingest.xapi.terms;

import java.util.List;
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

    /** Whether lists go by the terms. */
    public boolean isRead(Feed feed) {
        return rows.reading(feed).filter(JdbcTerms.Reading::complete).isPresent();
    }

    /** The term of what refers to this statement. */
    public static long reference(String id) {
        return Terms.reference(id);
    }

    /** Reads these in the background until it is stopped. */
    public AutoCloseable reading(List<Feed> feeds) {
        feeds.forEach(reading::wanted);
        reading.start();
        return reading::stop;
    }

    public void forget(InstitutionId institution) {
        rows.forget(institution);
    }
}
