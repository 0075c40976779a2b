package org.cairn.web;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.complaint.Objection;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedAccounts;
import org.cairn.ingest.FeedFigures;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.MendingRule;
import org.cairn.ingest.Quarantine;
import org.cairn.ingest.Warning;
import org.cairn.ingest.Watch;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** The feeds of the test world, how they are doing, and what they brought that could not be used. */
public final class TestKeepingUp implements Feeds, FeedAccounts, Watch, Quarantine {

    private final TestWorld world;
    public final List<Feed> all = new ArrayList<>(
            List.of(new Feed("feed-1", TestWorld.PLATFORM, FeedKind.CANVAS, Feed.HOSTED_CANVAS_KEYS, false)));
    public final List<Warning> warnings = new ArrayList<>();
    public final List<MendingRule> rules = new ArrayList<>();
    public final List<String> done = new ArrayList<>();
    public State state = State.OPEN;

    TestKeepingUp(TestWorld world) {
        this.world = world;
    }

    @Override
    public Feed add(PlatformId platform, FeedKind kind, @Nullable URI jwksUrl, boolean allowUnsigned) {
        Feed feed = new Feed("feed-" + (all.size() + 1), platform, kind, jwksUrl, allowUnsigned);
        all.add(feed);
        return feed;
    }

    @Override
    public Opened open(PlatformId platform, FeedKind kind, Feed.Reading reading) {
        return new Opened(add(platform, kind, null, false), "secret-of-" + kind.code());
    }

    @Override
    public String renewSecret(Feed feed) {
        return "new-secret-of-" + feed.kind().code();
    }

    @Override
    public Feed change(Feed feed, Feed.Reading reading) {
        done.add("reading " + reading);
        return feed;
    }

    @Override
    public Feed believe(Feed feed, Collection<String> names) {
        if (names.size() > 3) {
            throw Objection.of("feed.accounts-many", 3);
        }
        done.add("believe " + names);
        name(feed, names);
        return find(feed.id()).orElseThrow();
    }

    @Override
    public Feed.Accounts name(Feed feed, Collection<String> names) {
        Feed changed = feed.believing(Feed.Accounts.of(names, world.clock.instant()));
        all.replaceAll(one -> one.equals(feed) ? changed : one);
        return feed.accounts();
    }

    @Override
    public Feed.Accounts hold(Feed feed) {
        return feed.accounts();
    }

    @Override
    public void learn(Feed feed, Collection<String> accounts, Instant receivedAt) {
        believe(feed, accounts);
    }

    @Override
    public Optional<Standing> of(Feed feed) {
        return feed.sharesKeys(Family.CANVAS)
                ? Optional.of(new Standing(
                        List.copyOf(feed.accounts().names()),
                        "launched:canvas-lms",
                        List.of(new Other("<i>other</i>", 12))))
                : Optional.empty();
    }

    @Override
    public void pause(Feed feed, boolean paused) {
        state = paused ? State.PAUSED : State.OPEN;
    }

    @Override
    public void close(Feed feed) {
        all.remove(feed);
    }

    @Override
    public State state(Feed feed) {
        return state;
    }

    @Override
    public Optional<Feed> find(String id) {
        return all.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public List<Feed> of(InstitutionId institution) {
        return institution.equals(TestWorld.INSTITUTION) ? List.copyOf(all) : List.of();
    }

    @Override
    public List<FeedFigures> feeds(InstitutionId institution) {
        Instant heard = world.clock.instant().minusSeconds(20);
        return of(institution).stream()
                .map(feed -> new FeedFigures(
                        feed,
                        state,
                        1204,
                        12,
                        0,
                        3,
                        quarantined().size(),
                        0,
                        40,
                        world.conflicts.size(),
                        0,
                        false,
                        Duration.ZERO,
                        world.messages.isEmpty() ? null : heard,
                        200,
                        null,
                        List.of(new FeedFigures.Refused("signature", 7, heard, heard))))
                .toList();
    }

    @Override
    public List<Warning> warnings(InstitutionId institution, List<FeedFigures> feeds) {
        return List.copyOf(warnings);
    }

    @Override
    public List<Long> lastDay(Feed feed) {
        List<Long> day = new ArrayList<>();
        for (int i = 0; i < 96; i++) {
            day.add((long) Math.max(0, 40 - Math.abs(50 - i)));
        }
        return day;
    }

    @Override
    public Instant lastDayBegan() {
        return world.clock.instant().minus(Duration.ofDays(1));
    }

    private List<Ingestion.Message> quarantined() {
        return world.messages.stream()
                .filter(message -> message.state() == Ingestion.State.QUARANTINED)
                .toList();
    }

    @Override
    public List<Group> groups(Feed feed) {
        return quarantined().stream()
                .map(message -> new Group(String.valueOf(message.reason()), message.type(), 1, message.receivedAt()))
                .toList();
    }

    @Override
    public List<Ingestion.Message> of(Feed feed, @Nullable String reason, int most) {
        return quarantined();
    }

    @Override
    public Optional<Ingestion.Message> find(Feed feed, String key) {
        return world.messages.stream()
                .filter(message -> message.key().equals(key))
                .findFirst();
    }

    @Override
    public List<Before> history(Feed feed, String key) {
        return List.of(new Before("{\"score\": \"80 of 100\"}", "Abe Admin", world.clock.instant()));
    }

    @Override
    public Said tryOut(Feed feed, Ingestion.Message message, String body) {
        return body.contains("usable")
                ? new Said(
                        Kind.OBSERVED,
                        null,
                        List.of(new Identifier(IdentifierKind.SIS, "s-1")),
                        world.clock.instant(),
                        List.of())
                : new Said(Kind.UNUSABLE, "the score is not a number", List.of(), null, List.of());
    }

    @Override
    public boolean mend(Feed feed, String key, String body, String by) {
        if (!body.startsWith("{")) {
            throw Objection.of("json.syntax", 1, 1);
        }
        done.add("mend " + key + " " + body);
        return true;
    }

    @Override
    public int replay(Feed feed, Collection<String> keys) {
        done.add("replay " + keys);
        return keys.size();
    }

    @Override
    public int replay(Feed feed, @Nullable String reason) {
        done.add("replay " + reason);
        return quarantined().size();
    }

    @Override
    public int dismiss(Feed feed, Collection<String> keys, String why, String by) {
        done.add("dismiss " + keys + " " + why);
        return keys.size();
    }

    @Override
    public int dismiss(Feed feed, @Nullable String reason, String why, String by) {
        done.add("dismiss " + reason + " " + why);
        return quarantined().size();
    }

    @Override
    public int replayAll(Feed feed) {
        done.add("again");
        return world.messages.size();
    }

    @Override
    public List<MendingRule> rules(Feed feed) {
        return List.copyOf(rules);
    }

    @Override
    public Preview preview(Feed feed, MendingRule rule) {
        return new Preview(
                2, 1, 1, List.of(new Example("k", "grade_change", tryOut(feed, world.messages.getFirst(), "usable"))));
    }

    @Override
    public void add(Feed feed, MendingRule rule) {
        rules.add(rule);
    }

    @Override
    public void remove(Feed feed, UUID rule, String by) {
        rules.removeIf(one -> one.id().equals(rule));
    }

    @Override
    public List<Unknown> parked(Feed feed, int most) {
        return List.of(new Unknown(new Identifier(IdentifierKind.SIS, "s-77"), 3));
    }

    @Override
    public boolean isSame(Feed feed, Identifier unknown, LearnerId learner) {
        done.add("link " + unknown.value());
        return true;
    }
}
