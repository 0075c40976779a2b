package org.cairn.practice.lti;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Invented;
import org.cairn.practice.world.Link;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.World;
import org.jspecify.annotations.Nullable;

/**
 * Expands the variables in custom parameters (LTI Core 1.3, appendix B), as each platform does; what a platform does not
 * know stays as it was written.
 */
public final class Variables {

    /** The few that a Canvas expands in a roster. */
    private static final Set<String> ROSTER = Set.of(
            "Person.name.full",
            "Person.name.given",
            "Person.name.family",
            "Person.email.primary",
            "User.id",
            "User.username",
            "Canvas.user.id",
            "Canvas.user.globalId",
            "Canvas.user.loginId",
            "vnd.instructure.User.uuid",
            "Message.locale");

    private Variables() {}

    /** Everything that this platform's launches know how to expand. */
    public static List<String> known(Campus campus) {
        Course course = campus.courses().getFirst();
        Link link = new Link(0, course.id(), "", "", "", null, Map.of(), "");
        return List.copyOf(values(campus, World.TEACHER, course, link).keySet());
    }

    public static Map<String, Object> expanded(
            Map<String, String> custom, Campus campus, Person person, @Nullable Course course, @Nullable Link link) {
        return expanded(custom, values(campus, person, course, link));
    }

    public static Map<String, Object> forRoster(Map<String, String> custom, Campus campus, Person person) {
        Map<String, String> values = new LinkedHashMap<>(values(campus, person, null, null));
        values.keySet().retainAll(ROSTER);
        return expanded(custom, values);
    }

    private static Map<String, Object> expanded(Map<String, String> custom, Map<String, String> values) {
        Map<String, Object> expanded = new LinkedHashMap<>();
        custom.forEach((name, value) ->
                expanded.put(name, value.startsWith("$") ? values.getOrDefault(value.substring(1), value) : value));
        return expanded;
    }

    private static Map<String, String> values(
            Campus campus, Person person, @Nullable Course course, @Nullable Link link) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("User.id", campus.sub(person));
        if (!person.anonymous()) {
            values.put("User.username", person.login());
            values.put("Person.name.full", person.name());
            values.put("Person.name.given", person.given());
            values.put("Person.name.family", person.family());
            values.put("Person.email.primary", person.login());
        }
        if (course != null) {
            values.put("Context.id", campus.context(course));
            values.put("Context.title", course.title());
            values.put("Context.label", course.code());
            values.put("Context.id.history", history(campus, course));
        }
        if (link != null) {
            values.put("ResourceLink.id", campus.linkId(link));
            values.put("ResourceLink.title", link.title());
            values.put("ResourceLink.description", link.text());
        }
        if (campus.canvas()) {
            addCanvas(values, person, course);
        } else {
            addMoodle(values, campus, course);
        }
        return values;
    }

    /** The courses of which this one is a copy, the nearest first. */
    static String history(Campus campus, Course course) {
        return course.ancestors().stream()
                .map(id -> campus.context(campus.course(id)))
                .collect(Collectors.joining(","));
    }

    private static void addCanvas(Map<String, String> values, Person person, @Nullable Course course) {
        values.put("Canvas.user.id", Long.toString(person.id()));
        values.put("Canvas.user.globalId", person.globalId());
        values.put("vnd.instructure.User.uuid", person.uuid());
        values.put("Canvas.shard.id", "1");
        values.put("Canvas.root_account.id", "1");
        values.put("Canvas.root_account.global_id", Invented.global(1));
        values.put("vnd.Canvas.root_account.uuid", World.ROOT_ACCOUNT_UUID);
        values.put("Message.locale", "en");
        if (!person.anonymous()) {
            values.put("Canvas.user.loginId", person.login());
        }
        if (course != null) {
            values.put("Canvas.course.id", Long.toString(course.id()));
            values.put("Canvas.course.name", course.title());
            values.put("vnd.instructure.Course.uuid", course.uuid());
            values.put("com.instructure.Context.globalId", course.globalId());
            values.put("com.instructure.contextLabel", course.code());
            values.put(
                    "Canvas.course.previousCourseIds",
                    course.ancestors().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
    }

    private static void addMoodle(Map<String, String> values, Campus campus, @Nullable Course course) {
        values.put("Person.sourcedId", "");
        if (course != null) {
            values.put("CourseSection.title", course.title());
            values.put("CourseSection.label", course.code());
            values.put("CourseSection.sourcedId", "");
            values.put("Context.sourcedId", "");
            values.put("Moodle.Person.userGroupIds", "");
            // broken in Moodle's LTI 1.3 launches, but there
            values.put("Scores.url", "");
            values.put("Results.url", "");
            values.put("ToolProxyBinding.custom.url", campus.own("/mod/lti/services.php/tool/{link_id}/custom"));
        }
    }
}
