package org.cairn.web.instructor;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.lti.CourseId;
import org.cairn.lti.Launch;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Binding;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;
import org.cairn.web.Access;
import org.cairn.web.Gone;
import org.cairn.web.Nav;
import org.cairn.web.Progress;
import org.cairn.web.Titles;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What staff see of an embedded badge: how far the class is, and which milestones still wait for an activity. */
@Controller
class BadgeInClassPage {

    private final Pathways pathways;
    private final ClassTable table;

    BadgeInClassPage(Pathways pathways, ClassTable table) {
        this.pathways = pathways;
        this.table = table;
    }

    /** A milestone that nothing in this course shows yet. */
    record Open(String badge, String title) {}

    @GetMapping("/instructor/badge/{key}")
    String badge(
            Launch launch,
            Locale locale,
            @PathVariable String key,
            ClassTable.Wish wish,
            Model model,
            HttpServletResponse response) {
        CourseId course = Access.teaching(launch);
        Catalogue catalogue = pathways.catalogue(launch.institution());
        Badge badge = catalogue.badge(key).orElse(null);
        if (badge == null) {
            return Gone.show(launch, model, response);
        }
        String path = "/instructor/badge/" + badge.key();
        List<Badge> together = Progress.together(badge, catalogue);
        model.addAttribute("nav", Nav.of(launch, path));
        model.addAttribute("base", path);
        model.addAttribute("badge", badge);
        model.addAttribute("here", pathways.countsIn(course, badge));
        model.addAttribute("open", open(together, pathways.bindings(course), catalogue));
        table.show(course, together, wish, locale, model);
        return "instructor/badge";
    }

    /** The milestones that an activity must show, without those that have one here; staff confirm the others. */
    private static List<Open> open(List<Badge> badges, List<Binding> bindings, Catalogue catalogue) {
        Set<String> bound = bindings.stream()
                .map(binding -> binding.badge() + '/' + binding.milestone())
                .collect(Collectors.toSet());
        return badges.stream()
                .flatMap(badge -> Leaves.ofMilestones(badge.rule()).stream()
                        .filter(leaf -> !Leaves.isAttested(leaf))
                        .map(leaf -> Objects.requireNonNull(Leaves.milestone(leaf)))
                        .distinct()
                        .filter(milestone -> !bound.contains(badge.key() + '/' + milestone))
                        .map(milestone -> new Open(
                                badge.key(), Titles.of(badge, catalogue).milestone(milestone))))
                .toList();
    }
}
