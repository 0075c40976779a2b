package org.cairn.practice.moodle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.practice.lti.Content;
import org.cairn.practice.lti.DeepLinkAnswers;
import org.cairn.practice.lti.Initiations;
import org.cairn.practice.lti.LaunchesUnderWay;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Link;
import org.cairn.practice.world.Tool;
import org.cairn.practice.world.World;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Deep linking (LTI Deep Linking 2.0) as Moodle does it: what was picked fills a form, and the teacher must save it. */
@Controller
@Profile("practice")
class MoodleDeepLinks {

    private final Initiations initiations;
    private final LaunchesUnderWay launches;
    private final DeepLinkAnswers answers;
    private final JsonMapper json;

    MoodleDeepLinks(Initiations initiations, LaunchesUnderWay launches, DeepLinkAnswers answers, JsonMapper json) {
        this.initiations = initiations;
        this.launches = launches;
        this.answers = answers;
        this.json = json;
    }

    /** The form of an External tool activity. */
    @GetMapping("/practice/moodle/courses/{id}/modedit")
    String form(
            Campus campus,
            @PathVariable long id,
            @RequestParam String as,
            @RequestParam String tool,
            @RequestParam(required = false) @Nullable String problem,
            Model model) {
        model.addAttribute("course", campus.teacherIn(id, as));
        model.addAttribute("person", World.person(as));
        model.addAttribute("tool", tool(campus, tool));
        model.addAttribute("problem", problem);
        return "practice/modedit";
    }

    /** What the form's window shows: the tool, asked for content. */
    @GetMapping("/practice/moodle/courses/{id}/contentitem")
    String pick(Campus campus, @PathVariable long id, @RequestParam String as, @RequestParam String tool) {
        Course course = campus.teacherIn(id, as);
        Tool picked = tool(campus, tool);
        if (!picked.picks()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return "redirect:"
                + initiations.address(launches.picking(campus, picked, World.person(as), course, "ContentArea"));
    }

    /** Takes the answer inside the window and hands it to the form around it. */
    @PostMapping("/practice/moodle/mod/lti/contentitem_return.php")
    String answer(
            Campus campus,
            @RequestParam(defaultValue = "") String sesskey,
            @RequestParam(name = "JWT", defaultValue = "") String token,
            Model model) {
        try {
            DeepLinkAnswers.Answer answer = answers.moodle(campus, sesskey, token);
            model.addAttribute("message", answer.message());
            model.addAttribute("items", json.writeValueAsString(answer.items()));
        } catch (DeepLinkAnswers.Unsound e) {
            model.addAttribute("fault", e.getMessage());
        }
        return "practice/picked";
    }

    /** Saves the form: one activity, or one for each item that was picked. */
    @PostMapping("/practice/moodle/courses/{id}/modedit")
    String save(
            Campus campus,
            @PathVariable long id,
            @RequestParam String as,
            @RequestParam String tool,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String items) {
        Course course = campus.teacherIn(id, as);
        Tool added = tool(campus, tool);
        List<Content> picked = picked(items);
        if (picked.isEmpty() && name.isBlank()) {
            return "redirect:%s/courses/%d/modedit?as=%s&tool=%s&problem=name".formatted(campus.path(), id, as, tool);
        }
        if (picked.size() > 1) {
            picked.forEach(one -> add(campus, course, added, one));
        } else {
            Content only = picked.isEmpty()
                    ? new Content("ltiResourceLink", null, name, "", Map.of(), null)
                    : picked.getFirst().named(name);
            add(campus, course, added, only);
        }
        return "redirect:%s/courses/%d/modules?as=%s".formatted(campus.path(), id, as);
    }

    private List<Content> picked(String items) {
        List<Content> picked = new ArrayList<>();
        try {
            JsonNode all = items.isBlank() ? json.createArrayNode() : json.readTree(items);
            all.forEach(one -> picked.add(Content.of(one, json)));
        } catch (JacksonException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "the items are not JSON");
        }
        return picked;
    }

    /** The column takes the name of the activity, whatever label was wished for; other types become broken activities. */
    private static void add(Campus campus, Course course, Tool tool, Content item) {
        String title = item.title().isBlank() ? tool.name() : item.title();
        Link link = campus.links()
                .add(id -> new Link(
                        id, course.id(), tool.clientId(), title, item.text(), item.url(), item.custom(), "activity"));
        Map<String, Object> wanted = item.lineItem();
        if (wanted != null) {
            Map<String, Object> column = new LinkedHashMap<>(wanted);
            column.put("label", title);
            column.putIfAbsent("scoreMaximum", 100);
            column.keySet().retainAll(List.of("label", "scoreMaximum", "resourceId", "tag", "submissionReview"));
            campus.columns().add(course, tool.clientId(), link.id(), column);
        }
    }

    private static Tool tool(Campus campus, String clientId) {
        return campus.tools()
                .find(clientId)
                .filter(Tool::open)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
