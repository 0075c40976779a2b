package org.cairn.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Catalogue;
import org.cairn.rules.Rule;

/** What milestones of one badge, and badges, are called; where no title is known, the key must do. */
public record Titles(Map<String, String> milestones, Map<String, Badge> badges) {

    /** The titles for wording {@code badge}'s rule. */
    public static Titles of(Badge badge, Catalogue catalogue) {
        return new Titles(badge.milestones(), catalogue.badges());
    }

    public String milestone(String key) {
        return milestones.getOrDefault(key, key);
    }

    /** The title of the one thing that a requirement is about; empty for groups and sums. */
    public Optional<String> of(Rule rule) {
        return switch (rule) {
            case Rule.Score score -> Optional.of(milestone(score.milestone()));
            case Rule.Complete complete -> Optional.of(milestone(complete.milestone()));
            case Rule.Attested attested -> Optional.of(milestone(attested.milestone()));
            case Rule.Holds holds -> Optional.of(badge(holds.badge()));
            case Rule.Credits credits -> Optional.empty();
            case Rule.All all -> Optional.empty();
            case Rule.Any any -> Optional.empty();
            case Rule.AtLeast some -> Optional.empty();
        };
    }

    /** The titles without what all of them begin with up to a colon, which need not be said over each. */
    public static List<String> shortened(List<String> titles) {
        int known = Lines.shared(titles);
        return titles.stream().map(title -> title.substring(known)).toList();
    }

    public String badge(String key) {
        Badge badge = badges.get(key);
        return badge == null ? key : badge.title();
    }
}
