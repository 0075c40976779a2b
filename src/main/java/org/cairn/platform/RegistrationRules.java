package org.cairn.platform;

import java.net.URI;
import java.net.URISyntaxException;
import org.cairn.complaint.Objection;
import org.cairn.database.Text;
import org.cairn.net.PublicUrl;
import org.jspecify.annotations.Nullable;

/** What a registration must look like before we store it. */
final class RegistrationRules {

    private static final int LONGEST_TEXT = 255;
    private static final int LONGEST_URL = 512;

    private RegistrationRules() {}

    /**
     * Returns the registration with stray blanks removed.
     *
     * @throws Objection naming the field that cannot be accepted
     */
    static NewPlatform checked(NewPlatform platform) {
        if ((Object) platform.family() == null) {
            throw Objection.of("field.no-family");
        }
        if ((Object) platform.deploymentIds() == null) {
            throw Objection.of("field.no-deployments");
        }
        return new NewPlatform(
                text("institution", platform.institution()),
                text("name", platform.name()),
                platform.family(),
                issuer(text("issuer", platform.issuer())),
                clientId(platform.clientId()),
                url("authorizationUrl", platform.authorizationUrl(), LONGEST_URL),
                url("tokenUrl", platform.tokenUrl(), LONGEST_URL),
                url("jwksUrl", platform.jwksUrl(), LONGEST_URL),
                platform.deploymentIds().stream()
                        .map(RegistrationRules::deploymentId)
                        .distinct()
                        .toList());
    }

    static String deploymentId(@Nullable String deploymentId) {
        return text("deploymentIds", deploymentId);
    }

    static String guid(@Nullable String guid) {
        return text("guid", guid);
    }

    private static String text(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw Objection.of("field.empty", field);
        }
        String stripped = text.strip();
        if (stripped.length() > LONGEST_TEXT) {
            throw Objection.of("field.long", field, LONGEST_TEXT);
        }
        if (!Text.isPlain(stripped)) {
            throw Objection.of("field.control", field);
        }
        return stripped;
    }

    /** One client id must have one spelling, or else it would be two institutions'. */
    private static String clientId(@Nullable String clientId) {
        String text = text("clientId", clientId);
        if (ClientIds.isOddNumber(text)) {
            throw Objection.of("field.client-number");
        }
        return text;
    }

    /** The issuer is compared letter by letter, so it is stored as it came. */
    private static String issuer(String issuer) {
        try {
            url("issuer", new URI(issuer), LONGEST_TEXT);
        } catch (URISyntaxException e) {
            throw Objection.of("field.issuer");
        }
        return issuer;
    }

    private static URI url(String field, @Nullable URI url, int longest) {
        if (url == null || url.toString().isBlank()) {
            throw Objection.of("field.empty", field);
        }
        if (url.toString().length() > longest) {
            throw Objection.of("field.long", field, longest);
        }
        if (!url.isAbsolute() || url.isOpaque() || url.getHost() == null) {
            throw Objection.of("field.url", field);
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw Objection.of("field.url-bare", field);
        }
        boolean https = "https".equalsIgnoreCase(url.getScheme());
        boolean loopback = "http".equalsIgnoreCase(url.getScheme()) && PublicUrl.isLoopback(url);
        if (!https && !loopback) {
            throw Objection.of("field.https", field);
        }
        return url;
    }
}
