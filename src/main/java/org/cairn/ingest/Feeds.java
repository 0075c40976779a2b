package org.cairn.ingest;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.PlatformId;
import org.jspecify.annotations.Nullable;

/** The ways in. */
public interface Feeds {

    /**
     * Opens a way in that is guarded by signatures, or by nothing but its URL.
     *
     * @throws IllegalArgumentException when neither keys are named nor unsigned events allowed
     */
    Feed add(PlatformId platform, FeedKind kind, @Nullable URI jwksUrl, boolean allowUnsigned);

    /** Opens a way in that is guarded by a secret, which is told this once. */
    default Opened open(PlatformId platform, FeedKind kind, Feed.Reading reading) {
        throw new UnsupportedOperationException();
    }

    /** Makes a new secret; those made before are good for another day. */
    default String renewSecret(Feed feed) {
        throw new UnsupportedOperationException();
    }

    /** Says anew how messages are to be understood: for those that come, and those that are replayed. */
    default Feed change(Feed feed, Feed.Reading reading) {
        throw new UnsupportedOperationException();
    }

    Optional<Feed> find(String id);

    List<Feed> of(InstitutionId institution);

    /**
     * A feed that was just opened.
     *
     * @param secret 256 random bits: what the sender shows as Bearer token, or as password of HTTP Basic
     */
    record Opened(Feed feed, String secret) {}
}
