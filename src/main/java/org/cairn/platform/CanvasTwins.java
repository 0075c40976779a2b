package org.cairn.platform;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The beta and test environments of a Canvas that Instructure hosts. They are copies of production that keep its client
 * ids, but have issuers, hosts and keys of their own, so each is a platform of its own.
 */
public final class CanvasTwins {

    private static final String ISSUER = "https://canvas.instructure.com";

    private CanvasTwins() {}

    /** Says whether a platform with this issuer has twins: only what Instructure hosts for production has. */
    public static boolean has(String issuer) {
        return issuer.equals(ISSUER);
    }

    /** Says whether this issuer is the beta or test environment of what Instructure hosts. */
    public static boolean isTwin(String issuer) {
        return issuer.matches("https://canvas\\.(beta|test)\\.instructure\\.com");
    }

    /** The platforms to register besides this one; none unless it is production. */
    public static List<NewPlatform> of(NewPlatform production) {
        return has(production.issuer())
                ? Stream.of("beta", "test").map(twin -> twin(production, twin)).toList()
                : List.of();
    }

    /** Deployments are copied as well, because the copy knows them by the same ids. */
    private static NewPlatform twin(NewPlatform production, String twin) {
        return new NewPlatform(
                production.institution(),
                name(production.name(), twin),
                production.family(),
                "https://canvas.%s.instructure.com".formatted(twin),
                production.clientId(),
                at(production.authorizationUrl(), twin),
                at(production.tokenUrl(), twin),
                at(production.jwksUrl(), twin),
                production.deploymentIds());
    }

    private static String name(String name, String twin) {
        String suffix = " (%s)".formatted(twin);
        return name.substring(0, Math.min(name.length(), 255 - suffix.length())) + suffix;
    }

    /** {@code sso.canvaslms.com} has its twin at {@code sso.beta.canvaslms.com}; a host of the customer's own has none. */
    private static URI at(URI url, String twin) {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        String twinHost = Stream.of(".instructure.com", ".canvaslms.com")
                .filter(host::endsWith)
                .map(family -> host.substring(0, host.length() - family.length()) + "." + twin + family)
                .findFirst()
                .orElse("canvas.%s.instructure.com".formatted(twin));
        return URI.create("https://" + twinHost + url.getRawPath());
    }
}
