package org.cairn.lti;

import java.time.Instant;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/**
 * The last time that we had to do with a platform in one way, and how it went.
 *
 * @param detail the text of a {@link Complaint}: why it went wrong; no secret, nobody's name
 * @param firstAt when that happened for the first time
 */
public record Contact(
        PlatformId platform,
        Kind kind,
        boolean good,
        @Nullable String detail,
        Instant firstAt,
        Instant at) {

    /** The ways in which we have to do with a platform. */
    public enum Kind {
        /** Its public keys were fetched. */
        KEYS,
        /** It was asked for a token to manage columns of the gradebook. */
        SCOPE_COLUMNS,
        /** It was asked for a token to write scores. */
        SCOPE_SCORES,
        /** It was asked for a token to read results. */
        SCOPE_RESULTS,
        /** It was asked for a token to read rosters. */
        SCOPE_ROSTER,
        /** It was asked for a token to subscribe to notices. */
        SCOPE_NOTICES,
        /** Somebody came by a launch. */
        LAUNCH,
        /** A roster was read. */
        ROSTER,
        /** A notice came, or was subscribed to. */
        NOTICE
    }
}
