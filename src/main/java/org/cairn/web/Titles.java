package org.cairn.web;

import java.util.Map;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Catalogue;

/** What milestones of one badge, and badges, are called; where no title is known, the key must do. */
public record Titles(Map<String, String> milestones, Map<String, Badge> badges) {

    /** The titles for wording {@code badge}'s rule. */
    public static Titles of(Badge badge, Catalogue catalogue) {
        return new Titles(badge.milestones(), catalogue.badges());
    }

    public String milestone(String key) {
        return milestones.getOrDefault(key, key);
    }

    public String badge(String key) {
        Badge badge = badges.get(key);
        return badge == null ? key : badge.title();
    }
}
