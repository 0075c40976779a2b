package org.cairn.web;

import org.cairn.net.PublicUrl;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Says what Cairn is to somebody who comes without a launch; with the practice platform, where to go. */
@Controller
class HomePage {

    private final boolean practice;
    private final String practicePlatform;

    HomePage(Environment environment, PublicUrl publicUrl) {
        this.practice = environment.acceptsProfiles(Profiles.of("practice"));
        int port = publicUrl.publicUrl().getPort();
        this.practicePlatform = "http://localhost" + (port < 0 ? "" : ":" + port) + "/practice";
    }

    @GetMapping("/")
    String home(Model model) {
        model.addAttribute("practice", practice ? practicePlatform : null);
        return "home";
    }
}
