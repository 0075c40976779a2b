package org.cairn.web.admin;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.lti.Checkups;
import org.cairn.lti.Deployments;
import org.cairn.lti.Launch;
import org.cairn.net.PublicUrl;
import org.cairn.platform.Connection;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.cairn.web.Access;
import org.cairn.web.Nav;
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

/** One platform: does it work, what is still to do over there, and what it was registered with. */
@Controller
class PlatformPage {

    /** What a redirect may let the page say. */
    private static final Set<String> SAID =
            Set.of("connected", "done", "under_way", "too_soon", "resumed", "accepted", "dismissed", "feed");

    private final Platforms platforms;
    private final PlatformsSection section;
    private final Checkups checkups;
    private final Deployments deployments;
    private final Feeds feeds;
    private final PublicUrl publicUrl;
    private final Ways ways;
    private final Wording wording;

    PlatformPage(
            Platforms platforms,
            PlatformsSection section,
            Checkups checkups,
            Deployments deployments,
            Feeds feeds,
            PublicUrl publicUrl,
            Ways ways,
            Wording wording) {
        this.platforms = platforms;
        this.section = section;
        this.checkups = checkups;
        this.deployments = deployments;
        this.feeds = feeds;
        this.publicUrl = publicUrl;
        this.ways = ways;
        this.wording = wording;
    }

    @GetMapping("/admin/platforms/{id}")
    String platform(
            Launch launch,
            Locale locale,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String said,
            Model model) {
        Access.administering(launch);
        Platform platform = section.own(launch.institution(), id);
        Words words = wording.in(locale);
        checkups.begin(platform.id());
        model.addAttribute("nav", Nav.of(launch, "/admin/platforms"));
        model.addAttribute("platform", platform);
        model.addAttribute("family", PlatformsSection.family(platform));
        model.addAttribute("product", words.say("family." + PlatformsSection.family(platform)));
        model.addAttribute("deployments", platforms.deployments(platform.id()));
        model.addAttribute("said", SAID.contains(said) ? words.say("platform.said." + said) : null);
        model.addAttribute("feed", feed(platform));
        connection(platform, words, model);
        live(platform, words, model);
        return "admin/platform";
    }

    /** What the open page asks every few seconds; only news are answered with content. */
    @GetMapping(path = "/admin/platforms/{id}", headers = "HX-Request=true")
    @Nullable
    String news(
            Launch launch,
            Locale locale,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String seen,
            Model model,
            HttpServletResponse response) {
        Access.administering(launch);
        Platform platform = section.own(launch.institution(), id);
        live(platform, wording.in(locale), model);
        if (seen.equals(model.getAttribute("seen"))) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return null;
        }
        model.addAttribute("platform", platform);
        return "admin/platform-news";
    }

    @PostMapping("/admin/platforms/{id}/check")
    String check(Launch launch, @PathVariable UUID id) {
        Access.administering(launch);
        Platform platform = section.own(launch.institution(), id);
        return back(id, checkups.check(platform.id()).name().toLowerCase(Locale.ROOT));
    }

    @PostMapping("/admin/platforms/{id}/resume")
    String resume(Launch launch, @PathVariable UUID id) {
        Access.administering(launch);
        platforms.pause(section.own(launch.institution(), id).id(), false);
        return back(id, "resumed");
    }

    @PostMapping("/admin/platforms/{id}/deployments")
    String decide(
            Launch launch,
            @PathVariable UUID id,
            @RequestParam String deployment,
            @RequestParam(defaultValue = "false") boolean accept) {
        Access.administering(launch);
        Platform platform = section.own(launch.institution(), id);
        // only what really knocked: a made-up deployment is none
        boolean waits = deployments.waiting(platform.id()).stream()
                .anyMatch(one -> one.deploymentId().equals(deployment));
        if (waits && accept) {
            platforms.accept(platform.id(), deployment);
        }
        if (waits) {
            deployments.dismiss(platform.id(), deployment);
        }
        return back(id, accept ? "accepted" : "dismissed");
    }

    @PostMapping("/admin/platforms/{id}/feed")
    String feed(Launch launch, @PathVariable UUID id) {
        Access.administering(launch);
        Platform platform = section.own(launch.institution(), id);
        if (platform.family() == Family.CANVAS && feed(platform) == null) {
            feeds.add(platform.id(), FeedKind.CANVAS, Feed.HOSTED_CANVAS_KEYS, false);
        }
        return back(id, "feed");
    }

    private static String back(UUID id, String said) {
        return "redirect:/admin/platforms/%s?said=%s".formatted(id, said);
    }

    private @Nullable String feed(Platform platform) {
        return feeds.of(platform.id().institution()).stream()
                .filter(feed -> feed.platform().equals(platform.id()))
                .map(Feed::path)
                .map(publicUrl::of)
                .findFirst()
                .orElse(null);
    }

    private void connection(Platform platform, Words words, Model model) {
        Connection connection = platforms.connection(platform.id()).orElse(null);
        model.addAttribute("guid", connection == null ? null : connection.guid());
        model.addAttribute(
                "registered",
                connection == null
                        ? null
                        : words.say(
                                "platform.registered."
                                        + connection.origin().name().toLowerCase(Locale.ROOT),
                                words.date(connection.registeredAt())));
    }

    private void live(Platform platform, Words words, Model model) {
        Checklist checklist = section.checklist(platform, words);
        List<WaitingView> waiting = deployments.waiting(platform.id()).stream()
                .map(one -> new WaitingView(
                        one.deploymentId(),
                        one.guid(),
                        one.platformName(),
                        words.say("waiting.since", words.ago(one.firstSeen(), ways.now()))))
                .toList();
        model.addAttribute("checklist", checklist);
        model.addAttribute("waiting", waiting);
        model.addAttribute(
                "seen",
                checklist.seen() + "-" + Integer.toHexString(keys(waiting).hashCode()));
    }

    private static List<String> keys(List<WaitingView> waiting) {
        return waiting.stream().map(WaitingView::deployment).toList();
    }

    /** A deployment that wants to come in, worded. */
    record WaitingView(
            String deployment,
            @Nullable String guid,
            @Nullable String name,
            String since) {}
}
