package org.cairn.web.admin;

import java.util.Locale;
import org.cairn.ingest.Ingestion;
import org.cairn.lti.Launch;
import org.cairn.lti.Platforms;
import org.cairn.web.Access;
import org.cairn.web.Nav;
import org.cairn.web.Wording;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What arrived and could not be used, each with its reason. */
@Controller
class QuarantinePage {

    private static final int MOST = 100;

    private final Platforms platforms;
    private final Ingestion ingestion;
    private final Wording wording;

    QuarantinePage(Platforms platforms, Ingestion ingestion, Wording wording) {
        this.platforms = platforms;
        this.ingestion = ingestion;
        this.wording = wording;
    }

    @GetMapping("/admin/quarantine")
    String quarantine(Launch launch, Locale locale, Model model) {
        Access.administering(launch);
        model.addAttribute("nav", Nav.of(launch, "/admin/quarantine"));
        model.addAttribute(
                "messages",
                Messages.of(
                        ingestion.quarantined(launch.institution(), MOST),
                        PlatformsSection.names(platforms.of(launch.institution())),
                        wording.in(locale)));
        return "admin/quarantine";
    }
}
