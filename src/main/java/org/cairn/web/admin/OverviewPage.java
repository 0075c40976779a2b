package org.cairn.web.admin;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.award.Awards;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Ingestion.Message;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.Launch;
import org.cairn.lti.Platform;
import org.cairn.lti.PlatformId;
import org.cairn.lti.Platforms;
import org.cairn.lti.PublicUrl;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.web.Access;
import org.cairn.web.Nav;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Is everything connected, and does it work? Only the launch's own institution, whatever was asked for. */
@Controller
class OverviewPage {

    private static final int LATEST = 25;
    private static final int QUARANTINED = 100;
    private static final int LONGEST_BODY = 4000;

    private final Platforms platforms;
    private final Feeds feeds;
    private final Ingestion ingestion;
    private final Pathways pathways;
    private final Awards awards;
    private final PublicUrl publicUrl;
    private final Ways ways;
    private final Wording wording;

    OverviewPage(
            Platforms platforms,
            Feeds feeds,
            Ingestion ingestion,
            Pathways pathways,
            Awards awards,
            PublicUrl publicUrl,
            Ways ways,
            Wording wording) {
        this.platforms = platforms;
        this.feeds = feeds;
        this.ingestion = ingestion;
        this.pathways = pathways;
        this.awards = awards;
        this.publicUrl = publicUrl;
        this.ways = ways;
        this.wording = wording;
    }

    @GetMapping("/admin")
    String overview(Launch launch, Locale locale, Model model) {
        Access.administering(launch);
        InstitutionId institution = launch.institution();
        Words words = wording.in(locale);
        Instant now = ways.now();
        List<Platform> trusted = platforms.of(institution);
        Map<PlatformId, String> names = names(trusted);
        List<Message> latest = ingestion.latest(institution, LATEST);
        model.addAttribute("nav", Nav.of(launch, "/admin"));
        model.addAttribute(
                "platforms",
                trusted.stream().map(platform -> platform(platform, words)).toList());
        model.addAttribute(
                "feeds",
                feeds.of(institution).stream()
                        .map(feed -> feed(feed, names, latest, words, now))
                        .toList());
        model.addAttribute("tallies", tallies(ingestion.tally(institution), words, now));
        model.addAttribute(
                "latest",
                latest.stream().map(message -> message(message, names, words)).toList());
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
                                failed.reason()))
                        .toList());
        return "admin/overview";
    }

    @GetMapping("/admin/quarantine")
    String quarantine(Launch launch, Locale locale, Model model) {
        Access.administering(launch);
        Words words = wording.in(locale);
        Map<PlatformId, String> names = names(platforms.of(launch.institution()));
        model.addAttribute("nav", Nav.of(launch, "/admin/quarantine"));
        model.addAttribute(
                "messages",
                ingestion.quarantined(launch.institution(), QUARANTINED).stream()
                        .map(message -> message(message, names, words))
                        .toList());
        return "admin/quarantine";
    }

    record PlatformView(
            String name,
            String family,
            String issuer,
            String clientId,
            String deployments,
            boolean active,
            String state) {}

    record FeedView(String platform, String kind, String url, String signed, String heard) {}

    record Tally(String label, String value, boolean alarming) {}

    record MessageView(
            String when,
            String platform,
            String type,
            String state,
            String word,
            @Nullable String reason,
            String body) {}

    record Failure(String when, String learner, String reason) {}

    record BadgeView(String key, String title, int version, boolean draft, String state) {}

    private PlatformView platform(Platform platform, Words words) {
        return new PlatformView(
                platform.name(),
                words.say("family." + platform.family().name().toLowerCase(Locale.ROOT)),
                platform.issuer(),
                platform.clientId(),
                String.join(words.say("list.comma"), platforms.deployments(platform.id())),
                platform.active(),
                words.say(platform.active() ? "platform.active" : "platform.paused"));
    }

    private FeedView feed(Feed feed, Map<PlatformId, String> names, List<Message> latest, Words words, Instant now) {
        String heard = latest.stream()
                .filter(message -> message.feed().equals(feed.id()))
                .map(message -> words.say("feed.heard", words.ago(message.receivedAt(), now)))
                .findFirst()
                .orElseGet(() -> words.say("feed.silent", LATEST));
        return new FeedView(
                names.getOrDefault(feed.platform(), ""),
                words.say("feed." + feed.kind().name().toLowerCase(Locale.ROOT)),
                publicUrl.of(feed.path()),
                words.say(feed.allowUnsigned() ? "feed.unsigned" : "feed.signed"),
                heard);
    }

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

    private static MessageView message(Message message, Map<PlatformId, String> names, Words words) {
        String state = message.state().name().toLowerCase(Locale.ROOT);
        String body = message.body();
        return new MessageView(
                words.time(message.receivedAt()),
                names.getOrDefault(message.platform(), ""),
                message.type(),
                state,
                words.say("message." + state),
                message.reason(),
                body.length() > LONGEST_BODY ? body.substring(0, LONGEST_BODY) + "…" : body);
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

    private static Map<PlatformId, String> names(List<Platform> platforms) {
        return platforms.stream().collect(toMap(Platform::id, Platform::name));
    }
}
