package org.cairn.ingest.generic;

import java.time.Instant;
import java.util.Optional;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Feed;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.reading.Canonical;
import org.cairn.ingest.reading.Texts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes inbox messages of events: the same event is the same message, by its id or else by what it says. One that cannot
 * be used is known by all that it says, so that it may come again under its id, corrected.
 */
public final class EventMessages {

    private EventMessages() {}

    /** The message of an event; one that cannot be used says so. */
    public static Incoming of(Origin origin, JsonNode event, Instant now) {
        Feed feed = origin.feed();
        if (!(event instanceof ObjectNode object)) {
            return Incoming.of(
                    feed,
                    null,
                    digest("no event", event),
                    "unrecognised",
                    event.toString(),
                    Complaint.of("own.no-object").text());
        }
        ObjectNode kept = object.deepCopy();
        // an old webhook sender writes its password into the body
        kept.remove("token");
        Translation translation = OwnEvents.translate(origin, kept, now);
        return translation instanceof Translation.Unusable unusable
                ? Incoming.of(
                        feed,
                        null,
                        digest("unusable", kept),
                        type(kept),
                        kept.toString(),
                        unusable.reason().text())
                : Incoming.of(feed, time(kept), digest(kept), type(kept), kept.toString(), null);
    }

    private static @Nullable Instant time(ObjectNode event) {
        return id(event).isPresent() ? null : Fields.time(event).orElse(null);
    }

    private static String digest(ObjectNode event) {
        Optional<String> id = id(event);
        if (id.isPresent()) {
            return Canonical.digest("event id", id.get(), null, JsonNodeFactory.instance.nullNode());
        }
        return digest(null, MoodleShape.is(event) ? MoodleShape.meaning(event) : event);
    }

    private static String digest(@Nullable String kind, JsonNode event) {
        return Canonical.digest(kind, null, null, event);
    }

    private static Optional<String> id(ObjectNode event) {
        String id = Texts.of(event, "id");
        return id == null || id.isBlank() ? Optional.empty() : Optional.of(id.strip());
    }

    private static @Nullable String type(ObjectNode event) {
        return MoodleShape.is(event)
                ? Fields.text(event, "eventname").map(MoodleShape::shortName).orElse(null)
                : Fields.text(event, "type").orElse(null);
    }
}
