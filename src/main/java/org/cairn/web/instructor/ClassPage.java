package org.cairn.web.instructor;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.cairn.award.Awards;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.Launch;
import org.cairn.lti.Learner;
import org.cairn.lti.LearnerId;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.web.Access;
import org.cairn.web.Cairn;
import org.cairn.web.Nav;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** My class: who is how far, who is one step away, and who waits for me. */
@Controller
class ClassPage {

    private static final int PAGE = 100;

    private final Courses courses;
    private final Pathways pathways;
    private final Awards awards;
    private final Ways ways;
    private final Wording wording;

    ClassPage(Courses courses, Pathways pathways, Awards awards, Ways ways, Wording wording) {
        this.courses = courses;
        this.pathways = pathways;
        this.awards = awards;
        this.ways = ways;
        this.wording = wording;
    }

    @GetMapping("/instructor")
    String grid(
            Launch launch,
            Locale locale,
            @RequestParam(defaultValue = "name") String sort,
            @RequestParam(defaultValue = "all") String show,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        CourseId course = Access.teaching(launch);
        List<Badge> badges = pathways.badgesIn(course);
        List<Learner> students = courses.students(course);
        Grid grid = grid(launch, locale, badges, students);
        List<Grid.Line> lines =
                grid.lines().stream().filter(shown(show)).sorted(order(sort)).toList();
        int pages = Math.max(1, (lines.size() + PAGE - 1) / PAGE);
        int at = Math.clamp(page, 1, pages);
        model.addAttribute("nav", Nav.of(launch, "/instructor"));
        model.addAttribute("course", launch.courseTitle());
        model.addAttribute("heads", grid.heads());
        model.addAttribute("columns", grid.columns());
        model.addAttribute("lines", lines.subList((at - 1) * PAGE, Math.min(at * PAGE, lines.size())));
        model.addAttribute("symbols", Cairn.symbols());
        model.addAttribute("students", students.size());
        model.addAttribute("badges", badges.size());
        model.addAttribute("near", grid.lines().stream().filter(Grid.Line::near).count());
        model.addAttribute(
                "needs", grid.lines().stream().filter(Grid.Line::needsMe).count());
        model.addAttribute("sort", "progress".equals(sort) ? "progress" : "name");
        model.addAttribute("show", "near".equals(show) || "needs".equals(show) ? show : "all");
        model.addAttribute("page", at);
        model.addAttribute("pages", pages);
        return "instructor/class";
    }

    private Grid grid(Launch launch, Locale locale, List<Badge> badges, List<Learner> students) {
        InstitutionId institution = launch.institution();
        List<LearnerId> ids = students.stream().map(Learner::id).toList();
        return new Grid.Drafting(pathways.catalogue(institution), badges, wording.in(locale), ways.now())
                .of(students, pathways.standings(institution, ids), awards.of(institution, ids));
    }

    private static Predicate<Grid.Line> shown(String show) {
        return switch (show) {
            case "near" -> Grid.Line::near;
            case "needs" -> Grid.Line::needsMe;
            default -> line -> true;
        };
    }

    private static Comparator<Grid.Line> order(String sort) {
        return "progress".equals(sort) ? Grid.BY_PROGRESS : Grid.BY_NAME;
    }
}
