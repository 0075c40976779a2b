package org.cairn.ingest;

import java.time.Instant;
import java.util.List;
import org.cairn.platform.InstitutionId;

/** How the feeds are doing, and what an administrator should look at. */
public interface Watch {

    /** The figures of every feed that was not closed; cheap however much has come. */
    List<FeedFigures> feeds(InstitutionId institution);

    /** What is the matter with these feeds, the worst first. */
    List<Warning> warnings(InstitutionId institution, List<FeedFigures> feeds);

    /** What came in each quarter of an hour of the last day, the oldest first: 96 numbers. */
    List<Long> lastDay(Feed feed);

    /** The beginning of the first of these quarters of an hour. */
    Instant lastDayBegan();
}
