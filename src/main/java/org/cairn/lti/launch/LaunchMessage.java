package org.cairn.lti.launch;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a resource link launch says, read strictly where trust depends on it and leniently elsewhere (LTI 1.3 section
 * 5.3 and appendix).
 *
 * @param contextId the course; absent where the platform launched us outside of one
 * @param membershipsUrl where the roster of the course can be asked for
 * @param returnUrl where the platform wants people to return to
 */
record LaunchMessage(
        String subject,
        String deployment,
        List<String> roles,
        @Nullable String contextId,
        @Nullable String contextTitle,
        @Nullable String name,
        @Nullable String email,
        @Nullable String legacyUserId,
        @Nullable URI membershipsUrl,
        @Nullable String returnUrl,
        Claims custom) {

    private static final int LONGEST_ID = 255;
    private static final int LONGEST_TITLE = 255;
    private static final int MOST_ROLES = 500;
    private static final String NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice";

    /**
     * Reads the claims of a verified token.
     *
     * @throws LaunchRefused when it is no launch, or not one that we can serve
     */
    static LaunchMessage of(Claims claims, Origins origins) {
        if (!"1.3.0".equals(claims.text(Claims.LTI + "version"))) {
            throw Refusal.MESSAGE.because("the message is not LTI 1.3.0");
        }
        checkType(claims.text(Claims.LTI + "message_type"));
        String target = claims.text(Claims.LTI + "target_link_uri");
        if (target == null || !origins.isOurs(target)) {
            throw Refusal.TARGET.because("target_link_uri is missing or leads elsewhere");
        }
        claims.object(Claims.LTI + "resource_link").identifier("id", LONGEST_ID);
        String subject = claims.identifier("sub", LONGEST_ID);
        Claims context = claims.object(Claims.LTI + "context");
        String contextId = claims.has(Claims.LTI + "context") ? context.identifier("id", LONGEST_ID) : null;
        String title = context.text("title") == null ? context.text("label") : context.text("title");
        return new LaunchMessage(
                subject,
                claims.identifier(Claims.LTI + "deployment_id", LONGEST_ID),
                claims.texts(Claims.LTI + "roles", MOST_ROLES),
                contextId,
                Text.forDisplay(title, LONGEST_TITLE),
                name(claims),
                email(claims.text("email")),
                legacyUserId(claims),
                webAddress(claims.object(NRPS).text("context_memberships_url")),
                claims.object(Claims.LTI + "launch_presentation").text("return_url"),
                claims.object(Claims.LTI + "custom"));
    }

    /** Returns a custom parameter, unless the platform sent back the name of a variable that it could not fill in. */
    @Nullable
    String custom(String name) {
        String value = custom.text(name);
        return value == null || value.isBlank() || value.startsWith("$") ? null : value;
    }

    private static void checkType(@Nullable String type) {
        if ("LtiDeepLinkingRequest".equals(type)) {
            throw Refusal.DEEP_LINKING.because("deep linking is not offered");
        }
        if (!"LtiResourceLinkRequest".equals(type)) {
            throw Refusal.MESSAGE.because("the message is not a resource link launch");
        }
    }

    private static @Nullable String name(Claims claims) {
        String whole = Text.forDisplay(claims.text("name"), LONGEST_TITLE);
        if (whole != null) {
            return whole;
        }
        String given = Optional.ofNullable(claims.text("given_name")).orElse("");
        String family = Optional.ofNullable(claims.text("family_name")).orElse("");
        return Text.forDisplay(given + " " + family, LONGEST_TITLE);
    }

    private static @Nullable String email(@Nullable String email) {
        return email != null && Text.isIdentifier(email, 254) && email.indexOf('@') > 0 ? email : null;
    }

    private static @Nullable String legacyUserId(Claims claims) {
        String id = claims.text(Claims.LTI + "lti11_legacy_user_id");
        if (id == null) {
            id = claims.object(Claims.LTI + "lti1p1").text("user_id");
        }
        return id != null && Text.isIdentifier(id, LONGEST_ID) && !id.startsWith("$") ? id : null;
    }

    private static @Nullable URI webAddress(@Nullable String url) {
        if (url == null || url.length() > 2000 || Origins.of(url).isEmpty()) {
            return null;
        }
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
