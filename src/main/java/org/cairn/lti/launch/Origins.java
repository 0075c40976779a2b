package org.cairn.lti.launch;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.cairn.net.PublicUrl;
import org.cairn.net.Servers;
import org.springframework.stereotype.Component;

/** Compares web origins (RFC 6454): ours with those that requests and tokens name. */
@Component
class Origins {

    private final String ours;

    Origins(PublicUrl publicUrl) {
        this.ours = Servers.origin(publicUrl.publicUrl())
                .orElseThrow(() -> new IllegalStateException("cairn.public-url must be an http or https URL"));
    }

    /** Tells whether a URL that somebody sent stays within our own origin. */
    boolean isOurs(String url) {
        return Servers.origin(url).filter(ours::equals).isPresent();
    }

    boolean isSecure() {
        return ours.startsWith("https:");
    }

    boolean isLoopback() {
        return PublicUrl.isLoopback(URI.create(ours));
    }

    /**
     * Tells whether a browser says that another site, or a sandboxed frame, made this request. Requests that say
     * nothing about their origin, as those of scripts, are not foreign.
     */
    boolean isForeign(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            return true;
        }
        String origin = request.getHeader("Origin");
        return origin != null && !origin.equals(ours) && !isAddressOf(request, origin);
    }

    /** Tells whether a browser vouches that one of our own pages made this request. */
    boolean isVouchedFor(HttpServletRequest request) {
        boolean vouched = request.getHeader("Sec-Fetch-Site") != null || request.getHeader("Origin") != null;
        return vouched && !isForeign(request);
    }

    /** Behind some proxies, and in tests, people reach us under another address than the public one. */
    private static boolean isAddressOf(HttpServletRequest request, String origin) {
        String host = request.getHeader("Host");
        return host != null && (origin.equals("https://" + host) || origin.equals("http://" + host));
    }
}
