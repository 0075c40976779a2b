package org.cairn.ingest.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedAccounts;
import org.cairn.ingest.FeedFigures;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion.State;
import org.cairn.ingest.Pulls;
import org.cairn.ingest.Uploads;
import org.cairn.ingest.Warning;
import org.cairn.ingest.Watch;
import org.cairn.ingest.inbox.Quarters;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts the numbers of feeds together, and says what is the matter with them. */
@Component
class FeedWatch implements Watch {

    /** Fewer lively quarters of an hour than these are no rhythm. */
    private static final int ENOUGH = 12;

    private static final Duration LATELY = Duration.ofDays(1);

    private final Feeds feeds;
    private final JdbcFigures figures;
    private final Platforms platforms;
    private final ObjectProvider<Pulls> pulls;
    private final ObjectProvider<Uploads> uploads;
    private final Clock clock;

    FeedWatch(
            Feeds feeds,
            JdbcFigures figures,
            Platforms platforms,
            ObjectProvider<Pulls> pulls,
            ObjectProvider<Uploads> uploads,
            Clock clock) {
        this.feeds = feeds;
        this.figures = figures;
        this.platforms = platforms;
        this.pulls = pulls;
        this.uploads = uploads;
        this.clock = clock;
    }

    @Override
    public List<FeedFigures> feeds(InstitutionId institution) {
        List<Feed> all = feeds.of(institution);
        return all.isEmpty() ? List.of() : new Numbers(institution, clock.instant()).of(all);
    }

    /** All numbers of one institution at one moment. */
    private final class Numbers {
        private final Instant now;
        private final Map<String, JdbcFigures.Heard> heard;
        private final Map<String, Long> ignored;
        private final Map<String, JdbcFigures.Lying> waiting;
        private final Map<String, JdbcFigures.Lying> parked;
        private final Map<String, JdbcFigures.Lying> quarantined;
        private final Map<String, JdbcFigures.Otherwise> contradicted;
        private final Map<String, List<FeedFigures.Refused>> refused;
        private final Map<String, Long> today;
        private final Map<String, JdbcFigures.Rhythm> rhythms;

        private Numbers(InstitutionId institution, Instant now) {
            this.now = now;
            Instant lately = now.minus(Duration.ofDays(1));
            heard = figures.heard(institution);
            ignored = figures.ignored(institution);
            waiting = figures.lying(institution, State.WAITING, lately);
            parked = figures.lying(institution, State.PARKED, lately);
            quarantined = figures.lying(institution, State.QUARANTINED, lately);
            contradicted = figures.otherwise(institution, lately);
            refused = figures.refused(institution);
            today = figures.receivedSince(institution, Quarters.aDayAgo(now));
            rhythms = figures.rhythms(institution, Quarters.oldest(now));
        }

        private List<FeedFigures> of(List<Feed> all) {
            boolean atLeast = isFull(waiting) || isFull(parked) || isFull(quarantined);
            return all.stream().map(feed -> of(feed, atLeast)).toList();
        }

        private static boolean isFull(Map<String, JdbcFigures.Lying> lying) {
            return lying.values().stream().mapToLong(JdbcFigures.Lying::count).sum() >= JdbcFigures.MOST_COUNTED;
        }

        private FeedFigures of(Feed feed, boolean atLeast) {
            JdbcFigures.Heard known = heard.getOrDefault(feed.id(), JdbcFigures.Heard.NOTHING);
            JdbcFigures.Lying left = waiting.get(feed.id());
            JdbcFigures.Lying odd = quarantined.get(feed.id());
            JdbcFigures.Otherwise other = contradicted.getOrDefault(feed.id(), JdbcFigures.Otherwise.NONE);
            JdbcFigures.Rhythm rhythm = rhythms.get(feed.id());
            return new FeedFigures(
                    feed,
                    feeds.state(feed),
                    known.received(),
                    known.duplicates(),
                    count(left),
                    count(parked.get(feed.id())),
                    count(odd),
                    odd == null ? 0 : odd.recent(),
                    ignored.getOrDefault(feed.id(), 0L),
                    other.all(),
                    other.recent(),
                    atLeast,
                    left == null ? Duration.ZERO : lag(left.oldest()),
                    known.lastReceivedAt(),
                    today.getOrDefault(feed.id(), 0L),
                    rhythm == null || rhythm.lively() < ENOUGH ? null : rhythm.longestPause(),
                    refused.getOrDefault(feed.id(), List.of()));
        }

        /** What is put off for another try is due in the future, and late for nothing. */
        private Duration lag(Instant oldest) {
            return oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
        }

        private static long count(JdbcFigures.@Nullable Lying lying) {
            return lying == null ? 0 : lying.count();
        }
    }

    @Override
    public List<Warning> warnings(InstitutionId institution, List<FeedFigures> figures) {
        Instant now = clock.instant();
        Pulls asking = pulls.getIfAvailable();
        List<Pulls.Standing> asked = asking == null ? List.of() : asking.of(institution);
        Uploads files = uploads.getIfAvailable();
        Set<String> ofFiles = files == null ? Set.of() : files.feeds(institution);
        Map<String, Long> foreign = this.figures.quarantined(institution, FeedAccounts.OTHER, now.minus(LATELY));
        return figures.stream()
                .filter(one -> isHeeded(one.feed()))
                .flatMap(one -> Stream.concat(
                        foreign(one.feed(), foreign, now).stream(),
                        Warnings.of(
                                one,
                                asked.stream()
                                        .filter(standing -> standing.feed()
                                                .id()
                                                .equals(one.feed().id()))
                                        .findFirst()
                                        .orElse(null),
                                now)
                                .stream()))
                // people bring files when they have some
                .filter(one -> one.kind() != Warning.Kind.SILENT
                        || !ofFiles.contains(one.feed().id()))
                .sorted(Comparator.comparing(Warning::kind).thenComparing(Warning::since))
                .toList();
    }

    private static Optional<Warning> foreign(Feed feed, Map<String, Long> messages, Instant now) {
        return Optional.ofNullable(messages.get(feed.id()))
                .map(count -> new Warning(feed, Warning.Kind.OTHER_ACCOUNT, now.minus(LATELY), count));
    }

    /** Whoever paused a platform, or removed it, knows that nothing comes. */
    private boolean isHeeded(Feed feed) {
        return platforms.find(feed.platform()).map(Platform::active).orElse(false);
    }

    @Override
    public List<Long> lastDay(Feed feed) {
        long first = Quarters.aDayAgo(clock.instant());
        Map<Long, Long> received = figures.quarters(feed, first);
        return LongStream.range(first, first + Quarters.A_DAY)
                .mapToObj(quarter -> received.getOrDefault(quarter, 0L))
                .toList();
    }

    @Override
    public Instant lastDayBegan() {
        return Quarters.begin(Quarters.aDayAgo(clock.instant()));
    }
}
