package org.cairn.lti.registration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.net.PublicUrl;
import org.cairn.net.Servers;

/** Which URLs a platform may name: web addresses without tricks, on ports where web servers live. */
final class Addresses {

    private static final int LONGEST = 512;
    private static final Set<Integer> WEB = Set.of(80, 443);

    /** Databases, queues and remote desktops that also live above 1023 and might take a web request for a command. */
    private static final Set<Integer> NEVER = Set.of(
            1433, 1521, 2049, 2375, 2376, 2379, 3306, 3389, 5432, 5672, 5900, 5984, 6379, 9092, 9200, 9300, 11211,
            27017);

    private static final List<String> CANVAS = List.of(".instructure.com", ".canvaslms.com");

    /** Plain http is for a platform on this computer, and only while Cairn itself is served there. */
    private final boolean loopback;

    Addresses(PublicUrl publicUrl) {
        this.loopback = PublicUrl.isLoopback(publicUrl.publicUrl());
    }

    /** The address, if it is one that may be stored and called. */
    Optional<URI> accepted(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(text)).filter(this::isAccepted);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private boolean isAccepted(URI url) {
        return url.isAbsolute()
                && !url.isOpaque()
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawFragment() == null
                && isSchemeAccepted(url)
                && isPortAccepted(url.getPort());
    }

    private boolean isSchemeAccepted(URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                || ("http".equalsIgnoreCase(url.getScheme()) && loopback && PublicUrl.isLoopback(url));
    }

    private static boolean isPortAccepted(int port) {
        return port == -1 || WEB.contains(port) || (port >= 1024 && port <= 65_535 && !NEVER.contains(port));
    }

    /** Says whether Instructure serves this host: its customers' Canvases share their servers. */
    static boolean isInstructure(URI url) {
        return "https".equalsIgnoreCase(url.getScheme()) && CANVAS.stream().anyMatch(Servers.name(url)::endsWith);
    }
}
