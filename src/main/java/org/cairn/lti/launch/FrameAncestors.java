package org.cairn.lti.launch;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cairn.net.Servers;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.jspecify.annotations.Nullable;

/** Works out which origins may frame us: the launching platform's and nobody else's. */
final class FrameAncestors {

    private static final int LONGEST = 230;

    private FrameAncestors() {}

    /** What is known of a platform before it has launched us: where it signs people in, and its issuer. */
    static List<String> of(Platform platform) {
        return List.copyOf(known(platform));
    }

    /**
     * For the page that a login may show. Canvas signs people in on another host than the one that shows the course,
     * and only the launch says which; so the page that sent the login counts here. This page holds nothing to click
     * and nothing to read.
     */
    static List<String> ofLogin(Platform platform, @Nullable String sender) {
        Set<String> origins = known(platform);
        add(origins, sender);
        if (Vouched.isHostedCanvas(platform)) {
            origins.add("https://*.instructure.com");
        }
        return List.copyOf(origins);
    }

    /** What a launch adds: where it wants people to return to, and on Canvas the host of the course. */
    static List<String> of(Platform platform, @Nullable String returnUrl, @Nullable String canvasUrl) {
        Set<String> origins = known(platform);
        add(origins, returnUrl);
        if (platform.family() == Family.CANVAS) {
            add(origins, canvasUrl);
        }
        return List.copyOf(origins);
    }

    /** The same without a pattern: where a frame may be that keeps something for us. */
    static List<String> keepers(Platform platform, @Nullable String sender) {
        Set<String> origins = known(platform);
        if (Vouched.isHostedCanvas(platform)
                && Servers.origin(sender)
                        .filter(origin -> origin.matches("https://[a-z0-9.-]+\\.instructure\\.com"))
                        .isPresent()) {
            add(origins, sender);
        }
        return List.copyOf(origins);
    }

    /** What a picker adds: the page that takes the answer, which was found to be one of the platform's. */
    static List<String> and(URI answeredTo, List<String> ancestors) {
        Set<String> origins = new LinkedHashSet<>(ancestors);
        add(origins, answeredTo.toString());
        return List.copyOf(origins);
    }

    private static Set<String> known(Platform platform) {
        Set<String> origins = new LinkedHashSet<>();
        add(origins, platform.authorizationUrl().toString());
        add(origins, platform.issuer());
        return origins;
    }

    /** Only what is an origin beyond doubt may stand in a header of ours. */
    private static void add(Set<String> origins, @Nullable String url) {
        Servers.origin(url)
                .filter(origin -> origin.length() <= LONGEST)
                .filter(origin -> origin.chars().allMatch(FrameAncestors::mayStandInAnOrigin))
                .ifPresent(origins::add);
    }

    private static boolean mayStandInAnOrigin(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= '0' && character <= '9')
                || ".-:/[]".indexOf(character) >= 0;
    }
}
