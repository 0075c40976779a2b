package org.cairn.web.student;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.cairn.lti.CourseId;
import org.cairn.lti.Launch;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.web.Nav;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page: how far am I in this course, and what next? It is fetched at every launch, so it asks little. */
@Controller
class CoursePage {

    private final Pathways pathways;
    private final Ways ways;
    private final Live live;
    private final Wording wording;

    CoursePage(Pathways pathways, Ways ways, Live live, Wording wording) {
        this.pathways = pathways;
        this.ways = ways;
        this.live = live;
        this.wording = wording;
    }

    @GetMapping("/student")
    String course(Launch launch, Locale locale, Model model) {
        CourseId course = launch.course();
        if (course == null) {
            return "redirect:/student/badges";
        }
        model.addAttribute("nav", Nav.of(launch, "/student"));
        model.addAttribute("heading", heading(launch, wording.in(locale)));
        live.show(launch, ways.of(launch.learner()), pathways.badgesIn(course), locale, model);
        return "student/course";
    }

    /** What the open page asks every few seconds; only news are answered with content. */
    @GetMapping(path = "/student", headers = "HX-Request=true")
    @Nullable
    String news(
            Launch launch,
            Locale locale,
            @RequestParam(defaultValue = "") String seen,
            Model model,
            HttpServletResponse response) {
        CourseId course = launch.course();
        List<Badge> badges = course == null ? List.of() : pathways.badgesIn(course);
        return live.news(ways.of(launch.learner()), badges, seen, locale, model, response);
    }

    private static String heading(Launch launch, Words words) {
        String title = launch.courseTitle();
        return title == null || title.isBlank() ? words.say("student.heading") : words.say("student.heading.in", title);
    }
}
