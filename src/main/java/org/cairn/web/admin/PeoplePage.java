package org.cairn.web.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cairn.ingest.Waiting;
import org.cairn.lti.Launch;
import org.cairn.people.Erasures;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Learner;
import org.cairn.people.Links;
import org.cairn.people.TrustedIds;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The people of the institution: who they are, who waits to be known, and which ids mean one person everywhere. */
@Controller
class PeoplePage {

    private static final int MOST = 50;

    private final Links links;
    private final TrustedIds trusted;
    private final Erasures erasures;
    private final Waiting waiting;
    private final Platforms platforms;
    private final Wording wording;

    PeoplePage(
            Links links, TrustedIds trusted, Erasures erasures, Waiting waiting, Platforms platforms, Wording wording) {
        this.links = links;
        this.trusted = trusted;
        this.erasures = erasures;
        this.waiting = waiting;
        this.platforms = platforms;
        this.wording = wording;
    }

    /** A kind of id, with the platforms that may share it. */
    record Sharing(String kind, String title, List<Choice> platforms, boolean shared, boolean sweeping) {}

    /** A platform that may share an id, and whether it does. */
    record Choice(String id, String name, boolean chosen) {}

    /** Somebody unknown, by the name that messages have for them. */
    record Unknown(String platform, String kind, String name, String messages) {}

    /** Two who may be one. */
    record Doubt(String one, String oneId, String other, String otherId, String why) {}

    /** A person erased: when, and what came of them since. */
    record Gone(String sentence) {}

    @GetMapping("/admin/people")
    String people(
            Launch launch,
            Locale locale,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String said,
            Model model) {
        Access.administering(launch);
        Words words = wording.in(locale);
        List<Learner> found = links.search(launch.institution(), q, MOST);
        model.addAttribute("nav", Nav.of(launch, "/admin/people"));
        model.addAttribute("q", q);
        model.addAttribute("said", "erased".equals(said) || "shared".equals(said) ? "people.said." + said : null);
        model.addAttribute("people", PersonView.of(found, words));
        model.addAttribute("more", found.size() == MOST);
        model.addAttribute("sharing", sharing(launch, words));
        model.addAttribute("unknown", unknown(launch, words));
        model.addAttribute("doubts", doubts(launch, words));
        model.addAttribute("gone", gone(launch, words));
        return "admin/people";
    }

    private List<Sharing> sharing(Launch launch, Words words) {
        List<Platform> ours = platforms.of(launch.institution());
        if (ours.size() < 2) {
            return List.of();
        }
        List<TrustedIds.Trust> all = trusted.of(launch.institution());
        List<Sharing> sharing = new ArrayList<>();
        for (IdentifierKind kind : List.of(IdentifierKind.SIS, IdentifierKind.USERNAME)) {
            List<TrustedIds.Trust> these =
                    all.stream().filter(trust -> trust.kind() == kind).toList();
            Set<PlatformId> chosen =
                    Set.copyOf(these.stream().map(TrustedIds.Trust::platform).toList());
            sharing.add(new Sharing(
                    kind.code(),
                    words.say("people.kind." + kind.code()),
                    ours.stream()
                            .map(platform -> new Choice(
                                    platform.id().value().toString(), platform.name(), chosen.contains(platform.id())))
                            .toList(),
                    !these.isEmpty(),
                    these.stream().anyMatch(TrustedIds.Trust::sweeping)));
        }
        return sharing;
    }

    private List<Unknown> unknown(Launch launch, Words words) {
        Map<PlatformId, String> names = PlatformsSection.names(platforms.of(launch.institution()));
        return waiting.names(launch.institution(), MOST).stream()
                .map(under -> new Unknown(
                        names.getOrDefault(under.platform(), ""),
                        words.say("people.kind." + under.identifier().kind().code()),
                        under.identifier().value(),
                        words.count(under.messages())))
                .toList();
    }

    private List<Doubt> doubts(Launch launch, Words words) {
        return trusted.contradictions(launch.institution(), MOST).stream()
                .map(doubt -> {
                    Identifier id = doubt.identifier();
                    String why = words.say(
                            "people.doubt." + doubt.why().name().toLowerCase(Locale.ROOT),
                            words.say("people.kind." + id.kind().code()),
                            id.value());
                    return new Doubt(
                            PersonView.name(links, doubt.one(), words),
                            doubt.one().value().toString(),
                            PersonView.name(links, doubt.other(), words),
                            doubt.other().value().toString(),
                            why);
                })
                .toList();
    }

    private List<Gone> gone(Launch launch, Words words) {
        return erasures.last(launch.institution(), MOST).stream()
                .map(erased ->
                        new Gone(words.say("people.gone.one", words.date(erased.at()), words.count(erased.dropped()))))
                .toList();
    }

    @PostMapping("/admin/people/trusted")
    String trust(
            Launch launch,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(name = "among", required = false) @Nullable List<String> among) {
        Access.administering(launch);
        List<String> chosen = among == null ? List.of() : among;
        List<PlatformId> ours = platforms.of(launch.institution()).stream()
                .map(Platform::id)
                .filter(id -> chosen.contains(id.value().toString()))
                .toList();
        if (ours.size() != chosen.size() || ours.size() == 1) {
            throw Problem.badRequest();
        }
        IdentifierKind of = TrustedIds.KINDS.stream()
                .filter(one -> one.code().equals(kind))
                .findFirst()
                .orElseThrow(Problem::badRequest);
        trusted.declare(launch.institution(), of, ours, launch.learner().value().toString());
        return "redirect:/admin/people?said=shared";
    }
}
