package org.cairn.lti.registration;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cairn.net.Servers;
import org.jspecify.annotations.Nullable;

/**
 * Who frames a registration: the platform's administration pages. On Canvas these may be on a host of the customer's
 * own, which only the opening page tells. Whoever sees a page at all holds the invitation, so no framing takes anything
 * from anybody.
 */
final class Framing {

    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.\\-\\[\\]:]{1,250}");
    private static final List<String> INSTRUCTURE = List.of("https://*.instructure.com", "https://*.canvaslms.com");

    private Framing() {}

    /** The origin of a URL that somebody sent; empty if it has none that may stand in a header. */
    static Optional<String> origin(@Nullable String url) {
        return Servers.origin(url).filter(origin -> ORIGIN.matcher(origin).matches());
    }

    static List<String> ancestors(@Nullable String configuration, @Nullable String sender) {
        Set<String> origins = new LinkedHashSet<>();
        origin(configuration).ifPresent(origins::add);
        origin(sender).ifPresent(origins::add);
        if (origin(configuration)
                .map(URI::create)
                .filter(Addresses::isInstructure)
                .isPresent()) {
            origins.addAll(INSTRUCTURE);
        }
        return List.copyOf(origins);
    }
}
