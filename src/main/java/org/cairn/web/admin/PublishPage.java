package org.cairn.web.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.lti.Launch;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;
import org.cairn.web.Access;
import org.cairn.web.BadgeViews;
import org.cairn.web.Nav;
import org.cairn.web.Problem;
import org.cairn.web.Way;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Publishing a badge: first a page that says what it does, then the deed. */
@Controller
class PublishPage {

    private final Pathways pathways;
    private final Ways ways;
    private final Wording wording;

    PublishPage(Pathways pathways, Ways ways, Wording wording) {
        this.pathways = pathways;
        this.ways = ways;
        this.wording = wording;
    }

    @GetMapping("/admin/badges/{key}")
    String confirm(Launch launch, Locale locale, @PathVariable String key, Model model) {
        Access.administering(launch);
        describe(launch, locale, newest(launch, key), model);
        return "admin/publish";
    }

    @PostMapping("/admin/badges/{key}/publish")
    String publish(Launch launch, Locale locale, @PathVariable String key, Model model) {
        Access.administering(launch);
        Badge badge = newest(launch, key);
        try {
            pathways.publish(launch.institution(), badge.key());
        } catch (Pathways.InvalidBadge refused) {
            model.addAttribute("fault", wording.in(locale).complaint(refused.why()));
            describe(launch, locale, badge, model);
            return "admin/publish";
        }
        return "redirect:/admin/badges/" + badge.key();
    }

    private Badge newest(Launch launch, String key) {
        return pathways.badges(launch.institution()).stream()
                .filter(badge -> badge.key().equals(key))
                .findFirst()
                .orElseThrow(Problem::notFound);
    }

    private void describe(Launch launch, Locale locale, Badge badge, Model model) {
        Words words = wording.in(locale);
        Catalogue catalogue = pathways.catalogue(launch.institution());
        Catalogue trial = with(catalogue, badge);
        Way nobody = Way.of(trial, pathways.standings(trial, List.of(), ways.now()), List.of(), List.of());
        model.addAttribute("nav", Nav.of(launch, "/admin/badges"));
        model.addAttribute("badge", badge);
        model.addAttribute("view", new BadgeViews(nobody, words, ways.now()).of(badge));
        model.addAttribute("draft", badge.state() == Badge.State.DRAFT);
        model.addAttribute(
                "old", catalogue.badge(badge.key()).map(Badge::version).orElse(null));
        model.addAttribute("state", words.say("badge.state", badge.version()));
    }

    /** The catalogue as it would be with this badge: only to word its rule. */
    private static Catalogue with(Catalogue catalogue, Badge badge) {
        Map<String, Badge> badges = new LinkedHashMap<>(catalogue.badges());
        badges.put(badge.key(), badge);
        return new Catalogue(catalogue.version(), badges, catalogue.bindings());
    }
}
