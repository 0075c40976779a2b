package org.cairn.practice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The claims of a launch from the course navigation, in the form that Canvas gives them. */
@Component
@Profile("practice")
class LaunchClaims {

    private static final String LTI = "https://purl.imsglobal.org/spec/lti/claim/";
    private static final Duration LIFE = Duration.ofHours(1);

    private final Places places;
    private final Clock clock;

    LaunchClaims(Places places, Clock clock) {
        this.places = places;
        this.clock = clock;
    }

    Map<String, Object> of(Person person, Course course, String nonce) {
        Map<String, Object> claims = new LinkedHashMap<>();
        addSecurity(claims, nonce);
        addPerson(claims, person);
        addMessage(claims, course);
        addServices(claims, course);
        claims.put(LTI + "custom", custom(person, course));
        return claims;
    }

    private void addSecurity(Map<String, Object> claims, String nonce) {
        Instant now = clock.instant();
        claims.put("iss", places.issuer());
        claims.put("aud", World.CLIENT_ID);
        claims.put("azp", World.CLIENT_ID);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFE).getEpochSecond());
        claims.put("nonce", nonce);
    }

    private static void addPerson(Map<String, Object> claims, Person person) {
        claims.put("sub", person.sub());
        claims.put("name", person.name());
        claims.put("given_name", person.given());
        claims.put("family_name", person.family());
        claims.put("email", person.login());
        claims.put("locale", "en");
        claims.put(LTI + "lti11_legacy_user_id", person.legacyId());
        claims.put(LTI + "roles", person.role().roles());
    }

    private void addMessage(Map<String, Object> claims, Course course) {
        claims.put(LTI + "message_type", "LtiResourceLinkRequest");
        claims.put(LTI + "version", "1.3.0");
        claims.put(LTI + "deployment_id", World.DEPLOYMENT_ID);
        claims.put(LTI + "target_link_uri", places.tool("/lti/launch"));
        // as in Canvas, a launch from the course navigation has the course for its resource link
        claims.put(LTI + "resource_link", Map.of("id", course.contextId(), "title", "Badges"));
        claims.put(
                LTI + "context",
                Map.of(
                        "id", course.contextId(),
                        "label", course.code(),
                        "title", course.title(),
                        "type", List.of("http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering")));
        claims.put(
                LTI + "tool_platform",
                Map.of(
                        "guid",
                        World.GUID,
                        "name",
                        World.INSTITUTION,
                        "product_family_code",
                        "canvas",
                        "version",
                        "cloud"));
        claims.put(
                LTI + "launch_presentation",
                Map.of(
                        "document_target",
                        "iframe",
                        "width",
                        885,
                        "height",
                        592,
                        "locale",
                        "en",
                        "return_url",
                        places.own("/courses/" + course.id())));
        claims.put("https://www.instructure.com/placement", "course_navigation");
    }

    private void addServices(Map<String, Object> claims, Course course) {
        claims.put(
                "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint",
                Map.of("scope", Scopes.AGS, "lineitems", places.own(LineItems.path(course))));
        claims.put(
                "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice",
                Map.of(
                        "context_memberships_url", places.own(Memberships.path(course)),
                        "service_versions", List.of("2.0")));
    }

    /** The tool's custom fields, expanded; what this platform does not know stays as it was written. */
    private static Map<String, Object> custom(Person person, Course course) {
        Map<String, Object> custom = new LinkedHashMap<>(custom(person));
        custom.put("canvas_course_id", Long.toString(course.id()));
        custom.put("canvas_context_global_id", course.globalId());
        custom.put("canvas_course_uuid", course.uuid());
        custom.put("canvas_course_name", course.title());
        custom.put("context_label", course.code());
        custom.put("canvas_root_account_uuid", World.ROOT_ACCOUNT_UUID);
        custom.put("term_name", "$Canvas.term.name");
        return custom;
    }

    /** Those about the person, which the roster gives as well. */
    static Map<String, Object> custom(Person person) {
        return Map.of(
                "canvas_user_id", Long.toString(person.id()),
                "canvas_user_global_id", person.globalId(),
                "canvas_user_uuid", person.uuid(),
                "user_sis_id", "$Canvas.user.sisSourceId");
    }
}
