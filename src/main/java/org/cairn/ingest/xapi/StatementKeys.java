package org.cairn.ingest.xapi;

import org.cairn.ingest.Feed;
import org.cairn.ingest.xapi.terms.Keys;
import org.springframework.stereotype.Component;

/** Tells the keys of statements' messages to those who find statements by what they say. */
@Component
class StatementKeys implements Keys {

    @Override
    public String of(Feed feed, String statementId) {
        return StatementIds.key(feed, statementId);
    }
}
