package org.cairn.web.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.complaint.Objection;
import org.cairn.lti.Launch;
import org.cairn.net.PublicUrl;
import org.cairn.platform.Connection;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Registering a platform by hand: what to paste over there, and what to type here. */
@Controller
class ManualPage {

    private final Platforms platforms;
    private final PublicUrl publicUrl;
    private final Wording wording;

    ManualPage(Platforms platforms, PublicUrl publicUrl, Wording wording) {
        this.platforms = platforms;
        this.publicUrl = publicUrl;
        this.wording = wording;
    }

    /** A value that the platform's form asks for. */
    record Ours(String id, String label, String value) {}

    @GetMapping("/admin/platforms/manual")
    String form(Launch launch, Locale locale, @RequestParam(defaultValue = "canvas") String family, Model model) {
        Access.administering(launch);
        Words words = wording.in(locale);
        Family asked = family(family);
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("name", words.say("manual.name." + name(asked)));
        show(launch, words, asked, typed, Map.of(), model);
        return "admin/manual";
    }

    @PostMapping("/admin/platforms/manual")
    String connect(
            Launch launch,
            Locale locale,
            @RequestParam String family,
            @RequestParam Map<String, String> parameters,
            Model model) {
        Access.administering(launch);
        Words words = wording.in(locale);
        Family asked = family(family);
        Map<String, String> typed = new LinkedHashMap<>();
        // nothing else that was sent is even looked at: whose platform it becomes, the launch says
        ManualForm.fields(asked).forEach(field -> typed.put(field, parameters.getOrDefault(field, "")));
        ManualForm form = new ManualForm(asked, typed, words);
        List<NewPlatform> all = form.platforms(platforms
                .institution(launch.institution())
                .orElseThrow(Problem::notFound)
                .name());
        if (form.faults().isEmpty()) {
            try {
                return "redirect:/admin/platforms/%s?said=connected"
                        .formatted(connect(all).id().value());
            } catch (Platforms.AlreadyRegistered taken) {
                form.fault("clientId", words.say("fault.taken", typed.getOrDefault("clientId", "")));
            } catch (Objection refused) {
                form.fault(
                        ManualForm.fields(asked).getFirst(),
                        words.say("fault.refused", words.complaint(refused.why())));
            }
        }
        show(launch, words, asked, typed, form.faults(), model);
        return "admin/manual";
    }

    private Platform connect(List<NewPlatform> all) {
        Platform first = platforms.connect(all.getFirst(), Connection.Origin.MANUAL, null, null);
        all.stream().skip(1).forEach(twin -> platforms.connect(twin, Connection.Origin.MANUAL, null, null));
        return first;
    }

    private void show(
            Launch launch,
            Words words,
            Family family,
            Map<String, String> typed,
            Map<String, String> faults,
            Model model) {
        model.addAttribute("nav", Nav.of(launch, "/admin/platforms"));
        model.addAttribute("family", name(family));
        model.addAttribute("products", List.of("canvas", "moodle", "other"));
        model.addAttribute("fields", ManualForm.fields(family));
        model.addAttribute("typed", typed);
        model.addAttribute("faults", faults);
        model.addAttribute("ours", ours(family, words));
    }

    private List<Ours> ours(Family family, Words words) {
        Ours launch = ours("launch", "/lti/launch", words);
        Ours redirect = ours("redirect", "/lti/launch", words);
        Ours login = ours("login", "/lti/login", words);
        Ours keys = ours("jwks", "/.well-known/jwks.json", words);
        return switch (family) {
            case CANVAS -> List.of(ours("json", "/lti/config/canvas.json", words), redirect, login, keys);
            case MOODLE, OTHER -> List.of(launch, keys, login, redirect);
        };
    }

    private Ours ours(String name, String path, Words words) {
        return new Ours("ours-" + name, words.say("manual.value." + name), publicUrl.of(path));
    }

    private static Family family(String name) {
        return switch (name) {
            case "canvas" -> Family.CANVAS;
            case "moodle" -> Family.MOODLE;
            case "other" -> Family.OTHER;
            default -> throw Problem.badRequest();
        };
    }

    private static String name(Family family) {
        return family.name().toLowerCase(Locale.ROOT);
    }
}
