package org.cairn.ingest.generic;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.endpoint.Door;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.endpoint.Reception;
import org.cairn.ingest.endpoint.Senders;
import org.cairn.ingest.endpoint.Visit;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.reading.StrictJson.Unreadable;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /ingest/{feed}/events}: one event or a list of them. Each is kept, also one that cannot be used; the sender
 * is told which those are and why, but nothing has to be sent again.
 */
@Component
class EventsFeedDoor implements Door {

    static final int MOST_BYTES = 5 * 1024 * 1024;
    static final int MOST_EVENTS = 10_000;

    /** So many reasons tell the sender what is wrong. */
    private static final int MOST_TOLD = 1_000;

    private final Senders senders;
    private final Reception reception;
    private final Platforms platforms;
    private final MessageSource messages;
    private final Clock clock;

    EventsFeedDoor(Senders senders, Reception reception, Platforms platforms, MessageSource messages, Clock clock) {
        this.senders = senders;
        this.reception = reception;
        this.platforms = platforms;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public FeedKind kind() {
        return FeedKind.EVENTS;
    }

    @Override
    public void serve(Visit visit) throws IOException, Problem {
        if (!visit.rest().isEmpty()) {
            throw new Problem(404, "unknown-feed", "Events are sent to the feed's own address.");
        }
        if (!visit.isBy("POST")) {
            throw Problem.method("POST");
        }
        List<JsonNode> events = events(visit);
        if (events.size() > MOST_EVENTS) {
            throw new Problem(413, "too-large", "A request may hold at most %d events.".formatted(MOST_EVENTS));
        }
        Platform platform = platforms
                .find(visit.feed().platform())
                .orElseThrow(() -> new Problem(404, "unknown-feed", "There is no feed at this address."));
        List<Incoming> kept = new ArrayList<>(events.size());
        for (JsonNode event : events) {
            kept.add(EventMessages.of(new Origin(platform, visit.feed()), event, clock.instant()));
        }
        reception.keep(kept);
        visit.answer(200, "application/json", answer(kept).toString());
    }

    private List<JsonNode> events(Visit visit) throws IOException, Problem {
        try {
            return Shapes.read(senders.text(visit, MOST_BYTES), visit.request().getContentType());
        } catch (Unreadable e) {
            throw new Problem(400, "unreadable", String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode answer(List<Incoming> kept) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("received", kept.size());
        ArrayNode unusable = answer.putArray("unusable");
        for (int i = 0; i < kept.size() && unusable.size() < MOST_TOLD; i++) {
            String why = kept.get(i).unusable();
            if (why != null) {
                unusable.addObject()
                        .put("index", i)
                        .put("code", Complaint.read(why).getFirst().code())
                        .put("reason", Complaint.words(why, messages, Locale.ENGLISH));
            }
        }
        return answer;
    }
}
