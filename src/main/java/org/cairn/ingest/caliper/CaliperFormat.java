package org.cairn.ingest.caliper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Feed;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.reading.Canonical;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.reading.Times;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes apart what a sensor posted, and says of each piece what makes it the same when it comes again. */
final class CaliperFormat {

    private static final Pattern UUID =
            Pattern.compile("(urn:uuid:)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");
    private static final String NOBODYS_UUID = "00000000-0000-0000-0000-000000000000";

    private CaliperFormat() {}

    static List<Incoming> read(Feed feed, JsonNode document, boolean signed) throws Problem {
        List<Incoming> messages = new ArrayList<>();
        for (Envelopes.Sent sent : Envelopes.in(document, signed, feed.reading().strict())) {
            messages.add(message(feed, sent));
        }
        return messages;
    }

    private static Incoming message(Feed feed, Envelopes.Sent sent) {
        if (!sent.node().isObject() || Entity.of(sent.node()).type().isEmpty()) {
            return Incoming.of(
                    feed,
                    null,
                    Canonical.digest("unrecognised", null, sent.sensor(), sent.node()),
                    "unrecognised",
                    sent.node().toString(),
                    Complaint.of("caliper.no-type").text());
        }
        Entity item = Entity.of(sent.node());
        ObjectNode kept = Kept.of(sent.node());
        String uuid = uuid(item);
        if (uuid != null) {
            String digest = Canonical.digest("event", uuid, sent.sensor(), MissingNode.getInstance());
            return Incoming.of(feed, null, digest, type(item), kept.toString(), null);
        }
        String time = Texts.of(sent.node(), "eventTime");
        Instant at = Times.parse(time).orElse(null);
        String digest = Canonical.digest("meaning", time, sent.sensor(), kept);
        return Incoming.of(feed, at, digest, type(item), kept.toString(), null);
    }

    /** Entities keep their ids while what is told of them changes, so only an event's id makes it one. */
    private static @Nullable String uuid(Entity item) {
        String id = item.type().endsWith("Event") ? item.id() : null;
        var matcher = UUID.matcher(id == null ? "" : id.toLowerCase(Locale.ROOT));
        return matcher.matches() && !matcher.group(2).equals(NOBODYS_UUID) ? matcher.group(2) : null;
    }

    private static String type(Entity item) {
        String action = Entity.bare(Texts.of(item.node(), "action"));
        return action.isEmpty() ? item.type() : item.type() + "/" + action;
    }
}
