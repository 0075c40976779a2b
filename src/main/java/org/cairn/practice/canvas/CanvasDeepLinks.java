package org.cairn.practice.canvas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.practice.Places;
import org.cairn.practice.lti.Content;
import org.cairn.practice.lti.DeepLinkAnswers;
import org.cairn.practice.lti.Errand;
import org.cairn.practice.lti.Initiations;
import org.cairn.practice.lti.LaunchesUnderWay;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Link;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.Tool;
import org.cairn.practice.world.World;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Deep linking (LTI Deep Linking 2.0) as Canvas does it: what was picked is there at once. */
@Controller
@Profile("practice")
class CanvasDeepLinks {

    private final Places places;
    private final Initiations initiations;
    private final LaunchesUnderWay launches;
    private final DeepLinkAnswers answers;

    CanvasDeepLinks(Places places, Initiations initiations, LaunchesUnderWay launches, DeepLinkAnswers answers) {
        this.places = places;
        this.initiations = initiations;
        this.launches = launches;
        this.answers = answers;
    }

    @GetMapping("/practice/courses/{id}/pick/{placement}")
    String pick(
            Campus campus,
            @PathVariable long id,
            @PathVariable String placement,
            @RequestParam String as,
            @RequestParam String tool,
            Model model) {
        Course course = campus.teacherIn(id, as);
        Person person = World.person(as);
        Tool picked = campus.tools()
                .find(tool)
                .filter(one -> one.open()
                        && one.at(placement)
                                .filter(message -> message.type().equals(Tool.PICK))
                                .isPresent())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("course", course);
        model.addAttribute("person", person);
        model.addAttribute("tool", picked);
        model.addAttribute("toolOrigin", places.toolOrigin());
        model.addAttribute("launch", initiations.address(launches.picking(campus, picked, person, course, placement)));
        return "practice/pick";
    }

    /** Takes the answer inside the frame; the page around it then goes back to the modules. */
    @PostMapping("/practice/deep_linking_response")
    String answer(Campus campus, @RequestParam(name = "JWT", defaultValue = "") String token, Model model) {
        try {
            DeepLinkAnswers.Answer answer = answers.canvas(campus, token);
            Course course = campus.teacherIn(
                    courseOf(answer), answer.launching().person().slug());
            String placement = ((Errand.Pick) answer.launching().errand()).placement();
            answer.items().stream()
                    .filter(one -> one.link() || placement.equals("editor_button"))
                    .forEach(one -> add(campus, course, answer.launching().tool(), placement, one));
            model.addAttribute("message", answer.message());
            model.addAttribute(
                    "back",
                    "%s/courses/%d/modules?as=%s"
                            .formatted(
                                    campus.path(),
                                    course.id(),
                                    answer.launching().person().slug()));
        } catch (DeepLinkAnswers.Unsound e) {
            model.addAttribute("fault", e.getMessage());
        }
        return "practice/picked";
    }

    private static long courseOf(DeepLinkAnswers.Answer answer) {
        Course course = answer.launching().course();
        if (course == null) {
            throw new DeepLinkAnswers.Unsound("no course was asked for");
        }
        return course.id();
    }

    /** Where an item wants a column it becomes an assignment; custom parameters stay with it. */
    private static void add(Campus campus, Course course, Tool tool, String placement, Content item) {
        String title = item.title().isBlank() ? tool.name() : item.title();
        Link link = campus.links()
                .add(id -> new Link(
                        id, course.id(), tool.clientId(), title, item.text(), item.url(), item.custom(), placement));
        Map<String, Object> wanted = item.lineItem();
        if (wanted == null && placement.equals("assignment_selection")) {
            wanted = Map.of("scoreMaximum", 0);
        }
        if (wanted != null && !placement.equals("editor_button")) {
            Map<String, Object> column = new LinkedHashMap<>(wanted);
            column.putIfAbsent("label", title);
            column.keySet()
                    .retainAll(List.of(
                            "label", "scoreMaximum", "resourceId", "tag", "submissionReview", "gradesReleased"));
            campus.columns().add(course, tool.clientId(), link.id(), column);
        }
    }
}
