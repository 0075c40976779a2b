package org.cairn.lti.launch;

import java.util.List;
import java.util.Optional;
import org.cairn.net.Servers;
import org.cairn.platform.Platform;
import org.jspecify.annotations.Nullable;

/**
 * What a launch says, read strictly where trust depends on it and leniently elsewhere (LTI 1.3 section 5.3 and
 * appendix).
 *
 * @param contextId the course; absent where the platform launched us outside of one
 * @param resourceLinkId absent where the platform has none for what was opened
 * @param sisId the person's number in the student information system (LTI 1.3 appendix D)
 * @param username the name they log in by, as Moodle tells it
 * @param guid the platform's id of its customer
 * @param returnUrl where the platform wants people to return to
 * @param copiedFrom context ids of the courses that this one was copied from, nearest first
 */
record LaunchMessage(
        Asked asked,
        String subject,
        String deployment,
        List<String> roles,
        @Nullable String contextId,
        @Nullable String contextTitle,
        @Nullable String resourceLinkId,
        @Nullable String name,
        @Nullable String email,
        @Nullable String legacyUserId,
        @Nullable String sisId,
        @Nullable String username,
        @Nullable String guid,
        @Nullable String platformName,
        ServiceClaims.Offer offer,
        @Nullable String returnUrl,
        List<String> frameAncestors,
        List<String> copiedFrom,
        Claims custom) {

    private static final int LONGEST_ID = 255;
    private static final int LONGEST_TITLE = 255;
    private static final int LONGEST_URL = 2000;
    private static final int MOST_ROLES = 500;

    /**
     * Reads the claims of a verified token.
     *
     * @throws LaunchRefused when it is no launch, or not one that we can serve
     */
    static LaunchMessage of(Claims claims, Platform platform, Origins origins) {
        if (!"1.3.0".equals(claims.text(Claims.LTI + "version"))) {
            throw Refusal.MESSAGE.because("the message is not LTI 1.3.0");
        }
        String deployment = claims.identifier(Claims.LTI + "deployment_id", LONGEST_ID);
        Claims custom = claims.object(Claims.LTI + "custom");
        String returnUrl =
                webAddress(claims.object(Claims.LTI + "launch_presentation").text("return_url"));
        List<String> ancestors = FrameAncestors.of(platform, returnUrl, custom.filled("canvas_api_base_url"));
        Vouched vouched = Vouched.of(platform, ancestors);
        Asked asked = Asked.of(claims, deployment, vouched);
        String target = claims.text(Claims.LTI + "target_link_uri");
        if (target == null || !origins.isOurs(target)) {
            throw Refusal.TARGET.because("target_link_uri is missing or leads elsewhere");
        }
        Contexts context = Contexts.of(claims, platform, asked);
        Claims product = claims.objectOrNothing(Claims.LTI + "tool_platform");
        return new LaunchMessage(
                asked,
                claims.identifier("sub", LONGEST_ID),
                deployment,
                claims.texts(Claims.LTI + "roles", MOST_ROLES),
                context.courseId(),
                context.title(),
                context.resourceLinkId(),
                name(claims),
                email(claims.text("email")),
                legacyUserId(claims),
                identifier(claims.objectOrNothing(Claims.LTI + "lis").text("person_sourcedid")),
                identifier(claims.objectOrNothing(Claims.LTI + "ext").text("user_username")),
                identifier(product.text("guid")),
                SafeText.forDisplay(product.text("name"), LONGEST_TITLE),
                ServiceClaims.of(claims, vouched),
                returnUrl,
                asked instanceof Asked.Choose choose
                        ? FrameAncestors.and(choose.request().returnUrl(), ancestors)
                        : ancestors,
                context.copiedFrom(),
                custom);
    }

    /** Returns a custom parameter, unless the platform sent back the name of a variable that it could not fill in. */
    @Nullable
    String custom(String name) {
        return custom.filled(name);
    }

    private static @Nullable String name(Claims claims) {
        String whole = SafeText.forDisplay(claims.text("name"), LONGEST_TITLE);
        if (whole != null) {
            return whole;
        }
        String given = Optional.ofNullable(claims.text("given_name")).orElse("");
        String family = Optional.ofNullable(claims.text("family_name")).orElse("");
        return SafeText.forDisplay(given + " " + family, LONGEST_TITLE);
    }

    private static @Nullable String email(@Nullable String email) {
        return email != null && SafeText.isIdentifier(email, 254) && email.indexOf('@') > 0 ? email : null;
    }

    private static @Nullable String legacyUserId(Claims claims) {
        String id = claims.text(Claims.LTI + "lti11_legacy_user_id");
        return identifier(id == null ? claims.object(Claims.LTI + "lti1p1").text("user_id") : id);
    }

    private static @Nullable String identifier(@Nullable String id) {
        return id != null && SafeText.isIdentifier(id, LONGEST_ID) && !id.startsWith("$") ? id : null;
    }

    private static @Nullable String webAddress(@Nullable String url) {
        return url != null && url.length() <= LONGEST_URL && Servers.origin(url).isPresent() ? url : null;
    }
}
