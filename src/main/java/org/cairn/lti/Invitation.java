package org.cairn.lti;

import java.time.Instant;
import java.util.UUID;
import org.cairn.platform.Family;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/**
 * Leave for one platform to register itself at an institution.
 *
 * @param institution by name, because the institution may not exist before
 * @param platformName what to call the platform; null for the name it gives itself
 * @param platform what was connected; null until it is used
 */
public record Invitation(
        UUID id,
        String institution,
        Family family,
        @Nullable String platformName,
        String invitedBy,
        Instant madeAt,
        Instant expiresAt,
        State state,
        @Nullable PlatformId platform) {

    /** What an invitation is good for at the moment it was looked up. */
    public enum State {
        /** It may be used. */
        OPEN,
        /** A platform was connected with it. */
        USED,
        /** Nobody used it in time. */
        EXPIRED
    }
}
