package org.cairn.practice.canvas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.practice.canvas.Paging.Page;
import org.cairn.practice.lti.Bearer;
import org.cairn.practice.lti.ClaimNames;
import org.cairn.practice.lti.Rosters;
import org.cairn.practice.lti.Variables;
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

/** The roster of a course (Names and Role Provisioning Services 2.0) as Canvas gives it, in pages. */
@RestController
@Profile("practice")
class CanvasRoster {

    private final Bearer bearer;

    CanvasRoster(Bearer bearer) {
        this.bearer = bearer;
    }

    @GetMapping("/practice/api/lti/courses/{id}/names_and_roles")
    ResponseEntity<Object> roster(
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
                .map(one -> member(campus, tool, one, withIds))
                .toList();
        return Paging.answer(
                shown, Paging.next(self, query, page), Rosters.TYPE, Rosters.container(self, campus, course, members));
    }

    private static Map<String, Object> member(Campus campus, Tool tool, Person person, boolean withIds) {
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("status", "Active");
        if (tool.tellsNames()) {
            Rosters.addNames(member, person);
        }
        member.put("user_id", campus.sub(person));
        member.put("lti11_legacy_user_id", person.legacyId());
        member.put("roles", person.role().roles());
        if (withIds) {
            member.put(
                    "message",
                    List.of(Map.of(
                            ClaimNames.LTI + "message_type",
                            Tool.OPEN,
                            ClaimNames.LTI + "custom",
                            Variables.forRoster(tool.custom(), campus, person))));
        }
        return member;
    }
}
