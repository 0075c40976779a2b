package org.cairn.practice.canvas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.practice.lti.ClaimNames;
import org.cairn.practice.lti.Errand;
import org.cairn.practice.lti.Launching;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Invented;
import org.cairn.practice.world.Link;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.World;

/** What the claims of a launch say of its errand and its place, as Canvas puts it. */
final class CanvasErrands {

    private static final String LTI = ClaimNames.LTI;

    private CanvasErrands() {}

    static Optional<Map<String, Object>> context(Launching launching) {
        Course course = launching.course();
        if (course != null) {
            return Optional.of(Map.of(
                    "id", course.contextId(),
                    "label", course.code(),
                    "title", course.title(),
                    "type", List.of("http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering")));
        }
        return launching.errand() instanceof Errand.Menu menu
                        && menu.placement().equals("account_navigation")
                ? Optional.of(Map.of(
                        "id", Invented.hex40("account", 1), "title", World.INSTITUTION, "type", List.of("Account")))
                : Optional.empty();
    }

    static void add(Map<String, Object> claims, Launching launching) {
        switch (launching.errand()) {
            case Errand.Menu menu -> {
                claims.put(LTI + "resource_link", Map.of("id", fallback(launching), "title", title(launching, menu)));
                claims.put("https://www.instructure.com/placement", menu.placement());
            }
            case Errand.Open open -> claims.put(LTI + "resource_link", resourceLink(launching.campus(), open.link()));
            case Errand.Pick pick -> {
                claims.put(ClaimNames.DEEP + "deep_linking_settings", settings(launching, pick));
                claims.put("https://www.instructure.com/placement", pick.placement());
            }
            case Errand.Review review -> {
                claims.put(LTI + "for_user", forUser(launching, review.student()));
                Link link = launching.link();
                if (link != null) {
                    claims.put(LTI + "resource_link", resourceLink(launching.campus(), link));
                }
            }
        }
    }

    /** As in Canvas, a launch from a menu has the course, the account or the person for its resource link. */
    private static String fallback(Launching launching) {
        Map<String, Object> context = context(launching).orElse(Map.of());
        return String.valueOf(context.getOrDefault("id", launching.person().legacyId()));
    }

    private static String title(Launching launching, Errand.Menu menu) {
        return launching.tool().label(menu.placement());
    }

    private static Map<String, Object> resourceLink(Campus campus, Link link) {
        return Map.of("id", campus.linkId(link), "title", link.title(), "description", link.text());
    }

    private static Map<String, Object> forUser(Launching launching, Person student) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("user_id", launching.campus().sub(student));
        named.put("roles", student.role().roles());
        if (launching.tool().tellsNames()) {
            named.put("name", student.name());
            named.put("email", student.login());
        }
        return named;
    }

    private static Map<String, Object> settings(Launching launching, Errand.Pick pick) {
        boolean editor = pick.placement().equals("editor_button");
        boolean assignment = pick.placement().equals("assignment_selection");
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(
                "deep_link_return_url", launching.campus().own("/deep_linking_response?placement=" + pick.placement()));
        settings.put(
                "accept_types",
                editor ? List.of("link", "file", "html", "ltiResourceLink", "image") : List.of("ltiResourceLink"));
        settings.put(
                "accept_presentation_document_targets",
                editor ? List.of("embed", "iframe", "window") : List.of("iframe", "window"));
        settings.put(
                "accept_media_types",
                editor
                        ? "image/*,text/html,application/vnd.ims.lti.v1.ltilink,*/*"
                        : "application/vnd.ims.lti.v1.ltilink");
        settings.put("accept_multiple", !assignment);
        settings.put("accept_lineitem", !editor);
        settings.put("auto_create", !editor);
        settings.put("data", pick.key());
        return settings;
    }
}
