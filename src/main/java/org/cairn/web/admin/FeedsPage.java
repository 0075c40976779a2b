package org.cairn.web.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.lti.Launch;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
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
import org.springframework.web.bind.annotation.RequestParam;

/** The ways in: how each is doing, and making, changing, pausing and closing them. */
@Controller
class FeedsPage {

    private final Feeds feeds;
    private final FeedBook book;
    private final FeedSheet sheet;
    private final Platforms platforms;
    private final Wording wording;

    FeedsPage(Feeds feeds, FeedBook book, FeedSheet sheet, Platforms platforms, Wording wording) {
        this.feeds = feeds;
        this.book = book;
        this.sheet = sheet;
        this.platforms = platforms;
        this.wording = wording;
    }

    @GetMapping("/admin/feeds")
    String feeds(Launch launch, Locale locale, @RequestParam(defaultValue = "") String said, Model model) {
        Access.administering(launch);
        Words words = wording.in(locale);
        List<FeedBook.FeedView> all = book.all(launch.institution(), words);
        model.addAttribute("nav", Nav.of(launch, "/admin/feeds"));
        model.addAttribute("said", said.equals("closed") ? words.say("feeds.said.closed") : null);
        model.addAttribute("feeds", all);
        model.addAttribute("warnings", FeedBook.warnings(all));
        model.addAttribute("lead", lead(all, words));
        model.addAttribute("platforms", platforms.of(launch.institution()));
        model.addAttribute(
                "kinds",
                Arrays.stream(FeedKind.values())
                        .filter(kind -> !kind.isAsked())
                        .map(FeedKind::code)
                        .toList());
        return "admin/feeds";
    }

    private static String lead(List<FeedBook.FeedView> all, Words words) {
        int warnings = FeedBook.warnings(all).size();
        if (all.isEmpty()) {
            return words.say("feeds.none");
        }
        long works = count(all, "works");
        if (warnings == 0 && works == all.size()) {
            return words.say("feeds.fine", works);
        }
        return warnings > 0
                ? words.say("feeds.look", warnings)
                : words.say("feeds.some", works, count(all, "new"), count(all, "paused"));
    }

    private static long count(List<FeedBook.FeedView> all, String state) {
        return all.stream().filter(feed -> feed.state().equals(state)).count();
    }

    /** The secret is shown once, in the answer to this: only a digest of it is kept. */
    @PostMapping("/admin/feeds")
    String make(
            Launch launch,
            Locale locale,
            @RequestParam UUID platform,
            @RequestParam(defaultValue = "") String kind,
            Model model) {
        Access.administering(launch);
        Platform own = platforms.of(launch.institution()).stream()
                .filter(one -> one.id().value().equals(platform))
                .findFirst()
                .orElseThrow(Problem::notFound);
        FeedKind chosen = Arrays.stream(FeedKind.values())
                .filter(one -> !one.isAsked() && one.code().equals(kind))
                .findFirst()
                .orElseThrow(Problem::badRequest);
        boolean signed = own.family() == Family.CANVAS && (chosen == FeedKind.CANVAS || chosen == FeedKind.CALIPER);
        return signed ? signed(own.id(), chosen) : guarded(launch, locale, own.id(), chosen, model);
    }

    private String signed(PlatformId platform, FeedKind kind) {
        return back(feeds.add(platform, kind, Feed.HOSTED_CANVAS_KEYS, false), "made");
    }

    private String guarded(Launch launch, Locale locale, PlatformId platform, FeedKind kind, Model model) {
        Feeds.Opened opened = feeds.open(platform, kind, Feed.Reading.USUAL);
        return sheet.fresh(launch, locale, opened.feed(), opened.secret(), "made", model);
    }

    @GetMapping("/admin/feeds/{feed}")
    String feed(
            Launch launch,
            Locale locale,
            @PathVariable String feed,
            @RequestParam(defaultValue = "") String said,
            Model model) {
        Access.administering(launch);
        return sheet.show(launch, locale, book.own(launch.institution(), feed), said, model);
    }

    @PostMapping("/admin/feeds/{feed}/secret")
    String secret(Launch launch, Locale locale, @PathVariable String feed, Model model) {
        Access.administering(launch);
        Feed own = sentTo(launch, feed);
        return sheet.fresh(launch, locale, own, feeds.renewSecret(own), "", model);
    }

    @PostMapping("/admin/feeds/{feed}/reading")
    String read(
            Launch launch,
            @PathVariable String feed,
            @RequestParam(defaultValue = "false") boolean strict,
            @RequestParam(defaultValue = "false") boolean accounts,
            @RequestParam(defaultValue = "false") boolean email) {
        Access.administering(launch);
        Feed own = book.own(launch.institution(), feed);
        feeds.change(own, new Feed.Reading(strict, accounts, email));
        return back(own, "changed");
    }

    @PostMapping("/admin/feeds/{feed}/pause")
    String pause(Launch launch, @PathVariable String feed) {
        Access.administering(launch);
        Feed own = sentTo(launch, feed);
        boolean paused = feeds.state(own) == Feeds.State.OPEN;
        feeds.pause(own, paused);
        return back(own, paused ? "paused" : "resumed");
    }

    @GetMapping("/admin/feeds/{feed}/close")
    String closing(Launch launch, Locale locale, @PathVariable String feed, Model model) {
        Access.administering(launch);
        Words words = wording.in(locale);
        model.addAttribute("nav", Nav.of(launch, "/admin/feeds"));
        model.addAttribute("feed", book.one(sentTo(launch, feed), words));
        return "admin/feed-closing";
    }

    @PostMapping("/admin/feeds/{feed}/close")
    String close(Launch launch, @PathVariable String feed) {
        Access.administering(launch);
        feeds.close(sentTo(launch, feed));
        return "redirect:/admin/feeds?said=closed";
    }

    /** What Cairn asks is stopped where it is asked, and files come when people bring them. */
    private Feed sentTo(Launch launch, String handle) {
        Feed own = book.own(launch.institution(), handle);
        if (!book.isSentTo(own)) {
            throw Problem.notFound();
        }
        return own;
    }

    static String back(Feed feed, String said) {
        return "redirect:/admin/feeds/%s?said=%s".formatted(feed.handle(), said);
    }
}
