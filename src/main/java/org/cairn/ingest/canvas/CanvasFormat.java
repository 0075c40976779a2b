package org.cairn.ingest.canvas;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.endpoint.Format;
import org.cairn.ingest.inbox.Incoming;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Takes apart what Canvas posts, and keeps of it what is needed and not more. */
@Component
class CanvasFormat implements Format {

    private static final int LONGEST_TYPE = 100;

    @Override
    public FeedKind kind() {
        return FeedKind.CANVAS;
    }

    @Override
    public List<Incoming> read(Feed feed, JsonNode document) {
        List<JsonNode> candidates =
                document.isArray() ? document.values().stream().toList() : List.of(document);
        List<Incoming> messages = new ArrayList<>();
        for (JsonNode candidate : candidates) {
            List<JsonNode> events = Envelopes.in(candidate);
            if (events.isEmpty()) {
                messages.add(unrecognised(feed, candidate));
            }
            events.forEach(event -> messages.add(message(feed, event)));
        }
        return messages;
    }

    private static Incoming message(Feed feed, JsonNode event) {
        JsonNode metadata = Envelopes.metadata(event);
        JsonNode body = event.path("body");
        String name = Texts.of(metadata, "event_name");
        String time = Texts.of(metadata, "event_time");
        String root = Texts.of(metadata, "root_account_uuid");
        String key = key(time, Canonical.digest(name, time, root, body));
        return fitting(feed, key, type(name), Kept.of(metadata, body), null);
    }

    /**
     * Half of the digest is unique enough; with the time in front, what comes together lies together in the index, and
     * a group of messages touches few of its pages instead of one each.
     */
    private static String key(@Nullable String time, String digest) {
        long millis = Times.parse(time).map(Instant::toEpochMilli).orElse(0L);
        return HexFormat.of().toHexDigits(millis, 11) + "-" + digest.substring(0, 32);
    }

    private static Incoming unrecognised(Feed feed, JsonNode document) {
        String key = key(null, Canonical.digest(null, null, null, document));
        return fitting(
                feed,
                key,
                "unrecognised",
                document.toString(),
                "This is no Canvas event: it has no 'metadata' (or 'attributes') with a 'body'.");
    }

    private static Incoming fitting(Feed feed, String key, String type, String body, @Nullable String unusable) {
        String stored = Texts.storable(body);
        if (stored.length() > Incoming.MOST_CHARACTERS) {
            return new Incoming(feed, key, type, "{}", "The event is too long to be kept.");
        }
        return new Incoming(feed, key, type, stored, unusable);
    }

    /** The name is the sender's: what could not be a name is not shown as one. */
    private static String type(@Nullable String name) {
        return name != null && name.length() <= LONGEST_TYPE && name.matches("[\\w.:-]+") ? name : "unnamed";
    }
}
