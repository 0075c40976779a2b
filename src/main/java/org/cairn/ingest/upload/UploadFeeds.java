package org.cairn.ingest.upload;

import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.platform.PlatformId;
import org.springframework.stereotype.Component;

/** Every platform has one feed of its own for files; nobody learns its secret. */
@Component
class UploadFeeds {

    private final JdbcUploads rows;
    private final Feeds feeds;

    UploadFeeds(JdbcUploads rows, Feeds feeds) {
        this.rows = rows;
        this.feeds = feeds;
    }

    /** Makes sure that there is one; it must be committed before the first message comes through it. */
    void open(PlatformId platform) {
        if (rows.feed(platform).isEmpty()) {
            rows.rememberFeed(
                    platform,
                    feeds.open(platform, FeedKind.EVENTS, Feed.Reading.USUAL)
                            .feed()
                            .id());
        }
    }

    /** How what comes through it is read, as an administrator may have set; the usual way while there is none. */
    Feed.Reading reading(PlatformId platform) {
        return rows.feed(platform).flatMap(feeds::find).map(Feed::reading).orElse(Feed.Reading.USUAL);
    }

    Feed of(PlatformId platform) {
        return rows.feed(platform)
                .flatMap(feeds::find)
                .orElseThrow(() -> new IllegalStateException("A confirmed file has no feed to come in by"));
    }
}
