package org.cairn.web.instructor;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.cairn.award.Awards;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.web.Cairn;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Puts the students of a course beside some badges: sorted, filtered, and a page at a time. */
@Component
class ClassTable {

    private static final int PAGE = 100;

    private final Courses courses;
    private final Pathways pathways;
    private final Awards awards;
    private final Ways ways;
    private final Wording wording;

    ClassTable(Courses courses, Pathways pathways, Awards awards, Ways ways, Wording wording) {
        this.courses = courses;
        this.pathways = pathways;
        this.awards = awards;
        this.ways = ways;
        this.wording = wording;
    }

    /** What to see of the class, as the address says; anything unknown is the usual. */
    record Wish(
            @Nullable String sort,
            @Nullable String show,
            @Nullable String page) {

        String sorted() {
            return "progress".equals(sort) ? "progress" : "name";
        }

        String shown() {
            return show != null && (show.equals("near") || show.equals("needs")) ? show : "all";
        }

        private int at(int pages) {
            return page != null && page.matches("\\d{1,9}") ? Math.clamp(Integer.parseInt(page), 1, pages) : 1;
        }

        private Predicate<Grid.Line> filter() {
            return switch (shown()) {
                case "near" -> Grid.Line::near;
                case "needs" -> Grid.Line::needsMe;
                default -> line -> true;
            };
        }

        private Comparator<Grid.Line> order() {
            return sorted().equals("progress") ? Grid.BY_PROGRESS : Grid.BY_NAME;
        }
    }

    void show(CourseId course, List<Badge> badges, Wish wish, Locale locale, Model model) {
        List<Learner> students = courses.students(course);
        Grid grid = grid(course.institution(), badges, students, locale);
        List<Grid.Line> lines =
                grid.lines().stream().filter(wish.filter()).sorted(wish.order()).toList();
        int pages = Math.max(1, (lines.size() + PAGE - 1) / PAGE);
        int at = wish.at(pages);
        model.addAttribute("heads", grid.heads());
        model.addAttribute("columns", grid.columns());
        model.addAttribute("lines", lines.subList((at - 1) * PAGE, Math.min(at * PAGE, lines.size())));
        model.addAttribute("symbols", Cairn.symbols());
        model.addAttribute("students", students.size());
        model.addAttribute("badges", badges.size());
        model.addAttribute("near", grid.lines().stream().filter(Grid.Line::near).count());
        model.addAttribute(
                "needs", grid.lines().stream().filter(Grid.Line::needsMe).count());
        model.addAttribute("sort", wish.sorted());
        model.addAttribute("show", wish.shown());
        model.addAttribute("page", at);
        model.addAttribute("pages", pages);
    }

    Grid grid(InstitutionId institution, List<Badge> badges, List<Learner> students, Locale locale) {
        List<LearnerId> ids = students.stream().map(Learner::id).toList();
        return new Grid.Drafting(pathways.catalogue(institution), badges, wording.in(locale), ways.now())
                .of(students, pathways.standings(institution, ids), awards.of(institution, ids));
    }
}
