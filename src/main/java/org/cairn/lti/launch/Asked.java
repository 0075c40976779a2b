package org.cairn.lti.launch;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import org.cairn.lti.ContentRequest;
import org.cairn.lti.Embed;
import org.jspecify.annotations.Nullable;

/** What a message asks us to open, as its claims say it. */
sealed interface Asked {

    String DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings";
    String PLACEMENT = "https://www.instructure.com/placement";

    /** A resource link (LTI 1.3 section 5.3). */
    record Open(@Nullable Embed embed, @Nullable String placement) implements Asked {}

    /** The picker (LTI Deep Linking 2.0 section 4.4). */
    record Choose(ContentRequest request) implements Asked {}

    /**
     * A student's submission (LTI Submission Review 1.0 section 3).
     *
     * @param student the platform's id of the student
     */
    record Review(String student, @Nullable Embed embed) implements Asked {}

    /**
     * Reads what a message asks for.
     *
     * @throws LaunchRefused for a message that is not one of these three
     */
    static Asked of(Claims claims, String deployment, Vouched vouched) {
        return switch (String.valueOf(claims.text(Claims.LTI + "message_type"))) {
            case "LtiResourceLinkRequest" -> new Open(Embeds.of(claims), placement(claims.text(PLACEMENT)));
            case "LtiDeepLinkingRequest" -> new Choose(request(claims, deployment, vouched));
            case "LtiSubmissionReviewRequest" ->
                new Review(claims.object(Claims.LTI + "for_user").identifier("user_id", 255), Embeds.of(claims));
            default -> throw Refusal.MESSAGE.because("the message is of a type that we do not serve");
        };
    }

    private static @Nullable String placement(@Nullable String said) {
        return said != null && said.length() <= 64 && SafeText.isIdentifier(said, 64) ? said : null;
    }

    private static ContentRequest request(Claims claims, String deployment, Vouched vouched) {
        Claims settings = claims.object(DEEP_LINKING);
        String data = settings.text("data");
        if (data != null && data.length() > 8192) {
            throw Refusal.MESSAGE.because("data of the deep linking settings is too long");
        }
        return new ContentRequest(
                deployment,
                returnUrl(settings.text("deep_link_return_url"), vouched),
                data,
                new LinkedHashSet<>(settings.texts("accept_types", 50)),
                settings.says("accept_multiple", false),
                // silence says nothing either way, and Moodle is silent (LTI Deep Linking 2.0 section 4.4.1)
                settings.says("accept_lineitem", true));
    }

    /** The answer carries what the instructor chose and a signature of ours, so it goes to the platform only. */
    private static URI returnUrl(@Nullable String said, Vouched vouched) {
        try {
            URI url = new URI(said == null ? "" : said);
            if (url.toString().length() <= 4096 && vouched.isPage(url)) {
                return url;
            }
        } catch (URISyntaxException e) {
            // answered like an address elsewhere
        }
        throw Refusal.MESSAGE.because("deep_link_return_url is missing or not the platform's own");
    }
}
