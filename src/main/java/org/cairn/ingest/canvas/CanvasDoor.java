package org.cairn.ingest.canvas;

import java.io.IOException;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.endpoint.Door;
import org.cairn.ingest.endpoint.EventsDoor;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.endpoint.Reception;
import org.cairn.ingest.endpoint.Senders;
import org.cairn.ingest.endpoint.Visit;
import org.springframework.stereotype.Component;

/** Takes Canvas Live Events, as Canvas posts them over HTTPS. */
@Component
class CanvasDoor implements Door {

    private final EventsDoor events;

    CanvasDoor(CanvasFormat format, Senders senders, Reception reception) {
        events = new EventsDoor(format, senders, reception);
    }

    @Override
    public FeedKind kind() {
        return FeedKind.CANVAS;
    }

    @Override
    public void serve(Visit visit) throws IOException, Problem {
        events.serve(visit);
    }
}
