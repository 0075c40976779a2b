package org.cairn.ingest;

/** Which format a feed speaks. */
public enum FeedKind {
    CANVAS,
    CALIPER,
    XAPI,
    EVENTS
}
