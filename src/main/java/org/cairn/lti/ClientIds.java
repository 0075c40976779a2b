package org.cairn.lti;

import java.net.URI;
import java.util.Locale;

/**
 * Whose a client id is. Our one key speaks for every client id we hold, so whoever could register another institution's
 * client id with that institution's token server would be given tokens for its courses.
 */
final class ClientIds {

    private ClientIds() {}

    /**
     * Says whether two institutions may both hold this client id: only if it is a number, which every Canvas that somebody
     * runs themselves counts from one, and if their token servers are in different domains.
     */
    static boolean mayBeShared(String clientId, URI tokenUrl, URI other) {
        return clientId.chars().allMatch(c -> c >= '0' && c <= '9')
                && !domain(tokenUrl).equals(domain(other));
    }

    /** The domain that somebody registered, such as {@code example.edu}; the host itself where there is none. */
    private static String domain(URI url) {
        return Servers.domain(url).orElseGet(() -> String.valueOf(url.getHost()).toLowerCase(Locale.ROOT));
    }
}
