package org.cairn.lti.launch;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.cairn.net.PublicUrl;
import org.cairn.net.Servers;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;

/**
 * Which places a platform and one of its launches vouch for: only there do answers, secrets and access tokens go.
 *
 * @param origins those that may frame us, too
 * @param hosts of these origins, and where access tokens come from
 * @param hostedCanvas whether this is Canvas as its maker hosts it, where every customer has a host of their own
 */
record Vouched(List<String> origins, Set<String> hosts, boolean hostedCanvas) {

    private static final String CANVAS_HOSTS = ".instructure.com";

    static Vouched of(Platform platform, List<String> origins) {
        Set<String> hosts = new HashSet<>();
        origins.forEach(origin -> hosts.add(host(URI.create(origin))));
        hosts.add(host(platform.tokenUrl()));
        return new Vouched(origins, hosts, isHostedCanvas(platform));
    }

    static boolean isHostedCanvas(Platform platform) {
        return platform.family() == Family.CANVAS && platform.issuer().endsWith(CANVAS_HOSTS);
    }

    /** Says whether this is a page of the platform. */
    boolean isPage(URI url) {
        return isSafe(url) && (Servers.origin(url).filter(origins::contains).isPresent() || isCanvasHost(url));
    }

    /** Says whether this can be one of the platform's services. */
    boolean isService(URI url) {
        return isSafe(url) && (hosts.contains(host(url)) || isCanvasHost(url));
    }

    private boolean isCanvasHost(URI url) {
        return hostedCanvas
                && "https".equalsIgnoreCase(url.getScheme())
                && host(url).endsWith(CANVAS_HOSTS);
    }

    private static boolean isSafe(URI url) {
        return Servers.origin(url).isPresent()
                && url.getRawFragment() == null
                && ("https".equalsIgnoreCase(url.getScheme()) || PublicUrl.isLoopback(url));
    }

    private static String host(URI url) {
        return String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    }
}
