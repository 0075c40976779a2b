package org.cairn.web.share;

import static java.util.stream.Collectors.toMap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;
import org.cairn.platform.Institution;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platforms;
import org.cairn.web.BadgeView;
import org.cairn.web.BadgeViews;
import org.cairn.web.Certificates;
import org.cairn.web.Problem;
import org.cairn.web.Progress;
import org.cairn.web.Way;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What a badge asks for, and who issues it: published badges only. */
@Controller
class BadgePage {

    private final Pathways pathways;
    private final Platforms platforms;
    private final Ways ways;
    private final Wording wording;

    BadgePage(Pathways pathways, Platforms platforms, Ways ways, Wording wording) {
        this.pathways = pathways;
        this.platforms = platforms;
        this.ways = ways;
        this.wording = wording;
    }

    @GetMapping(path = "/badges/{institution}/{key:[A-Za-z0-9_-]+}", produces = MediaType.TEXT_HTML_VALUE)
    String badge(@PathVariable UUID institution, @PathVariable String key, Locale locale, Model model) {
        Institution issuer = issuer(institution);
        Catalogue catalogue = pathways.catalogue(issuer.id());
        Badge badge = catalogue.badge(key).orElseThrow(Problem::notFound);
        Words words = wording.in(locale);
        Way nobody = nobody(catalogue);
        BadgeViews views = new BadgeViews(nobody, words, ways.now());
        BadgeView view = views.of(badge);
        model.addAttribute("badge", view);
        model.addAttribute("skills", badge.skills());
        model.addAttribute("facts", Certificates.about(badge, words));
        model.addAttribute("issuer", issuer.name());
        model.addAttribute("issuerPath", "/issuers/" + institution);
        model.addAttribute(
                "components",
                badge.components().stream()
                        .flatMap(component -> catalogue.badge(component).stream())
                        .collect(toMap(Badge::key, Badge::title, (one, two) -> one, LinkedHashMap::new)));
        model.addAttribute("base", "/badges/" + institution + "/");
        model.addAttribute("drawing", Progress.preview(nobody, badge, views, words));
        return "share/badge";
    }

    @GetMapping(path = "/issuers/{institution}", produces = MediaType.TEXT_HTML_VALUE)
    String issuer(@PathVariable UUID institution, Model model) {
        Institution issuer = issuer(institution);
        Map<String, Badge> badges = pathways.catalogue(issuer.id()).badges();
        model.addAttribute("issuer", issuer.name());
        model.addAttribute("badges", List.copyOf(badges.values()).reversed());
        model.addAttribute("base", "/badges/" + institution + "/");
        return "share/issuer";
    }

    private Institution issuer(UUID institution) {
        return platforms.institution(new InstitutionId(institution)).orElseThrow(Problem::notFound);
    }

    private Way nobody(Catalogue catalogue) {
        return Way.of(catalogue, pathways.standings(catalogue, List.of(), ways.now()), List.of(), List.of());
    }
}
