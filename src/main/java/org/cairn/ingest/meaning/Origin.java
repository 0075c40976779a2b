package org.cairn.ingest.meaning;

import org.cairn.ingest.Feed;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;

/** Where a message came from, as far as its meaning depends on it. */
public record Origin(Platform platform, Feed feed) {

    public PlatformId id() {
        return platform.id();
    }
}
