package org.cairn.practice;

import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/** The platform's pages: the doors, the course with the tool in its frame, and what was sent. */
@Controller
@Profile("practice")
class PageController {

    private static final int SHOWN = 40;

    private final Places places;
    private final LaunchesUnderWay launches;
    private final EventSender sender;
    private final SetUp setUp;

    PageController(Places places, LaunchesUnderWay launches, EventSender sender, SetUp setUp) {
        this.places = places;
        this.launches = launches;
        this.sender = sender;
        this.setUp = setUp;
    }

    @ModelAttribute("university")
    String university() {
        return World.INSTITUTION;
    }

    @ModelAttribute("courses")
    List<Course> courses() {
        return World.COURSES;
    }

    @GetMapping("/practice")
    String doors(Model model) {
        model.addAttribute("students", World.STUDENTS);
        model.addAttribute("teacher", World.TEACHER);
        model.addAttribute("administrator", World.ADMINISTRATOR);
        model.addAttribute("fault", setUp.fault().orElse(null));
        return "practice/doors";
    }

    @GetMapping("/practice/courses/{id}")
    String course(@PathVariable long id, @RequestParam String as, Model model) {
        Course course = course(id);
        Person person = person(as);
        model.addAttribute("course", course);
        model.addAttribute("person", person);
        model.addAttribute("toolOrigin", places.toolOrigin());
        model.addAttribute("launch", initiation(person, course));
        return "practice/course";
    }

    @GetMapping("/practice/courses/{id}/events")
    String events(@PathVariable long id, @RequestParam String as, Model model) {
        model.addAttribute("course", course(id));
        model.addAttribute("person", person(as));
        model.addAttribute("events", sender.latest(SHOWN));
        return "practice/events";
    }

    static Course course(long id) {
        return World.course(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    static Person person(String slug) {
        return World.person(slug).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** The address that begins a launch: the third-party initiated login of OpenID Connect Core, section 4. */
    private String initiation(Person person, Course course) {
        return UriComponentsBuilder.fromUriString(places.tool("/lti/login"))
                .queryParam("iss", "{iss}")
                .queryParam("login_hint", "{hint}")
                .queryParam("target_link_uri", "{target}")
                .queryParam("client_id", "{client}")
                .queryParam("lti_message_hint", "{message}")
                .queryParam("lti_deployment_id", "{deployment}")
                .queryParam("deployment_id", "{deployment}")
                .queryParam("lti_storage_target", "_parent")
                .encode()
                .buildAndExpand(java.util.Map.of(
                        "iss", places.issuer(),
                        "hint", person.sub(),
                        "target", places.tool("/lti/launch"),
                        "client", World.CLIENT_ID,
                        "message", launches.begin(person, course),
                        "deployment", World.DEPLOYMENT_ID))
                .toUriString();
    }
}
