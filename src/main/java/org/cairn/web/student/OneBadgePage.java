package org.cairn.web.student;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.award.Award;
import org.cairn.lti.Launch;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.web.Gone;
import org.cairn.web.Nav;
import org.cairn.web.Progress;
import org.cairn.web.Way;
import org.cairn.web.Ways;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One embedded badge, with those it is built on: how far am I, and what next? */
@Controller
class OneBadgePage {

    private final Pathways pathways;
    private final Ways ways;
    private final Live live;

    OneBadgePage(Pathways pathways, Ways ways, Live live) {
        this.pathways = pathways;
        this.ways = ways;
        this.live = live;
    }

    @GetMapping("/student/badge/{key}")
    String badge(Launch launch, Locale locale, @PathVariable String key, Model model, HttpServletResponse response) {
        Way way = ways.of(launch.learner());
        List<Badge> badges = badges(launch, way, key);
        if (badges.isEmpty()) {
            return Gone.show(launch, model, response);
        }
        Badge badge = badges.getLast();
        model.addAttribute("nav", Nav.of(launch, "/student/badge/" + badge.key()));
        model.addAttribute("heading", badge.title());
        model.addAttribute("about", badge.description());
        model.addAttribute("unbound", isUnbound(launch, way, badge));
        live.show(launch, way, badges, locale, model);
        return "student/course";
    }

    /** What the open page asks every few seconds; only news are answered with content. */
    @GetMapping(path = "/student/badge/{key}", headers = "HX-Request=true")
    @Nullable
    String news(
            Launch launch,
            Locale locale,
            @PathVariable String key,
            @RequestParam(defaultValue = "") String seen,
            Model model,
            HttpServletResponse response) {
        Way way = ways.of(launch.learner());
        return live.news(way, badges(launch, way, key), seen, locale, model, response);
    }

    /** The published badge with what it is built on; one no longer published only for whoever was awarded it. */
    private List<Badge> badges(Launch launch, Way way, String key) {
        Optional<Badge> published = way.catalogue().badge(key);
        if (published.isPresent()) {
            return Progress.together(published.get(), way.catalogue());
        }
        Award award = way.awards().get(key);
        return award == null
                ? List.of()
                : pathways.version(launch.institution(), key, award.version()).stream()
                        .toList();
    }

    /** The badge can be seen, but nothing in this course counts toward it. */
    private boolean isUnbound(Launch launch, Way way, Badge badge) {
        return !way.holds(badge.key())
                && launch.inCourse()
                        .filter(course -> !pathways.countsIn(course, badge))
                        .isPresent();
    }
}
