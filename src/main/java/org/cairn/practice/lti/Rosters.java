package org.cairn.practice.lti;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Person;
import org.springframework.http.MediaType;

/** What both platforms' rosters have in common (Names and Role Provisioning Services 2.0). */
public final class Rosters {

    public static final MediaType TYPE =
            MediaType.parseMediaType("application/vnd.ims.lti-nrps.v2.membershipcontainer+json");

    private Rosters() {}

    public static Map<String, Object> container(
            String self, Campus campus, Course course, List<Map<String, Object>> members) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("id", self);
        container.put("context", Map.of("id", campus.context(course), "label", course.code(), "title", course.title()));
        container.put("members", members);
        return container;
    }

    public static void addNames(Map<String, Object> member, Person person) {
        member.put("name", person.name());
        member.put("given_name", person.given());
        member.put("family_name", person.family());
        member.put("email", person.login());
    }
}
