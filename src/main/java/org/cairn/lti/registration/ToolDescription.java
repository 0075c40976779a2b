package org.cairn.lti.registration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.net.PublicUrl;
import org.jspecify.annotations.Nullable;

/**
 * The one description of what Cairn is and asks for. Registrations and the configurations to copy are both made from it,
 * so that they cannot drift apart.
 *
 * @param launchUrl where every message goes, and the only redirect URI
 */
record ToolDescription(
        String domain, String launchUrl, String loginUrl, String keysUrl, String iconUrl, String homeUrl) {

    static final String ID = "cairn";
    static final String NAME = "Cairn";
    static final String LABEL = "Badges";
    static final String DESCRIPTION = "Progress toward stackable badges, issued as Open Badges";

    static final String RESOURCE_LINK = "LtiResourceLinkRequest";
    static final String DEEP_LINKING = "LtiDeepLinkingRequest";
    static final String SUBMISSION_REVIEW = "LtiSubmissionReviewRequest";

    static final List<String> SCOPES = List.of(
            "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
            "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly",
            "https://purl.imsglobal.org/spec/lti-ags/scope/score",
            "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
            "https://purl.imsglobal.org/spec/lti/scope/noticehandlers");

    static final List<String> CLAIMS = List.of("iss", "sub", "name", "given_name", "family_name", "email", "locale");

    /** The messages besides those of placements. */
    static final List<String> MESSAGES = List.of(RESOURCE_LINK, DEEP_LINKING, SUBMISSION_REVIEW);

    static final List<Placement> PLACEMENTS = List.of(
            new Placement("course_navigation", RESOURCE_LINK, LABEL, false, "members"),
            new Placement("account_navigation", RESOURCE_LINK, LABEL, true, "admins"),
            new Placement("user_navigation", RESOURCE_LINK, "My badges", true, null),
            new Placement("link_selection", DEEP_LINKING, LABEL, true, null),
            new Placement("editor_button", DEEP_LINKING, LABEL, true, null),
            new Placement("assignment_selection", DEEP_LINKING, LABEL, true, null),
            new Placement("ContentArea", DEEP_LINKING, LABEL, true, null));

    /** What Canvas fills in. At the level of the tool, because only these are told of a course's members as well. */
    static final Map<String, String> CANVAS_FIELDS = ordered(
            "canvas_user_id", "$Canvas.user.id",
            "canvas_user_global_id", "$Canvas.user.globalId",
            "canvas_user_uuid", "$vnd.instructure.User.uuid",
            "canvas_course_id", "$Canvas.course.id",
            "canvas_api_base_url", "$Canvas.api.baseUrl",
            "user_sis_id", "$Canvas.user.sisSourceId",
            "context_id_history", "$Context.id.history");

    /**
     * What other platforms fill in if they know the variable. None is named like the parameters of our links
     * ({@code cairn_view}, {@code cairn_badge}): on Moodle the tool's would win over the link's.
     */
    static final Map<String, String> FIELDS = ordered(
            "user_sis_id", "$Person.sourcedId",
            "context_id_history", "$Context.id.history");

    /**
     * A place in the platform from which Cairn is opened.
     *
     * @param shown whether it is there without anybody switching it on
     * @param visibility to whom Canvas shows it; null for everybody
     */
    record Placement(
            String name,
            String message,
            String label,
            boolean shown,
            @Nullable String visibility) {

        /** Moodle's only placement is none of Canvas's. */
        boolean isCanvas() {
            return !name.equals("ContentArea");
        }
    }

    static ToolDescription at(PublicUrl publicUrl) {
        String home = publicUrl.of("");
        return new ToolDescription(
                home.substring(home.indexOf("://") + 3),
                publicUrl.of("/lti/launch"),
                publicUrl.of("/lti/login"),
                publicUrl.of("/.well-known/jwks.json"),
                publicUrl.of("/assets/cairn.svg"),
                home);
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }
}
