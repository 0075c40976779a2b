package org.cairn.platform;

import java.net.URI;

/**
 * A learning platform we trust, as LTI 1.3 registers it: one issuer and one client id.
 *
 * @param active false while an administrator has paused it: launches and events are then refused
 */
public record Platform(
        PlatformId id,
        String name,
        Family family,
        String issuer,
        String clientId,
        URI authorizationUrl,
        URI tokenUrl,
        URI jwksUrl,
        boolean active) {}
