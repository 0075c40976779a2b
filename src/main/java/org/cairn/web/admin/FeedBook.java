package org.cairn.web.admin;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedFigures;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Pulls;
import org.cairn.ingest.Uploads;
import org.cairn.ingest.Warning;
import org.cairn.ingest.Watch;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.cairn.web.Problem;
import org.cairn.web.Ways;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the pages say of feeds: how they are doing, and what is the matter with them. */
@Component
class FeedBook {

    /** How much of an address is shown. */
    private static final int SHOWN = 6;

    private final Feeds feeds;
    private final Watch watch;
    private final Platforms platforms;
    private final ObjectProvider<Pulls> pulls;
    private final Uploads uploads;
    private final Ways ways;

    FeedBook(Feeds feeds, Watch watch, Platforms platforms, ObjectProvider<Pulls> pulls, Uploads uploads, Ways ways) {
        this.feeds = feeds;
        this.watch = watch;
        this.platforms = platforms;
        this.pulls = pulls;
        this.uploads = uploads;
        this.ways = ways;
    }

    /** The feed of that handle, which must be the institution's own, of a platform that still stands. */
    Feed own(InstitutionId institution, String handle) {
        Map<PlatformId, String> names = names(institution);
        return feeds.of(institution).stream()
                .filter(feed -> feed.handle().equals(handle) && names.containsKey(feed.platform()))
                .findFirst()
                .orElseThrow(Problem::notFound);
    }

    List<FeedView> all(InstitutionId institution, Words words) {
        Map<PlatformId, String> names = names(institution);
        List<FeedFigures> figures = watch.feeds(institution).stream()
                .filter(one -> names.containsKey(one.feed().platform()))
                .toList();
        List<Warning> warnings = watch.warnings(institution, figures);
        Set<String> files = uploads.feeds(institution);
        Map<String, Long> alike = figures.stream()
                .map(FeedFigures::feed)
                .filter(feed -> !files.contains(feed.id()))
                .collect(groupingBy(FeedBook::sort, counting()));
        return figures.stream()
                .map(one -> view(
                        one,
                        names,
                        files.contains(one.feed().id()) ? words.say("feed.files") : kind(one.feed(), alike, words),
                        warnings,
                        words))
                .toList();
    }

    private static String sort(Feed feed) {
        return feed.kind().code() + feed.platform();
    }

    /** Two of one kind and platform are told apart by how their addresses begin. */
    private static String kind(Feed feed, Map<String, Long> alike, Words words) {
        String kind = words.say("feed." + feed.kind().code());
        return alike.getOrDefault(sort(feed), 1L) == 1
                ? kind
                : words.say(
                        "feeds.alike",
                        kind,
                        feed.id().substring(0, Math.min(SHOWN, feed.id().length())));
    }

    /** Whether somebody sends to the feed's address: otherwise Cairn asks, or people bring files. */
    boolean isSentTo(Feed feed) {
        return !feed.kind().isAsked()
                && !uploads.feeds(feed.platform().institution()).contains(feed.id());
    }

    FeedView one(Feed feed, Words words) {
        return all(feed.platform().institution(), words).stream()
                .filter(view -> view.handle().equals(feed.handle()))
                .findFirst()
                .orElseThrow(Problem::notFound);
    }

    /** What needs an eye, over all feeds: for the overview. */
    static List<WarningView> warnings(List<FeedView> feeds) {
        return feeds.stream().flatMap(feed -> feed.warnings().stream()).toList();
    }

    LineChart chart(Feed feed, Words words) {
        return LineChart.of(watch.lastDay(feed), watch.lastDayBegan(), words);
    }

    private Map<PlatformId, String> names(InstitutionId institution) {
        return PlatformsSection.names(platforms.of(institution));
    }

    String platform(Feed feed) {
        return platforms.find(feed.platform()).map(Platform::name).orElse("");
    }

