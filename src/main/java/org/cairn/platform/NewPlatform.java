package org.cairn.platform;

import java.net.URI;
import java.util.List;

/** What is needed to register a platform. */
public record NewPlatform(
        String institution,
        String name,
        Family family,
        String issuer,
        String clientId,
        URI authorizationUrl,
        URI tokenUrl,
        URI jwksUrl,
        List<String> deploymentIds) {}
