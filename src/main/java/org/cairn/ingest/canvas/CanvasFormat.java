package org.cairn.ingest.canvas;

import java.util.ArrayList;
import java.util.List;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.endpoint.Format;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.reading.Canonical;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.reading.Times;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Takes apart what Canvas posts, and keeps of it what is needed and not more. */
@Component
class CanvasFormat implements Format {

    @Override
    public FeedKind kind() {
        return FeedKind.CANVAS;
    }

    @Override
    public List<Incoming> read(Feed feed, JsonNode document) {
        List<Incoming> messages = new ArrayList<>();
        for (JsonNode candidate : Envelopes.apart(document)) {
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
        JsonNode body = Envelopes.body(event);
        String name = Texts.of(metadata, "event_name");
        String time = Texts.of(metadata, "event_time");
        String root = Texts.of(metadata, "root_account_uuid");
        return Incoming.of(
                feed,
                Times.parse(time).orElse(null),
                Canonical.digest(name, time, root, body),
                name,
                Kept.of(metadata, body),
                null);
    }

    private static Incoming unrecognised(Feed feed, JsonNode document) {
        return Incoming.of(
                feed,
                null,
                Canonical.digest(null, null, null, document),
                "unrecognised",
                document.toString(),
                why(document).text());
    }

    private static Complaint why(JsonNode document) {
        if (document.has("dataVersion")) {
            return Complaint.of("canvas.is-caliper");
        }
        return document.has("SubscribeURL") ? Complaint.of("canvas.sns-asks") : Complaint.of("canvas.no-event");
    }
}
