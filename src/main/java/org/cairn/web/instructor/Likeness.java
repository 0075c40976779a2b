package org.cairn.web.instructor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.evidence.KnownActivity;

/** Guesses by name which activity is meant by a milestone. */
final class Likeness {

    private static final double ENOUGH = 0.34;

    private Likeness() {}

    static Optional<KnownActivity> best(String milestone, List<KnownActivity> activities) {
        return activities.stream()
                .filter(activity -> of(milestone, activity.title()) >= ENOUGH)
                .max(Comparator.comparingDouble(activity -> of(milestone, activity.title())));
    }

    /** The share of the words that two titles have in common: 1 for the same words, 0 for none. */
    static double of(String one, String other) {
        Set<String> left = words(one);
        Set<String> right = words(other);
        Set<String> all = new HashSet<>(left);
        all.addAll(right);
        left.retainAll(right);
        return all.isEmpty() ? 0 : (double) left.size() / all.size();
    }

    private static Set<String> words(String title) {
        return Arrays.stream(title.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(HashSet::new));
    }
}
