package org.cairn.pathway;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cairn.complaint.Complaint;
import org.cairn.pathway.Pathways.InvalidBadge;
import org.cairn.rules.Rule;

/** What holds between badges that name each other. */
final class Stacks {

    private Stacks() {}

    /** Orders badges by key, components before the stacks that name them. */
    static Map<String, Badge> componentsFirst(Collection<Badge> badges) {
        Map<String, Badge> byKey = new LinkedHashMap<>();
        badges.forEach(badge -> byKey.put(badge.key(), badge));
        Map<String, Badge> ordered = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        badges.forEach(badge -> place(badge, byKey, seen, ordered));
        return ordered;
    }

    private static void place(Badge badge, Map<String, Badge> all, Set<String> seen, Map<String, Badge> ordered) {
        if (!seen.add(badge.key())) {
            return;
        }
        for (String component : badge.components()) {
            if (all.get(component) instanceof Badge below) {
                place(below, all, seen, ordered);
            }
        }
        ordered.put(badge.key(), badge);
    }

    /**
     * Checks that a badge can join the published ones.
     *
     * @throws InvalidBadge saying what to do first
     */
    static void checkPublishable(Badge badge, Map<String, Badge> published, Set<String> known) {
        for (String component : badge.components()) {
            if (!known.contains(component)) {
                throw new InvalidBadge(Complaint.of("stack.no-badge", badge.key(), component));
            }
            if (!published.containsKey(component)) {
                throw new InvalidBadge(Complaint.of("stack.draft", badge.key(), component));
            }
        }
        checkNoCircle(badge, published);
        checkReachable(badge.rule(), badge.key(), published);
    }

    private static void checkNoCircle(Badge badge, Map<String, Badge> published) {
        Map<String, String> cameFrom = new HashMap<>();
        List<String> open = new ArrayList<>();
        visit(badge, cameFrom, open);
        while (!open.isEmpty()) {
            String key = open.removeLast();
            if (key.equals(badge.key())) {
                throw new InvalidBadge(Complaint.of("stack.circle", String.join(" → ", circle(key, cameFrom))));
            }
            visit(Objects.requireNonNull(published.get(key)), cameFrom, open);
        }
    }

    private static void visit(Badge badge, Map<String, String> cameFrom, List<String> open) {
        for (String component : badge.components()) {
            if (cameFrom.putIfAbsent(component, badge.key()) == null) {
                open.add(component);
            }
        }
    }

    private static List<String> circle(String key, Map<String, String> cameFrom) {
        List<String> circle = new ArrayList<>(List.of(key));
        String at = key;
        do {
            at = Objects.requireNonNull(cameFrom.get(at));
            circle.addFirst(at);
        } while (!at.equals(key));
        return circle;
    }

    /** Credits that all the badges named do not add up to could never be earned. */
    private static void checkReachable(Rule rule, String key, Map<String, Badge> published) {
        switch (rule) {
            case Rule.All all -> all.of().forEach(child -> checkReachable(child, key, published));
            case Rule.Any any -> any.of().forEach(child -> checkReachable(child, key, published));
            case Rule.AtLeast some -> some.of().forEach(child -> checkReachable(child, key, published));
            case Rule.Credits credits -> {
                BigDecimal most = credits.from().stream()
                        .map(badge ->
                                Objects.requireNonNull(published.get(badge)).credits())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                if (most.compareTo(credits.atLeast()) < 0) {
                    throw new InvalidBadge(Complaint.of(
                            "stack.credits", key, credits.atLeast().toPlainString(), most.toPlainString()));
                }
            }
            case Rule.Score score -> {}
            case Rule.Complete complete -> {}
            case Rule.Attested attested -> {}
            case Rule.Holds holds -> {}
        }
    }

    /** The keys of those badges and of all the stacks above them. */
    static Set<String> withStacksAbove(Map<String, Badge> componentsFirst, Set<String> keys) {
        Set<String> found = new LinkedHashSet<>(keys);
        for (Badge badge : componentsFirst.values()) {
            if (badge.components().stream().anyMatch(found::contains)) {
                found.add(badge.key());
            }
        }
        return found;
    }

    /** The badge, and all that it is built on. */
    static Set<String> withComponents(Map<String, Badge> componentsFirst, Badge badge) {
        Set<String> found = new LinkedHashSet<>(badge.components());
        found.add(badge.key());
        for (Badge other : List.copyOf(componentsFirst.values()).reversed()) {
            if (found.contains(other.key())) {
                found.addAll(other.components());
            }
        }
        return found;
    }
}
