package org.cairn.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a platform came to be registered, and what ties it to one customer of a hosted platform.
 *
 * @param guid the platform's own id for the customer ({@code tool_platform.guid}); null until it is known
 * @param tokenAudience what an assertion for an access token is addressed to; null for the token endpoint itself
 * @param removedAt when an administrator removed the registration; null while it stands
 */
public record Connection(
        Origin origin,
        @Nullable String guid,
        @Nullable String tokenAudience,
        Instant registeredAt,
        @Nullable Instant removedAt) {

    /** Who brought the values of a registration. */
    public enum Origin {
        /** Somebody typed them. */
        MANUAL,
        /** The platform itself, by Dynamic Registration after an invitation. */
        DYNAMIC
    }
}