    /** The product's family, in which the steps are told. */
    String family(Feed feed) {
        return platforms.find(feed.platform()).map(PlatformsSection::family).orElse("other");
    }

    private FeedView view(
            FeedFigures figures, Map<PlatformId, String> names, String kind, List<Warning> warnings, Words words) {
        Feed feed = figures.feed();
        String platform = names.getOrDefault(feed.platform(), "");
        Instant last = figures.lastReceivedAt();
        List<WarningView> mine = warnings.stream()
                .filter(warning -> warning.feed().id().equals(feed.id()))
                .map(warning -> warning(warning, platform, kind, words))
                .toList();
        String state = figures.state() == Feeds.State.PAUSED
                ? "paused"
                : !mine.isEmpty() ? "needs" : last == null ? "new" : "works";
        return new FeedView(
                feed.handle(),
                platform,
                kind,
                state,
                words.say("feeds.state." + state),
                last == null ? words.say("feeds.never") : words.say("feeds.last", words.ago(last, ways.now())),
                numbers(figures, words),
                refusals(figures, words),
                mine,
                figures.quarantined(),
                figures.parked());
    }

    private WarningView warning(Warning warning, String platform, String kind, Words words) {
        String name = warning.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new WarningView(
                warning.feed().handle(),
                words.say("feeds.of", kind, platform),
                words.say("feeds.warning." + name, words.ago(warning.since(), ways.now()), warning.count()),
                words.say("feeds.warning." + name + ".do"));
    }

    private List<Number> numbers(FeedFigures figures, Words words) {
        List<Number> numbers = new ArrayList<>(Stream.of(
                        number("received", figures.received(), false, figures, words),
                        number("duplicates", figures.duplicates(), false, figures, words),
                        number("waiting", figures.waiting(), true, figures, words),
                        number("parked", figures.parked(), true, figures, words),
                        number("quarantined", figures.quarantined(), true, figures, words),
                        number("ignored", figures.ignored(), false, figures, words),
                        number("contradicted", figures.conflicts(), true, figures, words))
                .toList());
        numbers.add(new Number(
                words.say("feeds.lag"),
                words.say("feeds.seconds", words.count(figures.lag().toSeconds()))));
        next(figures.feed())
                .ifPresent(standing -> numbers.add(new Number(
                        words.say("feeds.next"),
                        standing.nextAt() == null ? words.say("feeds.next.none") : words.time(standing.nextAt()))));
        return List.copyOf(numbers);
    }

    private Optional<Pulls.Standing> next(Feed feed) {
        Pulls asking = pulls.getIfAvailable();
        return asking == null || !feed.kind().isAsked()
                ? Optional.empty()
                : asking.of(feed.platform().institution()).stream()
                        .filter(standing -> standing.feed().id().equals(feed.id()))
                        .findFirst();
    }

    private static Number number(String name, long count, boolean bounded, FeedFigures figures, Words words) {
        String said = words.count(count);
        boolean atLeast = bounded && figures.atLeast() && count > 0;
        return new Number(words.say("feeds." + name), atLeast ? words.say("feeds.at-least", said) : said);
    }

    private List<String> refusals(FeedFigures figures, Words words) {
        return figures.refused().stream()
                .map(one -> words.say(
                        "feeds.refused",
                        words.count(one.count()),
                        words.sayOr("feeds.refused." + one.code(), one.code()),
                        words.ago(one.lastAt(), ways.now())))
                .toList();
    }

    /** One feed, worded; {@code state} is {@code works}, {@code needs}, {@code new} or {@code paused}. */
    record FeedView(
            String handle,
            String platform,
            String kind,
            String state,
            String word,
            String heard,
            List<Number> numbers,
            List<String> refusals,
            List<WarningView> warnings,
            long quarantined,
            long parked) {}

    record Number(String label, String value) {}

    /** One thing to look at: of which feed, what it is, and what to do. */
    record WarningView(@Nullable String handle, String feed, String what, String todo) {}
}
