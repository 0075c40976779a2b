package org.cairn.web.admin;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.UUID;
import org.cairn.lti.Invitation;
import org.cairn.lti.Invitations;
import org.cairn.lti.Launch;
import org.cairn.platform.Family;
import org.cairn.platform.PlatformId;
import org.cairn.web.Access;
import org.cairn.web.Nav;
import org.cairn.web.Problem;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Connecting a platform with one link: choose the product, paste the link over there, and see it turn green. */
@Controller
class ConnectPage {

    private static final int LONGEST_NAME = 255;

    private final Invitations invitations;
    private final Ways ways;
    private final Wording wording;

    ConnectPage(Invitations invitations, Ways ways, Wording wording) {
        this.invitations = invitations;
        this.ways = ways;
        this.wording = wording;
    }

    @GetMapping("/admin/platforms/new")
    String choose(Launch launch, Locale locale, Model model) {
        Access.administering(launch);
        Words words = wording.in(locale);
        model.addAttribute("nav", Nav.of(launch, "/admin/platforms"));
        model.addAttribute(
                "open",
                invitations.of(launch.institution()).stream()
                        .filter(invitation -> invitation.state() == Invitation.State.OPEN)
                        .map(invitation -> open(invitation, words))
                        .toList());
        return "admin/connect";
    }

    /** The link is shown once, in the answer to this: only a digest of it is kept. */
    @PostMapping("/admin/platforms/new")
    String invite(
            Launch launch,
            Locale locale,
            @RequestParam String family,
            @RequestParam(defaultValue = "") String name,
            Model model) {
        Access.administering(launch);
        Words words = wording.in(locale);
        String called = name.strip();
        if (called.length() > LONGEST_NAME || called.codePoints().anyMatch(Character::isISOControl)) {
            throw Problem.badRequest();
        }
        String by = launch.name() == null ? words.say("connect.somebody") : launch.name();
        Invitations.Made made =
                invitations.invite(launch.institution(), family(family), called.isEmpty() ? null : called, by);
        show(launch, made.invitation(), words, model);
        model.addAttribute("link", made.url());
        return "admin/invited";
    }

    /** The same without the link, for those who look again by hand. */
    @GetMapping("/admin/platforms/new/{id}")
    String state(Launch launch, Locale locale, @PathVariable UUID id, Model model) {
        Access.administering(launch);
        show(launch, own(launch, id), wording.in(locale), model);
        return "admin/invited";
    }

    /** What the open page asks every few seconds; nothing is answered while nothing has happened. */
    @GetMapping(path = "/admin/platforms/new/{id}", headers = "HX-Request=true")
    @Nullable
    String news(Launch launch, @PathVariable UUID id, Model model, HttpServletResponse response) {
        Access.administering(launch);
        Invitation invitation = own(launch, id);
        if (invitation.state() == Invitation.State.OPEN) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return null;
        }
        waiting(invitation, model);
        return "admin/invited-state :: state";
    }

    @PostMapping("/admin/platforms/new/{id}/withdraw")
    String withdraw(Launch launch, @PathVariable UUID id) {
        Access.administering(launch);
        invitations.withdraw(own(launch, id));
        return "redirect:/admin/platforms/new";
    }

    private Invitation own(Launch launch, UUID id) {
        return invitations.of(launch.institution()).stream()
                .filter(invitation -> invitation.id().equals(id))
                .findFirst()
                .orElseThrow(Problem::notFound);
    }

    private static void show(Launch launch, Invitation invitation, Words words, Model model) {
        model.addAttribute("nav", Nav.of(launch, "/admin/platforms"));
        model.addAttribute("family", invitation.family().name().toLowerCase(Locale.ROOT));
        model.addAttribute("until", words.time(invitation.expiresAt()));
        waiting(invitation, model);
    }

    private static void waiting(Invitation invitation, Model model) {
        PlatformId platform = invitation.platform();
        model.addAttribute("id", invitation.id());
        model.addAttribute("state", invitation.state().name().toLowerCase(Locale.ROOT));
        model.addAttribute("connected", platform == null ? null : platform.value());
    }

    private Open open(Invitation invitation, Words words) {
        String name = invitation.platformName();
        return new Open(
                invitation.id(),
                name == null ? words.say("family." + invitation.family().name().toLowerCase(Locale.ROOT)) : name,
                words.say("connect.made", words.ago(invitation.madeAt(), ways.now()), invitation.invitedBy()));
    }

    private static Family family(String name) {
        return switch (name) {
            case "canvas" -> Family.CANVAS;
            case "moodle" -> Family.MOODLE;
            case "other" -> Family.OTHER;
            default -> throw Problem.badRequest();
        };
    }

    /** A link that nobody used yet. */
    record Open(UUID id, String name, String made) {}
}
