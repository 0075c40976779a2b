package org.cairn.practice.moodle;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cairn.practice.lti.ClaimNames;
import org.cairn.practice.lti.Errand;
import org.cairn.practice.lti.Launching;
import org.cairn.practice.lti.Variables;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Column;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Invented;
import org.cairn.practice.world.Link;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.Scopes;
import org.cairn.practice.world.Tool;
import org.cairn.practice.world.World;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The claims of a launch, in the form that Moodle gives them. */
@Component
@Profile("practice")
class MoodleClaims {

    private static final String LTI = ClaimNames.LTI;
    private static final String LIS = "http://purl.imsglobal.org/vocab/lis/v2/";
    private static final int LIFE_SECONDS = 60;

    private final Clock clock;

    MoodleClaims(Clock clock) {
        this.clock = clock;
    }

    Map<String, Object> of(Launching launching, String nonce) {
        Map<String, Object> claims = new LinkedHashMap<>();
        Instant now = clock.instant();
        claims.put("nonce", nonce);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + LIFE_SECONDS);
        claims.put("iss", launching.campus().issuer());
        claims.put("aud", launching.tool().clientId());
        claims.put("sub", launching.campus().sub(launching.person()));
        addPerson(claims, launching);
        addMessage(claims, launching);
        addErrand(claims, launching);
        addServices(claims, launching);
        claims.put(LTI + "custom", custom(launching));
        return claims;
    }

    private static void addPerson(Map<String, Object> claims, Launching launching) {
        Person person = launching.person();
        boolean open = launching.tool().tellsNames() && !person.anonymous();
        if (open && launching.tool().claims().contains("name")) {
            claims.put("name", person.name());
            claims.put("given_name", person.given());
            claims.put("family_name", person.family());
        }
        if (open && launching.tool().claims().contains("email")) {
            claims.put("email", person.login());
        }
        claims.put(LTI + "roles", roles(person));
        claims.put(LTI + "lis", Map.of("person_sourcedid", "", "course_section_sourcedid", ""));
        claims.put(
                LTI + "ext",
                open ? Map.of("user_username", person.login(), "lms", "moodle-2") : Map.of("lms", "moodle-2"));
    }

    /** Full URIs in alphabetical order; whoever may manage is an instructor. */
    static List<String> roles(Person person) {
        return switch (person.role()) {
            case STUDENT, TEST_STUDENT -> List.of(LIS + "membership#Learner");
            case TEACHER -> List.of(LIS + "membership#Instructor");
            case ADMINISTRATOR ->
                List.of(
                        "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator",
                        LIS + "membership#Instructor",
                        "http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator");
        };
    }

    private static void addMessage(Map<String, Object> claims, Launching launching) {
        Campus campus = launching.campus();
        claims.put(LTI + "message_type", launching.message());
        claims.put(LTI + "version", "1.3.0");
        claims.put(LTI + "deployment_id", launching.tool().deployment());
        claims.put(LTI + "target_link_uri", launching.target());
        Course course = launching.course();
        if (course != null) {
            claims.put(
                    LTI + "context",
                    Map.of(
                            "id", campus.context(course),
                            "label", course.code(),
                            "title", course.title(),
                            "type", List.of("CourseSection")));
        }
        claims.put(
                LTI + "launch_presentation",
                Map.of("locale", "en", "document_target", "iframe", "return_url", campus.own("/mod/lti/return.php")));
        claims.put(
                LTI + "tool_platform",
                Map.of(
                        "product_family_code", "moodle",
                        "version", "2025100603",
                        "guid", Invented.hex40("moodle", 1).substring(0, 32),
                        "name", "PracticeMoodle",
                        "description", World.INSTITUTION));
    }

    private static void addErrand(Map<String, Object> claims, Launching launching) {
        Link link = launching.link();
        if (link != null) {
            claims.put(
                    LTI + "resource_link",
                    Map.of(
                            "id", launching.campus().linkId(link),
                            "title", link.title(),
                            "description", link.text()));
        }
        switch (launching.errand()) {
            case Errand.Menu menu -> throw new IllegalArgumentException("a Moodle has no tools in menus");
            case Errand.Open open -> {}
            case Errand.Pick pick -> claims.put(ClaimNames.DEEP + "deep_linking_settings", settings(launching, pick));
            case Errand.Review review ->
                claims.put(
                        LTI + "for_user", Map.of("user_id", launching.campus().sub(review.student())));
        }
    }

    private static Map<String, Object> settings(Launching launching, Errand.Pick pick) {
        return Map.of(
                "accept_types", List.of("ltiResourceLink"),
                "accept_presentation_document_targets", List.of("frame", "iframe", "window"),
                "accept_copy_advice", false,
                "accept_multiple", true,
                "accept_unsigned", false,
                "auto_create", false,
                "can_confirm", false,
                "deep_link_return_url",
                        launching
                                .campus()
                                .own("/mod/lti/contentitem_return.php?course=%s&id=%d&sesskey=%s"
                                        .formatted(
                                                launching.course() == null
                                                        ? ""
                                                        : launching.course().id(),
                                                launching.tool().number(),
                                                pick.key())));
    }

    private static void addServices(Map<String, Object> claims, Launching launching) {
        Tool tool = launching.tool();
        Course course = launching.course();
        Campus campus = launching.campus();
        if (course == null) {
            return;
        }
        List<String> grades = tool.scopes().stream()
                .filter(one -> one.startsWith(Scopes.AGS_PREFIX))
                .toList();
        if (!grades.isEmpty()) {
            Map<String, Object> endpoint = new LinkedHashMap<>();
            endpoint.put("scope", grades);
            endpoint.put("lineitems", campus.lineItems(course, tool));
            Link link = launching.link();
            Optional<Column> only =
                    link == null ? Optional.empty() : campus.columns().under(link);
            only.ifPresent(one -> endpoint.put("lineitem", campus.lineItem(one, tool)));
            if (link != null) {
                claims.put(
                        "https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome",
                        Map.of(
                                "lis_result_sourcedid", "{\"data\":{\"instanceid\":\"%d\"}}".formatted(link.id()),
                                "lis_outcome_service_url", campus.own("/mod/lti/service.php")));
            }
            claims.put("https://purl.imsglobal.org/spec/lti-ags/claim/endpoint", endpoint);
        }
        boolean here = campus.links().of(course).stream()
                .anyMatch(one -> one.clientId().equals(tool.clientId()));
        // a Moodle offers the roster only where the tool has an activity already
        if (here && tool.has(Scopes.MEMBERSHIP)) {
            claims.put(
                    "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice",
                    Map.of(
                            "context_memberships_url", campus.memberships(course, tool),
                            "service_versions", List.of("1.0", "2.0")));
        }
    }

    /** Each parameter under its own name and in lower case; the tool's own win over the link's. */
    private static Map<String, @Nullable Object> custom(Launching launching) {
        Link link = launching.link();
        Map<String, String> custom = new LinkedHashMap<>(link == null ? Map.of() : link.custom());
        custom.putAll(launching.tool().custom());
        Map<String, @Nullable Object> twice = new LinkedHashMap<>();
        Variables.expanded(custom, launching.campus(), launching.person(), launching.course(), link)
                .forEach((name, value) -> {
                    boolean lost = launching.errand() instanceof Errand.Pick
                            && value.toString().startsWith("$ResourceLink.");
                    twice.put(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_"), lost ? null : value);
                    twice.put(name, lost ? null : value);
                });
        return twice;
    }
}
