package org.cairn.web.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.cairn.lti.Launch;
import org.cairn.people.Erasures;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.people.Links;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.cairn.web.Access;
import org.cairn.web.Nav;
import org.cairn.web.Problem;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One person: their accounts, why these are one person, and what an administrator may do about it. */
@Controller
class PersonPage {

    private static final int MOST = 20;
    private static final int LONGEST_VALUE = 255;

    private final Links links;
    private final Erasures erasures;
    private final Platforms platforms;
    private final Wording wording;

    PersonPage(Links links, Erasures erasures, Platforms platforms, Wording wording) {
        this.links = links;
        this.erasures = erasures;
        this.platforms = platforms;
        this.wording = wording;
    }

    /** One account, worded. */
    record AccountView(
            String id, String name, @Nullable String email, String platform, boolean leads, List<String> names) {}

    @GetMapping("/admin/people/{id}")
    String person(
            Launch launch,
            Locale locale,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String said,
            Model model) {
        Access.administering(launch);
        LearnerId person = person(launch, id);
        Words words = wording.in(locale);
        describe(launch, person, words, model);
        model.addAttribute("q", q);
        model.addAttribute(
                "said",
                said != null && List.of("linked", "unlinked", "named", "taken").contains(said)
                        ? "people.said." + said
                        : null);
        model.addAttribute(
                "candidates",
                q.isBlank()
                        ? List.of()
                        : PersonView.of(links.search(launch.institution(), q, MOST), words).stream()
                                .filter(one -> !one.id().equals(person.value().toString()))
                                .toList());
        model.addAttribute("platforms", platforms.of(launch.institution()));
        model.addAttribute("kinds", kinds(words));
        return "admin/person";
    }

    private static Map<String, String> kinds(Words words) {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (IdentifierKind kind : IdentifierKind.values()) {
            if (kind != IdentifierKind.EMAIL && kind != IdentifierKind.EMAIL_SHA1) {
                kinds.put(kind.code(), words.say("people.kind." + kind.code()));
            }
        }
        return kinds;
    }

    /** An account that was linked is shown as the person it is part of; somebody else's is as unknown as nobody's. */
    private LearnerId person(Launch launch, UUID id) {
        return links.person(new LearnerId(launch.institution(), id)).orElseThrow(Problem::notFound);
    }

    private void describe(Launch launch, LearnerId person, Words words, Model model) {
        List<Links.Account> accounts = links.accounts(person);
        Map<PlatformId, String> names = PlatformsSection.names(platforms.of(launch.institution()));
        model.addAttribute("nav", Nav.of(launch, "/admin/people"));
        model.addAttribute("id", person.value().toString());
        model.addAttribute("name", name(accounts, person, words));
        model.addAttribute(
                "accounts",
                accounts.stream().map(one -> view(one, names, words)).toList());
        model.addAttribute(
                "history",
                links.history(person).stream().map(one -> sentence(one, words)).toList());
    }

    private static String name(List<Links.Account> accounts, LearnerId person, Words words) {
        for (Links.Account account : accounts) {
            if (account.name() != null) {
                return account.name();
            }
        }
        return PersonView.name((String) null, person, words);
    }

    private static AccountView view(Links.Account account, Map<PlatformId, String> names, Words words) {
        PlatformId platform = account.platform();
        return new AccountView(
                account.id().value().toString(),
                PersonView.name(account.name(), account.id(), words),
                account.email(),
                platform == null
                        ? words.say("people.no-platform")
                        : names.getOrDefault(platform, words.say("people.no-platform")),
                account.leads(),
                account.identifiers().stream()
                        .map(one -> words.say(
                                "people.name",
                                words.say("people.kind." + one.kind().code()),
                                one.value()))
                        .toList());
    }

    private String sentence(Links.Link link, Words words) {
        String made = words.say(
                "people.history." + link.how().name().toLowerCase(Locale.ROOT) + bare(link.how(), link.why()),
                PersonView.name(links, link.account(), words),
                PersonView.name(links, link.person(), words),
                words.time(link.at()),
                who(link.by(), link.person(), words),
                link.why());
        if (link.undoneAt() == null) {
            return made;
        }
        return made + " "
                + words.say(
                        link.undoneWhy() == null || link.undoneWhy().isBlank()
                                ? "people.history.undone.bare"
                                : "people.history.undone",
                        words.time(link.undoneAt()),
                        who(String.valueOf(link.undoneBy()), link.person(), words),
                        String.valueOf(link.undoneWhy()));
    }

