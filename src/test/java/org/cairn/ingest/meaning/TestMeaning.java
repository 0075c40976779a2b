package org.cairn.ingest.meaning;

import java.time.Clock;
import java.util.List;
import org.cairn.TestDatabase;
import org.cairn.ingest.Feeds;
import org.cairn.platform.Platforms;
import org.springframework.jdbc.core.JdbcTemplate;

/** How one node reads messages. */
public record TestMeaning(Meanings meanings, Mending mending) {

    public static TestMeaning on(
            TestDatabase.Fresh database, Clock clock, List<Translator> translators, Feeds feeds, Platforms platforms) {
        Mending mending = new Mending(new JdbcMending(new JdbcTemplate(database.dataSource())), clock);
        return new TestMeaning(
                new Meanings(translators, new Origins(feeds, platforms, clock), mending, feeds), mending);
    }
}
