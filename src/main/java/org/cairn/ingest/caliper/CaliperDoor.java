package org.cairn.ingest.caliper;

import java.io.IOException;
import java.util.Locale;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.endpoint.Door;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.endpoint.Reception;
import org.cairn.ingest.endpoint.Senders;
import org.cairn.ingest.endpoint.Visit;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.reading.StrictJson.Unreadable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Takes what Caliper sensors post (<a href="https://www.imsglobal.org/spec/caliper/v1p2#endpoint">Caliper 1.2,
 * Endpoint</a>): 200 without a body for whatever can be kept, even if some of it cannot be used.
 */
@Component
class CaliperDoor implements Door {

    static final int MOST_BYTES = 16 * 1024 * 1024;

    private final Senders senders;
    private final Reception reception;

    CaliperDoor(Senders senders, Reception reception) {
        this.senders = senders;
        this.reception = reception;
    }

    @Override
    public FeedKind kind() {
        return FeedKind.CALIPER;
    }

    @Override
    public void serve(Visit visit) throws IOException, Problem {
        if (!visit.rest().isEmpty() && !visit.rest().equals("/")) {
            throw new Problem(404, "unknown-feed", "There is nothing at this address: post to the feed's URL itself.");
        }
        if (visit.isBy("GET")) {
            senders.admit(visit);
            visit.answer(200, "application/json", Configuration.json(MOST_BYTES));
        } else if (visit.isBy("POST")) {
            take(visit);
            visit.answer(200);
        } else {
            throw Problem.method("GET, POST");
        }
    }

    private void take(Visit visit) throws IOException, Problem {
        boolean signable = visit.feed().jwksUrl() != null;
        if (!signable) {
            senders.admit(visit);
        }
        checkType(
                visit.request().getContentType(),
                signable,
                visit.feed().reading().strict());
        JsonNode document = read(senders.text(visit, MOST_BYTES));
        reception.keep(CaliperFormat.read(visit.feed(), document, signable));
    }

    private static void checkType(@Nullable String type, boolean signable, boolean strict) throws Problem {
        if (type == null || type.isBlank()) {
            return;
        }
        String bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean json = bare.equals("application/json")
                || (!strict && bare.startsWith("application/") && bare.endsWith("+json"));
        boolean token = signable && (bare.equals("application/jwt") || bare.equals("text/plain"));
        if (!json && !token) {
            throw new Problem(415, "type", "Caliper events are sent as application/json.");
        }
    }

    private static JsonNode read(String text) throws Problem {
        try {
            return StrictJson.read(text);
        } catch (Unreadable e) {
            throw Envelopes.malformed(String.valueOf(e.getMessage()));
        }
    }
}
