package org.cairn.web.student;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.lti.Launch;
import org.cairn.people.LearnerId;
import org.cairn.people.LinkCodes;
import org.cairn.people.Links;
import org.cairn.people.TrustedIds;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.cairn.web.Nav;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Somebody shows that two accounts are theirs: a code from the one is entered in the other, and both names are shown. */
@Controller
class LinkPage {

    private final Links links;
    private final LinkCodes codes;
    private final Platforms platforms;
    private final Wording wording;

    LinkPage(Links links, LinkCodes codes, Platforms platforms, Wording wording) {
        this.links = links;
        this.codes = codes;
        this.platforms = platforms;
        this.wording = wording;
    }

    @GetMapping("/student/link")
    String page(Launch launch, Locale locale, @RequestParam(required = false) @Nullable String said, Model model) {
        return show(launch, locale, "linked".equals(said) ? "link.said.linked" : null, model);
    }

    private String show(Launch launch, Locale locale, @Nullable String said, Model model) {
        Words words = wording.in(locale);
        model.addAttribute("nav", Nav.of(launch, "/student/badges"));
        model.addAttribute("said", said);
        model.addAttribute(
                "accounts",
                links.accounts(launch.learner()).stream()
                        .map(account -> worded(account, words))
                        .toList());
        return "student/link";
    }

    private String worded(Links.Account account, Words words) {
        return words.say(
                "link.account",
                account.name() == null ? words.say("link.nameless") : account.name(),
                platform(account.platform(), words));
    }

    private String platform(@Nullable PlatformId id, Words words) {
        return Optional.ofNullable(id)
                .flatMap(platforms::find)
                .map(Platform::name)
                .orElseGet(() -> words.say("link.no-platform"));
    }

    @PostMapping("/student/link/code")
    String code(Launch launch, Locale locale, Model model) {
        model.addAttribute("code", codes.make(launch.learner(), launch.platform()));
        return show(launch, locale, null, model);
    }

    @PostMapping("/student/link")
    String look(Launch launch, Locale locale, @RequestParam(defaultValue = "") String code, Model model) {
        Words words = wording.in(locale);
        try {
            LinkCodes.Offer offer = codes.look(launch.learner(), code).orElse(null);
            if (offer == null) {
                return show(launch, locale, "link.said.wrong", model);
            }
            model.addAttribute("nav", Nav.of(launch, "/student/badges"));
            model.addAttribute("code", code);
            model.addAttribute("here", worded(launch.learner(), words));
            model.addAttribute("there", worded(offer.person(), words));
            return "student/link-confirm";
        } catch (LinkCodes.TooManyGuesses e) {
            return show(launch, locale, "link.said.guesses", model);
        } catch (LinkCodes.Contradicted e) {
            return show(launch, locale, against(e.why()), model);
        }
    }

    private List<String> worded(LearnerId person, Words words) {
        return links.accounts(person).stream()
                .map(account -> worded(account, words))
                .toList();
    }

    @PostMapping("/student/link/confirm")
    String confirm(Launch launch, Locale locale, @RequestParam(defaultValue = "") String code, Model model) {
        try {
            return codes.confirm(launch.learner(), code).isPresent()
                    ? "redirect:/student/link?said=linked"
                    : show(launch, locale, "link.said.wrong", model);
        } catch (LinkCodes.TooManyGuesses e) {
            return show(launch, locale, "link.said.guesses", model);
        } catch (LinkCodes.Contradicted e) {
            return show(launch, locale, against(e.why()), model);
        }
    }

    private static String against(TrustedIds.Why why) {
        return switch (why) {
            case UNDONE -> "link.said.undone";
            case TWO_LOGINS, REUSED -> "link.said.two-logins";
            case OTHER_ID -> "link.said.other-id";
        };
    }
}
