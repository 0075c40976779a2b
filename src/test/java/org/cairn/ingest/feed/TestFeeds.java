package org.cairn.ingest.feed;

import java.time.Clock;
import org.cairn.TestDatabase;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Pulls;
import org.cairn.ingest.Uploads;
import org.cairn.ingest.Watch;
import org.cairn.ingest.inbox.Circuit;
import org.cairn.platform.Platforms;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** The feeds of one node on a test database. */
public record TestFeeds(Feeds feeds, OpenFeeds open, Watch watch) {

    /** What the watch asks besides is looked for among these beans. */
    public static TestFeeds on(
            TestDatabase.Fresh database, Clock clock, Platforms platforms, Circuit circuit, BeanFactory beans) {
        JdbcFeeds rows = new JdbcFeeds(new JdbcTemplate(database.dataSource()), clock);
        OpenFeeds open = new OpenFeeds(rows, platforms, circuit, clock);
        Feeds feeds = new OfferedFeeds(rows, open, database.transactions().getTransactionManager(), clock);
        Watch watch = new FeedWatch(
                feeds,
                new JdbcFigures(database.jdbc()),
                platforms,
                beans.getBeanProvider(Pulls.class),
                beans.getBeanProvider(Uploads.class),
                clock);
        return new TestFeeds(feeds, open, watch);
    }

    /** Has them learnt of that nobody has used yet, and all of them again. */
    public static void learnAll(OpenFeeds open, boolean again) {
        open.learnAll(again);
    }
}
