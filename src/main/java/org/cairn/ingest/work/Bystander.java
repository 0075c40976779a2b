package org.cairn.ingest.work;

import java.util.List;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.inbox.KeptMessages.Kept;

/** Is shown the messages of one kind of feed when they are worked off, in the same transaction. */
public interface Bystander {

    FeedKind kind();

    /** Whether messages of this feed are to be shown; nobody else changes the answer until the transaction ends. */
    boolean looksAt(Feed feed);

    /** Shows messages that say something still, as they came. */
    void see(Feed feed, List<Kept> messages);
}
