package org.cairn.web.instructor;

import java.util.List;
import java.util.Locale;
import org.cairn.lti.Courses;
import org.cairn.lti.Gradebook;
import org.cairn.lti.Launch;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;
import org.cairn.web.BadgeViews;
import org.cairn.web.Progress;
import org.cairn.web.Way;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Shows what a link will show, as somebody sees it who has no results yet. */
@Component
class ContentPreview {

    private final Pathways pathways;
    private final Courses courses;
    private final Gradebook gradebook;
    private final Ways ways;
    private final Wording wording;

    ContentPreview(Pathways pathways, Courses courses, Gradebook gradebook, Ways ways, Wording wording) {
        this.pathways = pathways;
        this.courses = courses;
        this.gradebook = gradebook;
        this.ways = ways;
        this.wording = wording;
    }

    void show(Launch launch, ContentPage.Chosen chosen, Locale locale, Model model) {
        List<Badge> here = launch.inCourse().map(pathways::badgesIn).orElse(List.of());
        Catalogue catalogue = pathways.catalogue(launch.institution());
        Way nobody = Way.of(catalogue, pathways.standings(catalogue, List.of(), ways.now()), List.of(), List.of());
        Words words = wording.in(locale);
        BadgeViews views = new BadgeViews(nobody, words, ways.now());
        Badge badge = chosen.badge();
        if (badge != null) {
            model.addAttribute("drawing", Progress.preview(nobody, badge, views, words));
            model.addAttribute("shown", views.of(badge));
            model.addAttribute("columned", hasColumn(launch, badge));
        }
        boolean unbound =
                here.stream().noneMatch(one -> badge == null || one.key().equals(badge.key()));
        model.addAttribute("unbound", launch.inCourse().isPresent() && unbound);
        model.addAttribute("drawings", Progress.of(nobody, here, views, words).cairns());
        model.addAttribute("badges", here.size());
        model.addAttribute(
                "students",
                launch.inCourse().map(course -> courses.students(course).size()).orElse(0));
    }

    /** A second column would only show the same. */
    private boolean hasColumn(Launch launch, Badge badge) {
        return launch.inCourse()
                .flatMap(course -> gradebook.column(course, badge.key()))
                .filter(column -> column.state() != Gradebook.State.STOPPED)
                .isPresent();
    }
}
