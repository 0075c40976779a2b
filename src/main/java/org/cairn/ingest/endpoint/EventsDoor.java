package org.cairn.ingest.endpoint;

import java.io.IOException;
import java.util.List;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.reading.StrictJson.Unreadable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Takes a JSON document by POST, or several on lines of their own, which a {@link Format} takes apart, and says how many events it held. */
public final class EventsDoor implements Door {

    private static final int MOST_EVENTS = 10_000;

    private final Format format;
    private final Senders senders;
    private final Reception reception;

    public EventsDoor(Format format, Senders senders, Reception reception) {
        this.format = format;
        this.senders = senders;
        this.reception = reception;
    }

    @Override
    public FeedKind kind() {
        return format.kind();
    }

    @Override
    public void serve(Visit visit) throws IOException, Problem {
        if (!visit.rest().isEmpty()) {
            throw Problem.unknown();
        }
        if (!visit.isBy("POST")) {
            throw Problem.method("POST");
        }
        JsonNode document = read(senders.text(visit, Bodies.MOST_BYTES));
        if (document.isArray() && document.size() > MOST_EVENTS) {
            throw new Problem(413, "too-large", "A request may hold at most %d events.".formatted(MOST_EVENTS));
        }
        List<Incoming> messages = format.read(visit.feed(), document);
        reception.keep(messages);
        visit.answer(200, "application/json", "{\"received\":" + messages.size() + "}");
    }

    private static JsonNode read(String text) throws Problem {
        try {
            return StrictJson.read(text);
        } catch (Unreadable one) {
            return several(text, one);
        }
    }

    /** Streams write one document to a line. */
    private static JsonNode several(String text, Unreadable one) throws Problem {
        ArrayNode together = JsonNodeFactory.instance.arrayNode();
        try {
            for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
                together.add(StrictJson.read(line));
            }
        } catch (Unreadable e) {
            together.removeAll();
        }
        boolean documents = together.size() > 1 && together.values().stream().allMatch(JsonNode::isObject);
        if (!documents) {
            throw new Problem(400, "unreadable", String.valueOf(one.getMessage()));
        }
        return together;
    }
}
