package org.cairn.web.admin;

import java.util.Locale;
import java.util.UUID;
import org.cairn.lti.Launch;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.cairn.web.Access;
import org.cairn.web.Nav;
import org.cairn.web.Problem;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Pausing and removing a platform: first a page that says what ends and what stays, then the deed. */
@Controller
class EndingPage {

    private final Platforms platforms;
    private final PlatformsSection section;
    private final Wording wording;

    EndingPage(Platforms platforms, PlatformsSection section, Wording wording) {
        this.platforms = platforms;
        this.section = section;
        this.wording = wording;
    }

    @GetMapping("/admin/platforms/{id}/{deed:pause|remove}")
    String confirm(Launch launch, Locale locale, @PathVariable UUID id, @PathVariable String deed, Model model) {
        Access.administering(launch);
        Platform platform = section.own(launch.institution(), id);
        Words words = wording.in(locale);
        model.addAttribute("nav", Nav.of(launch, "/admin/platforms"));
        model.addAttribute("platform", platform);
        model.addAttribute("deed", deed);
        model.addAttribute("own", platform.id().equals(launch.platform()));
        model.addAttribute("heading", words.say(key(deed, "title"), platform.name()));
        model.addAttribute("ends", words.say(key(deed, "ends")));
        model.addAttribute("stays", words.say(key(deed, "stays")));
        model.addAttribute("back", words.say(key(deed, "back")));
        model.addAttribute("action", words.say(key(deed, "do")));
        return "admin/ending";
    }

    @PostMapping("/admin/platforms/{id}/{deed:pause|remove}")
    String end(Launch launch, Locale locale, @PathVariable UUID id, @PathVariable String deed, Model model) {
        Access.administering(launch);
        Platform platform = section.own(launch.institution(), id);
        switch (deed) {
            case "pause" -> platforms.pause(platform.id(), true);
            case "remove" -> platforms.remove(platform.id());
            default -> throw Problem.notFound();
        }
        if (platform.id().equals(launch.platform())) {
            // this very visit is over: no other page would open
            model.addAttribute("heading", wording.in(locale).say(key(deed, "did"), platform.name()));
            model.addAttribute("back", wording.in(locale).say(key(deed, "back")));
            return "admin/ended";
        }
        return deed.equals("remove") ? "redirect:/admin?said=removed" : "redirect:/admin/platforms/" + id;
    }

    private static String key(String deed, String part) {
        return "ending." + deed + "." + part;
    }
}
