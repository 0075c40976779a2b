package org.cairn.practice.canvas;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.practice.lti.ClaimNames;
import org.cairn.practice.lti.Errand;
import org.cairn.practice.lti.Launching;
import org.cairn.practice.lti.Variables;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Column;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Link;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.Scopes;
import org.cairn.practice.world.Tool;
import org.cairn.practice.world.World;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The claims of a launch, in the form that Canvas gives them. */
@Component
@Profile("practice")
class CanvasClaims {

    private static final String LTI = ClaimNames.LTI;
    private static final Duration LIFE = Duration.ofHours(1);

    private final Clock clock;

    CanvasClaims(Clock clock) {
        this.clock = clock;
    }

    Map<String, Object> of(Launching launching, String nonce) {
        Map<String, Object> claims = new LinkedHashMap<>();
        addSecurity(claims, launching, nonce);
        addPerson(claims, launching);
        addMessage(claims, launching);
        addPlatform(claims, launching);
        CanvasErrands.add(claims, launching);
        addServices(claims, launching);
        claims.put(
                LTI + "custom",
                Variables.expanded(
                        custom(launching),
                        launching.campus(),
                        launching.person(),
                        launching.course(),
                        launching.link()));
        return claims;
    }

    private void addSecurity(Map<String, Object> claims, Launching launching, String nonce) {
        Instant now = clock.instant();
        claims.put("iss", launching.campus().issuer());
        claims.put("aud", launching.tool().clientId());
        claims.put("azp", launching.tool().clientId());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFE).getEpochSecond());
        claims.put("nonce", nonce);
    }

    private static void addPerson(Map<String, Object> claims, Launching launching) {
        Person person = launching.person();
        claims.put("sub", launching.campus().sub(person));
        if (launching.tool().tellsNames() && !person.anonymous()) {
            claims.put("name", person.name());
            claims.put("given_name", person.given());
            claims.put("family_name", person.family());
            claims.put("email", person.login());
        }
        claims.put("locale", "en");
        claims.put(LTI + "lti11_legacy_user_id", person.legacyId());
        claims.put(LTI + "roles", person.role().roles());
    }

    private static void addMessage(Map<String, Object> claims, Launching launching) {
        claims.put(LTI + "message_type", launching.message());
        claims.put(LTI + "version", "1.3.0");
        claims.put(LTI + "deployment_id", launching.tool().deployment());
        claims.put(LTI + "target_link_uri", launching.target());
        CanvasErrands.context(launching).ifPresent(context -> claims.put(LTI + "context", context));
    }

    private static void addPlatform(Map<String, Object> claims, Launching launching) {
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
                        launching.campus().own("/external_content/success/external_tool_redirect")));
    }

    private static void addServices(Map<String, Object> claims, Launching launching) {
        Tool tool = launching.tool();
        Course course = launching.course();
        Campus campus = launching.campus();
        List<String> grades = tool.scopes().stream()
                .filter(one -> one.startsWith(Scopes.AGS_PREFIX))
                .toList();
        if (course != null && !grades.isEmpty()) {
            Map<String, Object> endpoint = new LinkedHashMap<>();
            endpoint.put("scope", grades);
            endpoint.put("lineitems", campus.lineItems(course, tool));
            column(launching).ifPresent(one -> endpoint.put("lineitem", campus.lineItem(one, tool)));
            claims.put("https://purl.imsglobal.org/spec/lti-ags/claim/endpoint", endpoint);
        }
        if (course != null && tool.has(Scopes.MEMBERSHIP)) {
            claims.put(
                    "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice",
                    Map.of(
                            "context_memberships_url", campus.memberships(course, tool),
                            "service_versions", List.of("2.0")));
        }
        if (tool.has(Scopes.NOTICES)) {
            claims.put(LTI + "platformnotificationservice", notices(launching));
        }
    }

    private static Optional<Column> column(Launching launching) {
        Link link = launching.link();
        if (launching.errand() instanceof Errand.Review review) {
            return Optional.of(review.column());
        }
        return link == null ? Optional.empty() : launching.campus().columns().under(link);
    }

    private static Map<String, Object> notices(Launching launching) {
        return Map.of(
                "platform_notification_service_url",
                launching
                        .campus()
                        .own("/api/lti/notice-handlers/" + launching.tool().number()),
                "service_versions",
                List.of("1.0"),
                "scope",
                List.of(Scopes.NOTICES),
                "notice_types_supported",
                Notices.TYPES);
    }

    /** The tool's parameters, then the placement's, then the link's: the later win. */
    private static Map<String, String> custom(Launching launching) {
        Map<String, String> custom = new LinkedHashMap<>(launching.tool().custom());
        @Nullable
        String placement = switch (launching.errand()) {
            case Errand.Menu menu -> menu.placement();
            case Errand.Pick pick -> pick.placement();
            case Errand.Open open -> null;
            case Errand.Review review -> null;
        };
        if (placement != null) {
            launching.tool().at(placement).ifPresent(one -> custom.putAll(one.custom()));
        }
        Link link = launching.link();
        if (link != null) {
            custom.putAll(link.custom());
        }
        return custom;
    }
}
