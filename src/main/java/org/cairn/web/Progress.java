package org.cairn.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Catalogue;
import org.cairn.rules.Standing.Reason;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * "How far am I, and what next?" for some badges: the first line, the cairns, and each badge with its reasons.
 *
 * @param lead the first line
 * @param next the next thing to do; null when there is none
 * @param seen changes exactly when something on the page would: what a browser shows to be told only of news
 */
public record Progress(String lead, @Nullable String next, List<String> cairns, List<BadgeView> badges, String seen) {

    /** Words the way of one person toward {@code badges}, components before the stacks above them. */
    public static Progress of(Way way, List<Badge> badges, BadgeViews views, Words words) {
        List<BadgeView> shown = views.of(badges);
        List<Badge> summits = summits(badges);
        Optional<Badge> goal = goal(way, summits);
        String lead = goal.map(badge -> toward(way, badge, words)).orElseGet(() -> done(summits, words));
        String next = goal.flatMap(badge -> way.next(badge.key()))
                .map(views::sentence)
                .orElse(null);
        List<String> cairns = summits.stream()
                .map(summit -> cairn(summit, badges, views, words))
                .toList();
        return new Progress(lead, next, cairns, shown.reversed(), fingerprint(lead, next, shown));
    }

    /** The badges that no other of these is built on: each is the top stone of a cairn. */
    private static List<Badge> summits(List<Badge> badges) {
        Set<String> below = new HashSet<>();
        badges.forEach(badge -> below.addAll(badge.components()));
        return badges.stream().filter(badge -> !below.contains(badge.key())).toList();
    }

    /** What to speak of first: of the summits not yet earned the one that is nearest. */
    private static Optional<Badge> goal(Way way, List<Badge> summits) {
        return summits.stream()
                .filter(badge -> !way.holds(badge.key()))
                .min(Comparator.comparingInt(badge -> way.stepsLeft(badge.key())));
    }

    private static String toward(Way way, Badge badge, Words words) {
        return way.standing(badge.key())
                .map(standing -> switch (standing.state()) {
                    case MET -> words.say("lead.soon", badge.title());
                    case IMPOSSIBLE -> words.say("lead.closed", badge.title());
                    case NOT_YET ->
                        standing.reason() instanceof Reason.Count count && count.needed() > 1
                                ? words.say("lead.count", count.met(), count.needed(), badge.title())
                                : words.say("lead.share", words.wholePercent(standing.progress()), badge.title());
                })
                .orElseGet(() -> words.say("lead.closed", badge.title()));
    }

    private static String done(List<Badge> summits, Words words) {
        return summits.size() == 1
                ? words.say("lead.earned", summits.getFirst().title())
                : words.say("lead.all-earned", summits.size());
    }

    private static String cairn(Badge summit, List<Badge> badges, BadgeViews views, Words words) {
        Set<String> keys = new LinkedHashSet<>();
        collect(summit, badges, keys);
        List<Stone> groundUp = new ArrayList<>(keys.size() == 1 ? views.milestones(summit) : List.of());
        badges.stream()
                .filter(badge -> keys.contains(badge.key()))
                .map(views::stone)
                .forEach(groundUp::add);
        List<String> told = new ArrayList<>();
        groundUp.forEach(stone -> told.add(words.say("cairn.stone", stone.title(), stone.word())));
        return Cairn.large(
                "cairn-" + summit.key(),
                words.say("cairn.title", summit.title()),
                words.say("cairn.description", groundUp.size(), String.join(" ", told)),
                groundUp);
    }

    /** The cairn of one badge with the published badges it is built on. */
    public static String preview(Way way, Badge badge, BadgeViews views, Words words) {
        return cairn(badge, List.copyOf(way.catalogue().badges().values()), views, words);
    }

    /** The badge with the published badges it is built on, those first. */
    public static List<Badge> together(Badge badge, Catalogue catalogue) {
        Set<String> keys = new HashSet<>();
        collect(badge, List.copyOf(catalogue.badges().values()), keys);
        List<Badge> badges = new ArrayList<>(catalogue.badges().values());
        badges.removeIf(other -> !keys.contains(other.key()) || other.key().equals(badge.key()));
        badges.add(badge);
        return badges;
    }

    private static void collect(Badge badge, List<Badge> badges, Set<String> keys) {
        if (keys.add(badge.key())) {
            badges.stream()
                    .filter(other -> badge.components().contains(other.key()))
                    .forEach(other -> collect(other, badges, keys));
        }
    }

    private static String fingerprint(String lead, @Nullable String next, List<BadgeView> badges) {
        StringBuilder all = new StringBuilder(lead).append(Objects.toString(next));
        for (BadgeView badge : badges) {
            all.append(badge.key())
                    .append(badge.title())
                    .append(badge.state())
                    .append(badge.word())
                    .append(badge.stone().share())
                    .append(badge.notice())
                    .append(badge.award())
                    .append(badge.rows());
        }
        return Tokens.digest(all.toString()).substring(0, 16);
    }
}
