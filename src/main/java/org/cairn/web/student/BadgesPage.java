package org.cairn.web.student;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cairn.award.Award;
import org.cairn.lti.Launch;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.web.BadgeView;
import org.cairn.web.BadgeViews;
import org.cairn.web.Nav;
import org.cairn.web.Stone;
import org.cairn.web.Way;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** All my badges over all courses: earned ones never disappear, withdrawn ones stay with their reason. */
@Controller
class BadgesPage {

    private final Pathways pathways;
    private final Ways ways;
    private final Wording wording;

    BadgesPage(Pathways pathways, Ways ways, Wording wording) {
        this.pathways = pathways;
        this.ways = ways;
        this.wording = wording;
    }

    @GetMapping("/student/badges")
    String badges(Launch launch, Locale locale, Model model) {
        Way way = ways.of(launch.learner());
        BadgeViews views = new BadgeViews(way, wording.in(locale), ways.now());
        List<BadgeView> all = views.of(touched(launch, way)).reversed();
        model.addAttribute("nav", Nav.of(launch, "/student/badges"));
        model.addAttribute("earned", with(all, Stone.State.EARNED));
        List<BadgeView> rest = new ArrayList<>(with(all, Stone.State.PROGRESS));
        all.stream()
                .filter(badge -> badge.stone().state() != Stone.State.EARNED)
                .filter(badge -> !rest.contains(badge) && badge.notice() != null)
                .forEach(rest::add);
        model.addAttribute("rest", rest);
        return "student/badges";
    }

    private static List<BadgeView> with(List<BadgeView> badges, Stone.State state) {
        return badges.stream().filter(badge -> badge.stone().state() == state).toList();
    }

    /** The badges of the catalogue, and those once awarded that are no longer in it. */
    private List<Badge> touched(Launch launch, Way way) {
        List<Badge> badges = new ArrayList<>(way.catalogue().badges().values());
        for (Award award : way.awards().values()) {
            if (!way.catalogue().badges().containsKey(award.badge())) {
                pathways.version(launch.institution(), award.badge(), award.version())
                        .ifPresent(badges::add);
            }
        }
        return badges;
    }
}
