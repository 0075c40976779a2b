package org.cairn.web.admin;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.award.Awards;
import org.cairn.ingest.Ingestion;
import org.cairn.lti.Launch;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.cairn.web.Access;
import org.cairn.web.Nav;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Is everything connected, and does it work? Only the launch's own institution, whatever was asked for. */
@Controller
class OverviewPage {

    private static final int LATEST = 25;

    private final Platforms platforms;
    private final PlatformsSection platformsSection;
    private final FeedsSection feedsSection;
    private final FeedBook book;
    private final Ingestion ingestion;
    private final Pathways pathways;
    private final Awards awards;
    private final Ways ways;
    private final Wording wording;

    OverviewPage(
            Platforms platforms,
            PlatformsSection platformsSection,
            FeedsSection feedsSection,
            FeedBook book,
            Ingestion ingestion,
            Pathways pathways,
            Awards awards,
            Ways ways,
            Wording wording) {
        this.platforms = platforms;
        this.platformsSection = platformsSection;
        this.feedsSection = feedsSection;
        this.book = book;
        this.ingestion = ingestion;
        this.pathways = pathways;
        this.awards = awards;
        this.ways = ways;
        this.wording = wording;
    }

    @GetMapping("/admin")
    String overview(Launch launch, Locale locale, @RequestParam(defaultValue = "") String said, Model model) {
        Access.administering(launch);
        InstitutionId institution = launch.institution();
        Words words = wording.in(locale);
        Map<PlatformId, String> names = PlatformsSection.names(platforms.of(institution));
        model.addAttribute("nav", Nav.of(launch, "/admin"));
        model.addAttribute("said", said.equals("removed") ? words.say("platform.said.removed") : null);
        model.addAttribute("platforms", platformsSection.all(institution, words));
        model.addAttribute("feeds", feedsSection.of(institution, names, words));
        model.addAttribute("warnings", FeedBook.warnings(book.all(institution, words)));
        model.addAttribute("tallies", tallies(ingestion.tally(institution), words, ways.now()));
        model.addAttribute("latest", Messages.of(ingestion.latest(institution, LATEST), names, Map.of(), words));
        model.addAttribute(
                "badges",
                pathways.badges(institution).stream()
                        .map(badge -> badge(badge, words))
                        .toList());
        model.addAttribute(
                "failures",
                awards.failures(institution).stream()
                        .limit(LATEST)
                        .map(failed -> new Failure(
                                words.time(failed.at()),
                                failed.learner().value().toString(),
                                words.complaint(failed.reason())))
                        .toList());
        return "admin/overview";
    }

    record Tally(String label, String value, boolean alarming) {}

    record Failure(String when, String learner, String reason) {}

    record BadgeView(String key, String title, int version, boolean draft, String state) {}

    private static List<Tally> tallies(Ingestion.Tally tally, Words words, Instant now) {
        Instant last = tally.lastReceivedAt();
        return List.of(
                tally("received", tally.received(), false, words),
                tally("waiting", tally.waiting(), tally.lagSeconds() > 60, words),
                tally("parked", tally.parked(), false, words),
                tally("quarantined", tally.quarantined(), tally.quarantined() > 0, words),
                tally("ignored", tally.ignored(), false, words),
                new Tally(
                        words.say("tally.lag"),
                        words.say("tally.seconds", words.count(Math.round(tally.lagSeconds()))),
                        tally.lagSeconds() > 60),
                new Tally(
                        words.say("tally.last"),
                        last == null ? words.say("tally.never") : words.ago(last, now),
                        last == null));
    }

    private static Tally tally(String name, long count, boolean alarming, Words words) {
        return new Tally(words.say("tally." + name), words.count(count), alarming);
    }

    private static BadgeView badge(Badge badge, Words words) {
        boolean draft = badge.state() == Badge.State.DRAFT;
        return new BadgeView(
                badge.key(),
                badge.title(),
                badge.version(),
                draft,
                words.say(draft ? "badge.draft" : "badge.published", badge.version()));
    }
}
