package org.cairn.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cairn.award.Award;
import org.cairn.pathway.Badge;
import org.cairn.rules.Standing;
import org.cairn.rules.Standing.Reason;
import org.jspecify.annotations.Nullable;

/** Words one person's badges. */
public final class BadgeViews {

    private static final Duration MOMENT_OF_JOY = Duration.ofSeconds(20);

    private final Way way;
    private final Words words;
    private final Instant now;

    public BadgeViews(Way way, Words words, Instant now) {
        this.way = way;
        this.words = words;
        this.now = now;
    }

    public List<BadgeView> of(List<Badge> badges) {
        return badges.stream().map(this::of).toList();
    }

    /** The badge with its requirements; only the state where we know no standing, as with badges no longer offered. */
    public BadgeView of(Badge badge) {
        Standing standing = way.standings().get(badge.key());
        Award award = way.awards().get(badge.key());
        Titles titles = Titles.of(badge, way.catalogue());
        Row root = standing == null ? null : new Rows(way, words, titles).of(standing);
        return new BadgeView(
                stone(badge, standing, award),
                badge.description(),
                way.holds(badge.key()) ? null : next(badge),
                notice(award),
                root == null || !root.group() ? words.say("rule.one") : root.text(),
                root == null ? List.of() : root.group() ? root.children() : List.of(root),
                award != null && award.stands() ? award.id() : null);
    }

    /** The badge as one stone. */
    public Stone stone(Badge badge) {
        return stone(badge, way.standings().get(badge.key()), way.awards().get(badge.key()));
    }

    /** The top level requirements of a badge as stones, for a badge that is not built on others. */
    public List<Stone> milestones(Badge badge) {
        Standing standing = way.standings().get(badge.key());
        Titles titles = Titles.of(badge, way.catalogue());
        if (standing == null) {
            return List.of();
        }
        List<Standing> parts = standing.children().isEmpty() ? List.of(standing) : standing.children();
        return parts.stream().map(part -> milestone(part, titles)).toList();
    }

    private Stone milestone(Standing part, Titles titles) {
        String title = titles.of(part.rule()).orElseGet(() -> words.requirement(part.rule(), titles));
        Instant since = part.since();
        if (since != null) {
            String word = words.say(Rows.isWaived(part) ? "stone.waived" : "stone.met", words.date(since));
            return new Stone(title, title, Stone.State.EARNED, 1, word, false);
        }
        if (part.state() == Standing.State.IMPOSSIBLE) {
            return new Stone(title, title, Stone.State.CLOSED, 0, words.say("stone.closed"), false);
        }
        return part.progress().signum() == 0
                ? new Stone(title, title, Stone.State.OPEN, 0, words.say("stone.open"), false)
                : new Stone(
                        title, title, Stone.State.PROGRESS, part.progress().doubleValue(), words.reason(part), false);
    }

    private Stone stone(Badge badge, @Nullable Standing standing, @Nullable Award award) {
        if (award != null && award.stands()) {
            boolean fresh = award.decidedAt().plus(MOMENT_OF_JOY).isAfter(now);
            return stone(badge, Stone.State.EARNED, 1, words.say("stone.earned", words.date(award.earnedAt())), fresh);
        }
        if (standing == null) {
            return stone(badge, Stone.State.OPEN, 0, words.say("stone.open"), false);
        }
        return switch (standing.state()) {
            case MET -> stone(badge, Stone.State.PROGRESS, 1, words.say("stone.soon"), false);
            case IMPOSSIBLE -> stone(badge, Stone.State.CLOSED, 0, words.say("stone.closed"), false);
            case NOT_YET ->
                standing.progress().signum() == 0
                        ? stone(badge, Stone.State.OPEN, 0, words.say("stone.open"), false)
                        : stone(badge, Stone.State.PROGRESS, standing.progress().doubleValue(), share(standing), false);
        };
    }

    private static Stone stone(Badge badge, Stone.State state, double share, String word, boolean fresh) {
        return new Stone(badge.key(), badge.title(), state, share, word, fresh);
    }

    private String share(Standing standing) {
        return standing.reason() instanceof Reason.Count count && count.needed() > 1
                ? words.say("stone.count", count.met(), count.needed())
                : words.say("stone.progress", words.wholePercent(standing.progress()));
    }

    private @Nullable String next(Badge badge) {
        return way.next(badge.key())
                .filter(next -> next.badge().equals(badge.key()))
                .filter(next -> !next.leaf().rule().equals(badge.rule()))
                .map(this::sentence)
                .orElse(null);
    }

    /** "Next: score at least 80 % on Reflection; best so far 72 %." */
    String sentence(Way.Next next) {
        Badge badge = way.catalogue().badges().get(next.badge());
        if (badge == null) {
            return "";
        }
        String request = words.request(next.leaf().rule(), Titles.of(badge, way.catalogue()));
        return next.leaf().progress().signum() > 0
                ? words.say("next.so-far", request, words.reason(next.leaf()))
                : words.say("next", request);
    }

    private @Nullable String notice(@Nullable Award award) {
        if (award == null || award.state() == Award.State.ISSUED) {
            return null;
        }
        String reason = award.reason() == null ? words.say("notice.no-reason") : words.complaint(award.reason());
        return words.say(award.stands() ? "notice.flagged" : "notice.withdrawn", reason);
    }
}
