package org.cairn.practice.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cairn.practice.Manner;
import org.cairn.practice.Places;
import org.cairn.practice.PracticeState;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** The two platforms on this server. */
@Component
@Profile("practice")
public class Campuses {

    private static final String DEEP = Tool.PICK;

    private final Campus canvas;
    private final Campus moodle;

    Campuses(Places places, PracticeState state, @Value("${cairn.practice.connect:true}") boolean connect) {
        List<Tool> first = connect ? List.of(connected(places)) : List.of();
        this.canvas = new Campus(Manner.CANVAS, places, tools(state, Manner.CANVAS, first), World.COURSES);
        this.moodle = new Campus(Manner.MOODLE, places, tools(state, Manner.MOODLE, List.of()), World.MOODLE_COURSES);
    }

    public Campus canvas() {
        return canvas;
    }

    public Campus moodle() {
        return moodle;
    }

    /** The platform that serves this address. */
    Campus at(String path) {
        boolean below = path.equals(Manner.MOODLE.path()) || path.startsWith(Manner.MOODLE.path() + "/");
        return below ? moodle : canvas;
    }

    private static Tools tools(PracticeState state, Manner manner, List<Tool> first) {
        String name = "tools-" + manner.family();
        List<Tool> known = new ArrayList<>(first);
        known.addAll(state.read(name, new TypeReference<List<Tool>>() {}).orElse(List.of()));
        return new Tools(
                known,
                all -> state.keep(
                        name,
                        all.stream()
                                .filter(one -> !one.clientId().equals(World.CLIENT_ID))
                                .toList()));
    }

    /** The tool that an administrator would have typed in: it is there from the start. */
    private static Tool connected(Places places) {
        return new Tool(
                World.CLIENT_ID,
                7,
                "Badges",
                places.toolAuthority(),
                places.tool("/lti/login"),
                List.of(places.tool("/lti/launch")),
                places.tool("/lti/launch"),
                places.tool("/.well-known/jwks.json"),
                List.copyOf(Scopes.CANVAS),
                List.of(),
                "public",
                custom(),
                List.of(
                        message(places, Tool.OPEN, "Badges", "course_navigation", "account_navigation"),
                        message(places, Tool.OPEN, "My badges", "user_navigation"),
                        message(places, DEEP, "Badges", "link_selection", "assignment_selection", "editor_button")),
                true,
                true,
                World.DEPLOYMENT_ID);
    }

    private static Tool.Message message(Places places, String type, String label, String... placements) {
        return new Tool.Message(type, places.tool("/lti/launch"), label, List.of(placements), Map.of(), true);
    }

    private static Map<String, String> custom() {
        return Map.ofEntries(
                Map.entry("canvas_user_id", "$Canvas.user.id"),
                Map.entry("canvas_user_global_id", "$Canvas.user.globalId"),
                Map.entry("canvas_user_uuid", "$vnd.instructure.User.uuid"),
                Map.entry("user_sis_id", "$Canvas.user.sisSourceId"),
                Map.entry("canvas_course_id", "$Canvas.course.id"),
                Map.entry("canvas_context_global_id", "$com.instructure.Context.globalId"),
                Map.entry("canvas_course_uuid", "$vnd.instructure.Course.uuid"),
                Map.entry("canvas_course_name", "$Canvas.course.name"),
                Map.entry("context_label", "$com.instructure.contextLabel"),
                Map.entry("canvas_root_account_uuid", "$vnd.Canvas.root_account.uuid"),
                Map.entry("context_id_history", "$Context.id.history"),
                Map.entry("term_name", "$Canvas.term.name"));
    }
}
