package org.cairn.practice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.practice.Paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The roster of a course (Names and Role Provisioning Services 2.0), paged as by Canvas or whole as by Moodle. */
@RestController
@Profile("practice")
class Rosters {

    private static final MediaType TYPE =
            MediaType.parseMediaType("application/vnd.ims.lti-nrps.v2.membershipcontainer+json");
    private static final String MESSAGE = "https://purl.imsglobal.org/spec/lti/claim/message_type";
    private static final String CUSTOM = "https://purl.imsglobal.org/spec/lti/claim/custom";

    private final Bearer bearer;

    Rosters(Bearer bearer) {
        this.bearer = bearer;
    }

    @GetMapping("/practice/api/lti/courses/{id}/names_and_roles")
    ResponseEntity<Object> canvas(
            Campus campus,
            @RequestHeader HttpHeaders headers,
            @PathVariable long id,
            @RequestParam(defaultValue = "10") int limit,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String rlid,
            @RequestParam Map<String, String> query) {
        Tool tool = bearer.needs(campus, headers.getFirst(HttpHeaders.AUTHORIZATION), Scopes.MEMBERSHIP);
        Course course = campus.course(id);
        boolean withIds = course.contextId().equals(rlid);
        List<Person> wanted = World.members().stream()
                .filter(one -> role == null
                        || one.role().roles().stream().anyMatch(uri -> uri.endsWith("#" + role) || uri.equals(role)))
                .toList();
        Page<Person> shown = Paging.page(wanted, limit, page);
        String self = campus.memberships(course, tool);
        List<Map<String, Object>> members = shown.items().stream()
                .map(one -> canvasMember(campus, tool, one, withIds))
                .toList();
        return Paging.answer(shown, Paging.next(self, query, page), TYPE, container(self, campus, course, members));
    }

    /** Everybody at once, unless the tool insists on pages; the link to the next forgets the role. */
    @GetMapping("/practice/moodle/mod/lti/services.php/CourseSection/{id}/bindings/{number}/memberships")
    ResponseEntity<Object> moodle(
            Campus campus,
            @RequestHeader HttpHeaders headers,
            @PathVariable long id,
            @PathVariable long number,
            @RequestParam(defaultValue = "0") int limit,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(required = false) @Nullable String role) {
        MoodleAccept.openly(headers, TYPE);
        Tool tool = bearer.needs(campus, headers.getFirst(HttpHeaders.AUTHORIZATION), Scopes.MEMBERSHIP);
        if (tool.number() != number) {
            throw Refusal.moodle(403, "Forbidden");
        }
        Course course = campus.course(id);
        List<Person> wanted = World.members().stream()
                .filter(one -> role == null || !known(role) || bare(role).equals(roleOf(one)))
                .toList();
        int first = Math.clamp(from, 0, wanted.size());
        int last = limit < 1 ? wanted.size() : Math.min(first + limit, wanted.size());
        String self = campus.memberships(course, tool);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(TYPE);
        if (last < wanted.size()) {
            answer.header("Link", "<%s?limit=%d&from=%d>; rel=\"next\"".formatted(self, limit, last));
        }
        List<Map<String, Object>> members = wanted.subList(first, last).stream()
                .map(one -> moodleMember(campus, tool, one))
                .toList();
        return answer.body(container(self, campus, course, members));
    }

    private static Map<String, Object> container(
            String self, Campus campus, Course course, List<Map<String, Object>> members) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("id", self);
        container.put("context", Map.of("id", campus.context(course), "label", course.code(), "title", course.title()));
        container.put("members", members);
        return container;
    }

    private static Map<String, Object> canvasMember(Campus campus, Tool tool, Person person, boolean withIds) {
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("status", "Active");
        if (tool.tellsNames()) {
            addNames(member, person);
        }
        member.put("user_id", campus.sub(person));
        member.put("lti11_legacy_user_id", person.legacyId());
        member.put("roles", person.role().roles());
        if (withIds) {
            member.put(
                    "message",
                    List.of(Map.of(MESSAGE, Tool.OPEN, CUSTOM, Variables.forRoster(tool.custom(), campus, person))));
        }
        return member;
    }

    private static Map<String, Object> moodleMember(Campus campus, Tool tool, Person person) {
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("status", "Active");
        member.put("roles", List.of(roleOf(person)));
        member.put("user_id", campus.sub(person));
        member.put("lis_person_sourcedid", "");
        member.put("ext_user_username", person.login());
        if (tool.tellsNames()) {
            addNames(member, person);
        }
        return member;
    }

    private static void addNames(Map<String, Object> member, Person person) {
        member.put("name", person.name());
        member.put("given_name", person.given());
        member.put("family_name", person.family());
        member.put("email", person.login());
    }

    private static String roleOf(Person person) {
        return person.teaches() ? "Instructor" : "Learner";
    }

    /** A Moodle that does not know a role gives everybody. */
    private static boolean known(String role) {
        return bare(role).equals("Learner") || bare(role).equals("Instructor");
    }

    private static String bare(String role) {
        return role.substring(role.indexOf('#') + 1);
    }
}
