package org.cairn.ingest.forgetting;

import org.cairn.ingest.FeedKind;
import org.cairn.ingest.inbox.Stored;
import org.springframework.stereotype.Component;

/** Messages that come about somebody after they were forgotten: nothing of these stays either. */
@Component
public class Latecomers {

    private final JdbcForgetting messages;
    private final JdbcFiles files;

    Latecomers(JdbcForgetting messages, JdbcFiles files) {
        this.messages = messages;
        this.files = files;
    }

    /** Empties the message, in the caller's transaction, and drops what came with it. */
    public void empty(Stored message) {
        messages.blank(message);
        if (message.kind() == FeedKind.XAPI) {
            files.drop(message.platform().institution(), message.feed(), message.key());
        }
    }
}
