package org.cairn.web.admin;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Uploads;
import org.cairn.net.PublicUrl;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.cairn.web.Ways;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the pages say about the ways in for events: those of platforms that still stand. */
@Component
class FeedsSection {

    private final Feeds feeds;
    private final Ingestion ingestion;
    private final Uploads uploads;
    private final PublicUrl publicUrl;
    private final Ways ways;

    FeedsSection(Feeds feeds, Ingestion ingestion, Uploads uploads, PublicUrl publicUrl, Ways ways) {
        this.feeds = feeds;
        this.ingestion = ingestion;
        this.uploads = uploads;
        this.publicUrl = publicUrl;
        this.ways = ways;
    }

    List<FeedView> of(InstitutionId institution, Map<PlatformId, String> names, Words words) {
        Set<String> files = uploads.feeds(institution);
        return feeds.of(institution).stream()
                .filter(feed -> names.containsKey(feed.platform()))
                .map(feed -> view(
                        institution, feed, files.contains(feed.id()), names.getOrDefault(feed.platform(), ""), words))
                .toList();
    }

    private FeedView view(InstitutionId institution, Feed feed, boolean files, String platform, Words words) {
        return new FeedView(
                feed.handle(),
                platform,
                words.say("feed." + (files ? "files" : feed.kind().code())),
                feed.kind().isAsked() || files ? null : publicUrl.of(feed.path()),
                words.say("feed." + (files ? "by-people" : guard(feed))),
                ingestion
                        .lastReceivedAt(institution, feed.id())
                        .map(last -> words.say("feed.heard", words.ago(last, ways.now())))
                        .orElseGet(() -> words.say("feed.silent")));
    }

    private static String guard(Feed feed) {
        if (feed.kind().isAsked()) {
            return "token";
        }
        return feed.allowUnsigned() ? "unsigned" : feed.jwksUrl() == null ? "secret" : "signed";
    }

    /** One way in, worded; without a {@code url} where nobody sends. */
    record FeedView(
            String handle,
            String platform,
            String kind,
            @Nullable String url,
            String guard,
            String heard) {}
}
