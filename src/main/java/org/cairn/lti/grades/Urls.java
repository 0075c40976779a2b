package org.cairn.lti.grades;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cairn.lti.Family;
import org.cairn.lti.Platform;
import org.jspecify.annotations.Nullable;

/** The URLs of the grade services: which are trusted with a token, and how others are made of them. */
final class Urls {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*");
    private static final int LONGEST = 2_000;

    private Urls() {}

    /**
     * Says whether the registration vouches for the server of a URL that a launch told: it is one of those it was made
     * with. Canvas in its maker's cloud serves its customers on many hosts under one issuer; one with a name of its own
     * counts when the launch names it as the server of the roster too.
     */
    static boolean isVouchedFor(Platform platform, URI url, @Nullable URI memberships) {
        if (url.getHost() == null
                || url.getRawUserInfo() != null
                || url.toString().length() > LONGEST) {
            return false;
        }
        if (Stream.of(
                        URI.create(platform.issuer()),
                        platform.authorizationUrl(),
                        platform.tokenUrl(),
                        platform.jwksUrl())
                .anyMatch(known -> isSameServer(known, url))) {
            return true;
        }
        boolean named = "https".equalsIgnoreCase(url.getScheme())
                && !ADDRESS.matcher(url.getHost()).matches();
        return named && isHostedCanvas(platform) && (isCanvasHost(url) || isSameServer(memberships, url));
    }

    private static boolean isHostedCanvas(Platform platform) {
        return platform.family() == Family.CANVAS && isCanvasHost(URI.create(platform.issuer()));
    }

    private static boolean isCanvasHost(URI url) {
        String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
        return host.endsWith(".instructure.com") || host.endsWith(".canvaslms.com");
    }

    static boolean isSameServer(@Nullable URI one, URI other) {
        return one != null
                && one.getHost() != null
                && one.getHost().equalsIgnoreCase(other.getHost())
                && one.getScheme().equalsIgnoreCase(other.getScheme())
                && port(one) == port(other);
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }

    /** Moodle's URLs have a query, which stays behind the path. */
    static URI below(URI lineItem, String segment) {
        String path = lineItem.getRawPath() == null ? "" : lineItem.getRawPath().replaceAll("/+$", "");
        String query = lineItem.getRawQuery() == null ? "" : "?" + lineItem.getRawQuery();
        return URI.create(
                "%s://%s%s/%s%s".formatted(lineItem.getScheme(), lineItem.getRawAuthority(), path, segment, query));
    }

    static URI with(URI url, String name, String value) {
        String separator = url.getRawQuery() == null ? "?" : "&";
        return URI.create(url + separator + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    /** The same line item, whatever stands in the query. */
    static boolean isSameItem(URI one, @Nullable String other) {
        if (other == null) {
            return true;
        }
        try {
            URI second = URI.create(other);
            return isSameServer(one, second) && one.getRawPath().equals(second.getRawPath());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
