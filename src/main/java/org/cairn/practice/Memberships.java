package org.cairn.practice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.practice.Paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The roster of a course (Names and Role Provisioning Services 2.0), paged like Canvas's. */
@RestController
@Profile("practice")
class Memberships {

    private static final MediaType TYPE =
            MediaType.parseMediaType("application/vnd.ims.lti-nrps.v2.membershipcontainer+json");
    private static final String MESSAGE = "https://purl.imsglobal.org/spec/lti/claim/message_type";
    private static final String CUSTOM = "https://purl.imsglobal.org/spec/lti/claim/custom";

    private final Places places;
    private final Bearer bearer;

    Memberships(Places places, Bearer bearer) {
        this.places = places;
        this.bearer = bearer;
    }

    /** The path of a course's roster, below the issuer. */
    static String path(Course course) {
        return "/api/lti/courses/%d/names_and_roles".formatted(course.id());
    }

    @GetMapping("/practice/api/lti/courses/{id}/names_and_roles")
    ResponseEntity<Object> members(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @PathVariable long id,
            @RequestParam(defaultValue = "10") int limit,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String rlid) {
        bearer.needs(Scopes.MEMBERSHIP, authorization);
        Course course = World.course(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        boolean withIds = course.contextId().equals(rlid);
        List<Person> wanted = World.members().stream()
                .filter(one -> role == null
                        || one.role().roles().stream().anyMatch(uri -> uri.endsWith("#" + role) || uri.equals(role)))
                .toList();
        Page<Person> shown = Paging.page(wanted, limit, page);
        String self = places.own(path(course));
        String next = "%s?limit=%d&page=%d%s%s"
                .formatted(
                        self,
                        limit,
                        page + 1,
                        role == null ? "" : "&role=" + role.replace("#", "%23"),
                        withIds ? "&rlid=" + rlid : "");
        return Paging.answer(
                shown,
                next,
                TYPE,
                Map.of(
                        "id", self,
                        "context", Map.of("id", course.contextId(), "label", course.code(), "title", course.title()),
                        "members",
                                shown.items().stream()
                                        .map(one -> member(one, withIds))
                                        .toList()));
    }

    private static Map<String, Object> member(Person person, boolean withIds) {
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("status", "Active");
        member.put("name", person.name());
        member.put("given_name", person.given());
        member.put("family_name", person.family());
        member.put("email", person.login());
        member.put("user_id", person.sub());
        member.put("lti11_legacy_user_id", person.legacyId());
        member.put("roles", person.role().roles());
        if (withIds) {
            member.put(
                    "message", List.of(Map.of(MESSAGE, "LtiResourceLinkRequest", CUSTOM, LaunchClaims.custom(person))));
        }
        return member;
    }
}
