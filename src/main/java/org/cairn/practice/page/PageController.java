package org.cairn.practice.page;

import java.util.Optional;
import org.cairn.practice.Places;
import org.cairn.practice.canvas.EventSender;
import org.cairn.practice.lti.Errand;
import org.cairn.practice.lti.Initiations;
import org.cairn.practice.lti.Launching;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Campuses;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.Tool;
import org.cairn.practice.world.World;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The pages of a Canvas: the doors, the tools in its menus, and what was sent. */
@Controller
@Profile("practice")
class PageController {

    private static final int SHOWN = 40;

    private final Places places;
    private final Initiations initiations;
    private final EventSender sender;
    private final SetUp setUp;
    private final Campuses campuses;

    PageController(Places places, Initiations initiations, EventSender sender, SetUp setUp, Campuses campuses) {
        this.places = places;
        this.initiations = initiations;
        this.sender = sender;
        this.setUp = setUp;
        this.campuses = campuses;
    }

    @GetMapping({"/practice", "/practice/moodle"})
    String doors(Campus campus, Model model) {
        model.addAttribute("students", World.STUDENTS);
        model.addAttribute("teacher", World.TEACHER);
        model.addAttribute("administrator", World.ADMINISTRATOR);
        model.addAttribute("moodle", campuses.moodle());
        model.addAttribute("canvas", campuses.canvas());
        model.addAttribute("fault", setUp.fault().orElse(null));
        return campus.canvas() ? "practice/doors" : "practice/moodle";
    }

    @GetMapping("/practice/moodle/courses/{id}")
    String moodleCourse(Campus campus, @PathVariable long id, @RequestParam String as) {
        return "redirect:%s/courses/%d/modules?as=%s".formatted(campus.path(), id, as);
    }

    /** A tool in the menu of a course: the one that was asked for, or the first. */
    @GetMapping("/practice/courses/{id}")
    String course(
            Campus campus,
            @PathVariable long id,
            @RequestParam String as,
            @RequestParam(required = false) @Nullable String tool,
            Model model) {
        Course course = campus.course(id);
        model.addAttribute("course", course);
        return framed(campus, "course_navigation", World.person(as), course, tool, model);
    }

    /** A tool in the menu of the account, or of the person. */
    @GetMapping("/practice/tools/{placement}")
    String menu(
            Campus campus,
            @PathVariable String placement,
            @RequestParam String as,
            @RequestParam(required = false) @Nullable String tool,
            Model model) {
        Person person = World.person(as);
        boolean allowed = placement.equals("user_navigation")
                || (placement.equals("account_navigation") && person.role() == Person.Role.ADMINISTRATOR);
        if (!allowed) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return framed(campus, placement, person, null, tool, model);
    }

    @GetMapping("/practice/courses/{id}/events")
    String events(Campus campus, @PathVariable long id, @RequestParam String as, Model model) {
        model.addAttribute("course", campus.course(id));
        model.addAttribute("person", World.person(as));
        model.addAttribute("events", sender.latest(SHOWN));
        return "practice/events";
    }

    private String framed(
            Campus campus,
            String placement,
            Person person,
            @Nullable Course course,
            @Nullable String clientId,
            Model model) {
        Optional<Tool> tool = campus.openTools().stream()
                .filter(one -> clientId == null || one.clientId().equals(clientId))
                .filter(one -> one.at(placement).isPresent())
                .findFirst();
        model.addAttribute("person", person);
        model.addAttribute("toolOrigin", places.toolOrigin());
        model.addAttribute("tool", tool.orElse(null));
        model.addAttribute("heading", tool.map(one -> one.label(placement)).orElse("Badges"));
        tool.ifPresent(one -> model.addAttribute(
                "launch", initiations.address(new Launching(campus, one, person, course, new Errand.Menu(placement)))));
        return "practice/course";
    }
}
