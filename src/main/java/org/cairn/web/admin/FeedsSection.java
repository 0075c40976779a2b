package org.cairn.web.admin;

import java.util.List;
import java.util.Map;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.PlatformId;
import org.cairn.lti.PublicUrl;
import org.cairn.web.Ways;
import org.cairn.web.Words;
import org.springframework.stereotype.Component;

/** What the pages say about the ways in for events: those of platforms that still stand. */
@Component
class FeedsSection {

    private final Feeds feeds;
    private final Ingestion ingestion;
    private final PublicUrl publicUrl;
    private final Ways ways;

    FeedsSection(Feeds feeds, Ingestion ingestion, PublicUrl publicUrl, Ways ways) {
        this.feeds = feeds;
        this.ingestion = ingestion;
        this.publicUrl = publicUrl;
        this.ways = ways;
    }

    List<FeedView> of(InstitutionId institution, Map<PlatformId, String> names, Words words) {
        return feeds.of(institution).stream()
                .filter(feed -> names.containsKey(feed.platform()))
                .map(feed -> view(institution, feed, names.getOrDefault(feed.platform(), ""), words))
                .toList();
    }

    private FeedView view(InstitutionId institution, Feed feed, String platform, Words words) {
        return new FeedView(
                platform,
                words.say("feed." + feed.kind().code()),
                publicUrl.of(feed.path()),
                words.say(feed.allowUnsigned() ? "feed.unsigned" : "feed.signed"),
                ingestion
                        .lastReceivedAt(institution, feed.id())
                        .map(last -> words.say("feed.heard", words.ago(last, ways.now())))
                        .orElseGet(() -> words.say("feed.silent")));
    }

    /** One way in, worded. */
    record FeedView(String platform, String kind, String url, String signed, String heard) {}
}
