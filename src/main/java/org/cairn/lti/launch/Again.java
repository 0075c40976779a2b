package org.cairn.lti.launch;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.net.PublicUrl;
import org.cairn.net.Servers;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.jspecify.annotations.Nullable;

/** Works out where on the platform somebody can open us again whose launch or session is over. */
final class Again {

    private static final Pattern CANVAS_COURSE = Pattern.compile("(/courses/\\d{1,20})(/.*)?");

    private Again() {}

    /**
     * Finds the page on which a person can open us again.
     *
     * @param returnUrl what a launch named as the page to return to
     * @return null where the platform's own address would lead nowhere: all customers of hosted Canvas share it
     */
    static @Nullable String at(Platform platform, @Nullable String returnUrl) {
        if (returnUrl != null && isSafe(returnUrl)) {
            return platform.family() == Family.CANVAS ? course(URI.create(returnUrl)) : returnUrl;
        }
        if (platform.family() == Family.CANVAS && isShared(platform.authorizationUrl())) {
            return null;
        }
        String home = Servers.origin(platform.authorizationUrl()).orElse(null);
        // a Moodle in a folder has that folder in its issuer; others have no page where their issuer points
        boolean lives =
                home != null && home.equals(Servers.origin(platform.issuer()).orElse(""));
        return lives && platform.family() == Family.MOODLE ? platform.issuer() : home;
    }

    /** Canvas's page to return to only closes a window; the course that it belongs to is the better place. */
    private static String course(URI returnUrl) {
        String path = returnUrl.getRawPath() == null ? "" : returnUrl.getRawPath();
        Matcher course = CANVAS_COURSE.matcher(path);
        String origin = Servers.origin(returnUrl).orElseThrow();
        return course.matches() ? origin + course.group(1) : returnUrl.toString();
    }

    /** A Canvas of one's own may well have the issuer of the hosted one, but not its host. */
    private static boolean isShared(URI url) {
        String host = String.valueOf(url.getHost());
        return host.endsWith(".instructure.com") || host.endsWith(".canvaslms.com");
    }

    private static boolean isSafe(String url) {
        return Servers.origin(url).isPresent() && (url.startsWith("https:") || PublicUrl.isLoopback(URI.create(url)));
    }
}
