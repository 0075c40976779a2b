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

    /** Shows messages that say something still, as they came. Where that fails, what it wrote is undone. */
    void see(Feed feed, List<Kept> messages);

    /**
     * Says that messages were worked off that it failed to see. From now on nobody may take what it knows of the feed for
     * all there is.
     */
    void missed(Feed feed);
}
