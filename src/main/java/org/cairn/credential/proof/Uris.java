package org.cairn.credential.proof;

import java.net.URI;
import java.net.URISyntaxException;

/** Strict absolute URIs: JSON-LD silently drops what is said about anything else. */
public final class Uris {

    private Uris() {}

    /** True for an absolute URI without spaces, brackets in its path or other characters that verifiers refuse. */
    public static boolean isStrict(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute()
                    && uri.getRawSchemeSpecificPart().length() > 0
                    && (uri.isOpaque()
                            || uri.getRawAuthority() != null
                            || !uri.getRawPath().isEmpty())
                    && !hasBracketsBehindItsHost(text, uri);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** True for a strict http or https address with a host. */
    public static boolean isWeb(String text) {
        if (!isStrict(text)) {
            return false;
        }
        URI uri = URI.create(text);
        String scheme = uri.getScheme();
        return uri.getHost() != null && ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme));
    }

    private static boolean hasBracketsBehindItsHost(String text, URI uri) {
        String authority = uri.getRawAuthority();
        String rest = authority == null ? text : text.replace(authority, "");
        return rest.indexOf('[') >= 0 || rest.indexOf(']') >= 0;
    }
}
