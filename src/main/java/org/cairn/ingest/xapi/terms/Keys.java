package org.cairn.ingest.xapi.terms;

import org.cairn.ingest.Feed;

/** Knows under which key a statement's message lies. */
public interface Keys {

    String of(Feed feed, String statementId);
}
