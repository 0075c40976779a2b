package org.cairn.ingest.endpoint;

import java.util.List;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.inbox.Incoming;
import tools.jackson.databind.JsonNode;

/** Takes apart what one kind of platform posts. */
public interface Format {

    FeedKind kind();

    /** Returns a message for each event of the document; what is no event becomes a message to be quarantined. */
    List<Incoming> read(Feed feed, JsonNode document);
}
