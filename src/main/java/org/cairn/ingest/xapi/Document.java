package org.cairn.ingest.xapi;

import java.io.IOException;
import java.util.List;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.endpoint.Senders;
import org.cairn.ingest.reading.StrictJson;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads what was sent: statements as JSON, or statements with their attachments (Communication 1.5). */
@Component
class Document {

    /** A batch of many statements. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final int MOST_STATEMENTS = 10_000;

    private final Senders senders;

    Document(Senders senders) {
        this.senders = senders;
    }

    /**
     * What was sent.
     *
     * @param files the attachments; empty for plain JSON
     */
    record Sent(JsonNode json, List<Multipart.File> files) {

        List<JsonNode> statements() {
            return Batches.statements(json);
        }
    }

    Sent read(Exchange exchange) throws IOException, Problem {
        try {
            Sent sent = exchange.mediaType().equals("multipart/mixed") ? parts(exchange) : plain(exchange);
            if (!sent.json().isObject() && !sent.json().isArray()) {
                throw Exchange.bad("The body is neither a statement nor an array of statements.");
            }
            if (sent.json().size() > MOST_STATEMENTS) {
                throw new Problem(
                        413, "too-large", "A request may hold at most %d statements.".formatted(MOST_STATEMENTS));
            }
            return sent;
        } catch (StrictJson.Unreadable e) {
            throw new Problem(400, "unreadable", String.valueOf(e.getMessage()));
        }
    }

    private Sent plain(Exchange exchange) throws IOException, Problem, StrictJson.Unreadable {
        if (exchange.strict() && !exchange.mediaType().equals("application/json")) {
            throw Exchange.bad("Statements are sent as application/json, or with attachments as multipart/mixed.");
        }
        String content = exchange.content();
        String text = content == null ? senders.text(exchange.visit(), MOST_BYTES) : content;
        return new Sent(StrictJson.read(text), List.of());
    }

    private Sent parts(Exchange exchange) throws IOException, Problem, StrictJson.Unreadable {
        byte[] body = exchange.content() == null ? exchange.visit().body(MOST_BYTES) : exchange.contentBytes();
        Multipart parts = Multipart.parse(String.valueOf(exchange.header("Content-Type")), body);
        return new Sent(StrictJson.read(parts.statements()), parts.files());
    }
}
