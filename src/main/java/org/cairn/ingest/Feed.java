package org.cairn.ingest;

import java.net.URI;
import org.cairn.lti.PlatformId;
import org.jspecify.annotations.Nullable;

/**
 * One configured way in for events from one platform.
 *
 * @param id 256 random bits: part of the feed's URL
 * @param jwksUrl where the sender's public keys are; null for a feed that takes unsigned events only
 */
public record Feed(
        String id,
        PlatformId platform,
        FeedKind kind,
        @Nullable URI jwksUrl,
        boolean allowUnsigned) {

    /** The path that the platform posts to. */
    public String path() {
        return "/ingest/%s/%s".formatted(id, kind.name().toLowerCase(java.util.Locale.ROOT));
    }
}
