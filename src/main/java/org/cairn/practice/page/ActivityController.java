package org.cairn.practice.page;

import java.util.List;
import org.cairn.practice.Places;
import org.cairn.practice.lti.Errand;
import org.cairn.practice.lti.Initiations;
import org.cairn.practice.lti.Launching;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The links to tools in a course: a Canvas's modules, a Moodle's course page. */
@Controller
@Profile("practice")
@RequestMapping({"/practice/courses/{id}", "/practice/moodle/courses/{id}"})
class ActivityController {

    private final Places places;
    private final Initiations initiations;

    ActivityController(Places places, Initiations initiations) {
        this.places = places;
        this.initiations = initiations;
    }

    /** A link as a page shows it. */
    public record Entry(Link link, String tool, boolean graded) {}

    @GetMapping("/modules")
    String modules(Campus campus, @PathVariable long id, @RequestParam String as, Model model) {
        Course course = campus.course(id);
        Person person = World.person(as);
        model.addAttribute("course", course);
        model.addAttribute("person", person);
        List<Entry> entries = campus.links().of(course).stream()
                .map(one -> entry(campus, one))
                .toList();
        model.addAttribute("links", entries);
        model.addAttribute("pickers", person.teaches() ? adding(campus) : List.of());
        return "practice/modules";
    }

    @GetMapping("/links/{link}")
    String open(Campus campus, @PathVariable long id, @PathVariable long link, @RequestParam String as, Model model) {
        Course course = campus.course(id);
        Person person = World.person(as);
        Link opened = link(campus, course, link);
        Tool tool = campus.openTools().stream()
                .filter(one -> one.clientId().equals(opened.clientId()))
                .findFirst()
                .orElse(null);
        model.addAttribute("course", course);
        model.addAttribute("person", person);
        model.addAttribute("toolOrigin", places.toolOrigin());
        model.addAttribute("tool", tool);
        model.addAttribute("heading", opened.title());
        if (tool != null) {
            model.addAttribute(
                    "launch",
                    initiations.address(new Launching(campus, tool, person, course, new Errand.Open(opened))));
        }
        return "practice/course";
    }

    @PostMapping("/links/{link}/remove")
    String remove(Campus campus, @PathVariable long id, @PathVariable long link, @RequestParam String as) {
        Course course = campus.course(id);
        if (!World.person(as).teaches()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        Link gone = link(campus, course, link);
        campus.columns().of(course).stream()
                .filter(one -> one.link() != null && one.link() == gone.id())
                .forEach(campus.columns()::remove);
        campus.links().remove(gone);
        return "redirect:%s/courses/%d/modules?as=%s".formatted(campus.path(), id, as);
    }

    /** A Canvas adds what a tool lets pick; a Moodle any tool in its activity chooser. */
    private static List<Tool> adding(Campus campus) {
        return campus.openTools().stream()
                .filter(one -> one.picks() || !campus.canvas())
                .toList();
    }

    /** Puts a tool into the menu of the course, as a teacher does in the settings of a Canvas course. */
    @PostMapping("/navigation")
    String show(Campus campus, @PathVariable long id, @RequestParam String as, @RequestParam String tool) {
        Course course = campus.teacherIn(id, as);
        campus.tools().find(tool).ifPresent(one -> campus.show(course, one));
        return "redirect:%s/courses/%d/modules?as=%s".formatted(campus.path(), id, as);
    }

    private static Entry entry(Campus campus, Link link) {
        String tool = campus.tools().find(link.clientId()).map(Tool::name).orElse("a tool that is gone");
        return new Entry(link, tool, campus.columns().under(link).isPresent());
    }

    private static Link link(Campus campus, Course course, long id) {
        return campus.links()
                .find(id)
                .filter(one -> one.course() == course.id())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
