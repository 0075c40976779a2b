package org.cairn.web.instructor;

import java.math.BigDecimal;
import java.util.Locale;
import org.cairn.evidence.Activity;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.lti.Courses;
import org.cairn.lti.Launch;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Binding;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;
import org.cairn.web.Access;
import org.cairn.web.Nav;
import org.cairn.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Embedding a badge: choose one, then say which activity of this course provides the evidence for each milestone. */
@Controller
class EmbedPage {

    private final Pathways pathways;
    private final Courses courses;
    private final Bindings bindings;

    EmbedPage(Pathways pathways, Courses courses, Bindings bindings) {
        this.pathways = pathways;
        this.courses = courses;
        this.bindings = bindings;
    }

    @GetMapping("/instructor/embed")
    String choose(Launch launch, @RequestParam(name = "q", defaultValue = "") String search, Model model) {
        CourseId course = Access.teaching(launch);
        Catalogue catalogue = pathways.catalogue(launch.institution());
        model.addAttribute("nav", Nav.of(launch, "/instructor/embed"));
        model.addAttribute("choices", Choice.among(catalogue, pathways.badgesIn(course), search));
        model.addAttribute("search", search);
        return "instructor/embed";
    }

    @GetMapping("/instructor/embed/{key}")
    String milestones(
            Launch launch,
            Locale locale,
            @PathVariable String key,
            @RequestParam(required = false) @Nullable String milestone,
            @RequestParam(defaultValue = "") String activity,
            @RequestParam(defaultValue = "") String other,
            @RequestParam(required = false) @Nullable BigDecimal atLeast,
            Model model) {
        Course course = course(launch);
        Catalogue catalogue = pathways.catalogue(launch.institution());
        Badge badge = catalogue.badge(key).orElseThrow(Problem::notFound);
        Binding trial = milestone == null || (activity.isBlank() && other.isBlank())
                ? null
                : binding(course, badge, milestone, activity, other, atLeast);
        model.addAttribute("nav", Nav.of(launch, "/instructor/embed/"));
        bindings.describe(catalogue, badge, course, trial, locale, model);
        return "instructor/bind";
    }

    @PostMapping("/instructor/embed/{key}")
    String bind(
            Launch launch,
            Locale locale,
            @PathVariable String key,
            @RequestParam String milestone,
            @RequestParam(defaultValue = "") String activity,
            @RequestParam(defaultValue = "") String other,
            @RequestParam(required = false) @Nullable BigDecimal atLeast,
            Model model) {
        Course course = course(launch);
        Catalogue catalogue = pathways.catalogue(launch.institution());
        Badge badge = catalogue.badge(key).orElseThrow(Problem::notFound);
        try {
            pathways.bind(launch.institution(), binding(course, badge, milestone, activity, other, atLeast));
        } catch (Pathways.InvalidBadge | Pathways.UnknownBadge refused) {
            model.addAttribute("nav", Nav.of(launch, "/instructor/embed/"));
            model.addAttribute("fault", bindings.say(locale, refused.why()));
            bindings.describe(catalogue, badge, course, null, locale, model);
            return "instructor/bind";
        }
        return "redirect:/instructor/embed/" + badge.key();
    }

    @PostMapping("/instructor/embed/{key}/unbind")
    String unbind(
            Launch launch, @PathVariable String key, @RequestParam String milestone, @RequestParam String activity) {
        Course course = course(launch);
        Badge badge = pathways.catalogue(launch.institution()).badge(key).orElseThrow(Problem::notFound);
        pathways.unbind(launch.institution(), binding(course, badge, milestone, activity, "", null));
        return "redirect:/instructor/embed/" + badge.key();
    }

    private Course course(Launch launch) {
        return courses.find(Access.teaching(launch)).orElseThrow(Problem::notFound);
    }

    /** Only activities of the launch's own course can be bound from here. */
    private static Binding binding(
            Course course, Badge badge, String milestone, String activity, String other, @Nullable BigDecimal percent) {
        String id = other.isBlank() ? activity.strip() : other.strip();
        boolean known = badge.milestones().containsKey(milestone);
        if (!known || !id.matches("[a-z][a-z0-9-]{0,30}(:[^\\s\\p{Cntrl}]{1,500})?")) {
            throw Problem.badRequest();
        }
        if (percent != null && (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0)) {
            throw Problem.badRequest();
        }
        BigDecimal atLeast = percent == null ? null : percent.movePointLeft(2);
        return new Binding(badge.key(), milestone, new Activity(course.platform(), course.ownId(), id), atLeast);
    }
}