    /** An administrator may have given no reason. */
    private static String bare(Links.How how, String why) {
        return how == Links.How.ADMIN && why.isBlank() ? ".bare" : "";
    }

    private String who(String by, LearnerId near, Words words) {
        try {
            return PersonView.name(links, new LearnerId(near.institution(), UUID.fromString(by)), words);
        } catch (IllegalArgumentException e) {
            return words.sayOr("people.by." + by, by);
        }
    }

    @GetMapping("/admin/people/{id}/link")
    String confirm(
            Launch launch,
            Locale locale,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID with,
            Model model) {
        Access.administering(launch);
        LearnerId person = person(launch, id);
        LearnerId other = other(launch, with);
        Words words = wording.in(locale);
        describe(launch, person, words, model);
        Map<PlatformId, String> names = PlatformsSection.names(platforms.of(launch.institution()));
        List<Links.Account> theirs = links.accounts(other);
        model.addAttribute("otherId", other.value().toString());
        model.addAttribute("other", name(theirs, other, words));
        model.addAttribute(
                "others", theirs.stream().map(one -> view(one, names, words)).toList());
        return "admin/person-link";
    }

    private LearnerId other(Launch launch, @Nullable UUID with) {
        if (with == null) {
            throw Problem.notFound();
        }
        return person(launch, with);
    }

    @PostMapping("/admin/people/{id}/link")
    String link(
            Launch launch,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID with,
            @RequestParam(defaultValue = "") String why) {
        Access.administering(launch);
        LearnerId linked = links.link(person(launch, id), other(launch, with), Links.How.ADMIN, why, by(launch));
        return "redirect:/admin/people/%s?said=linked".formatted(linked.value());
    }

    @PostMapping("/admin/people/{id}/unlink")
    String unlink(
            Launch launch,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID account,
            @RequestParam(defaultValue = "") String why) {
        Access.administering(launch);
        LearnerId person = person(launch, id);
        LearnerId parting = links.accounts(person).stream()
                .map(Links.Account::id)
                .filter(one -> one.value().equals(account))
                .findFirst()
                .orElseThrow(Problem::notFound);
        try {
            links.unlink(parting, why, by(launch));
        } catch (Links.NotPossible e) {
            throw Problem.notFound();
        }
        return "redirect:/admin/people/%s?said=unlinked".formatted(parting.value());
    }

    @PostMapping("/admin/people/{id}/names")
    String name(
            Launch launch,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String platform,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String value) {
        Access.administering(launch);
        LearnerId person = person(launch, id);
        PlatformId of = platforms.of(launch.institution()).stream()
                .map(Platform::id)
                .filter(one -> one.value().toString().equals(platform))
                .findFirst()
                .orElseThrow(Problem::notFound);
        if (value.isBlank() || value.length() > LONGEST_VALUE) {
            throw Problem.badRequest();
        }
        try {
            links.give(person, of, new Identifier(IdentifierKind.of(kind), value.strip()), by(launch));
        } catch (Links.NotPossible | IllegalArgumentException e) {
            return "redirect:/admin/people/%s?said=taken".formatted(person.value());
        }
        return "redirect:/admin/people/%s?said=named".formatted(person.value());
    }

    @GetMapping("/admin/people/{id}/erase")
    String ask(Launch launch, Locale locale, @PathVariable UUID id, Model model) {
        Access.administering(launch);
        LearnerId person = person(launch, id);
        describe(launch, person, wording.in(locale), model);
        model.addAttribute("own", person.equals(launch.learner()));
        return "admin/person-erase";
    }

    @PostMapping("/admin/people/{id}/erase")
    String erase(Launch launch, @PathVariable UUID id) {
        Access.administering(launch);
        LearnerId person = person(launch, id);
        if (person.equals(launch.learner())) {
            throw Problem.badRequest();
        }
        erasures.erase(person, by(launch));
        return "redirect:/admin/people?said=erased";
    }

    private static String by(Launch launch) {
        return launch.learner().value().toString();
    }
}
