package org.cairn.ingest.endpoint;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cairn.ingest.FeedKind;

/** What is done with the requests to feeds of one kind. Whoever comes has been let in as far as the feed's URL goes. */
public interface Door {

    FeedKind kind();

    /** Writes the header fields that stand on every answer of this door, also on refusals. */
    default void begin(HttpServletResponse response) {}

    /**
     * Answers one request; {@link Senders} says who sent it, {@link Reception} keeps what it brings.
     *
     * @throws Problem to refuse it, as problem+json
     */
    void serve(Visit visit) throws IOException, Problem;
}
