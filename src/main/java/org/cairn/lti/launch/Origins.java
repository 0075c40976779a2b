package org.cairn.lti.launch;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.cairn.lti.PublicUrl;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares web origins (RFC 6454): ours with those that requests and tokens name. */
@Component
class Origins {

    private final String ours;

    Origins(PublicUrl publicUrl) {
        this.ours = of(publicUrl.publicUrl())
                .orElseThrow(() -> new IllegalStateException("cairn.public-url must be an http or https URL"));
    }

    /** Tells whether a URL that somebody sent stays within our own origin. */
    boolean isOurs(String url) {
        return of(url).filter(ours::equals).isPresent();
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

    /** Returns the origin of an http or https URL, in lower case and without a default port. */
    static Optional<String> of(@Nullable String url) {
        if (url == null || url.length() > 4096) {
            return Optional.empty();
        }
        try {
            return of(new URI(url));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Returns the origin of an http or https URL, in lower case and without a default port. */
    static Optional<String> of(URI url) {
        String scheme = url.getScheme();
        String host = url.getHost();
        if (scheme == null || host == null || url.getRawUserInfo() != null) {
            return Optional.empty();
        }
        scheme = scheme.toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return Optional.empty();
        }
        int usual = scheme.equals("https") ? 443 : 80;
        String port = url.getPort() == -1 || url.getPort() == usual ? "" : ":" + url.getPort();
        return Optional.of(scheme + "://" + host.toLowerCase(Locale.ROOT) + port);
    }
}
