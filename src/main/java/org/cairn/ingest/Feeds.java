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
     * Opens a way in.
     *
     * @throws IllegalArgumentException when neither keys are named nor unsigned events allowed, or the kind is not offered
     */
    Feed add(PlatformId platform, FeedKind kind, @Nullable URI jwksUrl, boolean allowUnsigned);

    Optional<Feed> find(String id);

    List<Feed> of(InstitutionId institution);
}
