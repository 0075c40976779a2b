package org.cairn.practice.moodle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.practice.lti.Bearer;
import org.cairn.practice.lti.Refusal;
import org.cairn.practice.lti.Rosters;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.Scopes;
import org.cairn.practice.world.Tool;
import org.cairn.practice.world.World;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The roster of a course (Names and Role Provisioning Services 2.0) as Moodle gives it, whole. */
@RestController
@Profile("practice")
class MoodleRoster {

    private final Bearer bearer;

    MoodleRoster(Bearer bearer) {
        this.bearer = bearer;
    }

    /** Everybody at once, unless the tool insists on pages; the link to the next forgets the role. */
    @GetMapping("/practice/moodle/mod/lti/services.php/CourseSection/{id}/bindings/{number}/memberships")
    ResponseEntity<Object> roster(
            Campus campus,
            @RequestHeader HttpHeaders headers,
            @PathVariable long id,
            @PathVariable long number,
            @RequestParam(defaultValue = "0") int limit,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(required = false) @Nullable String role) {
        MoodleAccept.openly(headers, Rosters.TYPE);
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
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(Rosters.TYPE);
        if (last < wanted.size()) {
            answer.header("Link", "<%s?limit=%d&from=%d>; rel=\"next\"".formatted(self, limit, last));
        }
        List<Map<String, Object>> members = wanted.subList(first, last).stream()
                .map(one -> member(campus, tool, one))
                .toList();
        return answer.body(Rosters.container(self, campus, course, members));
    }

    private static Map<String, Object> member(Campus campus, Tool tool, Person person) {
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("status", "Active");
        member.put("roles", List.of(roleOf(person)));
        member.put("user_id", campus.sub(person));
        member.put("lis_person_sourcedid", "");
        member.put("ext_user_username", person.login());
        if (tool.tellsNames()) {
            Rosters.addNames(member, person);
        }
        return member;
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
