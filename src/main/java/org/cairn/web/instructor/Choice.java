package org.cairn.web.instructor;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Catalogue;
import org.jspecify.annotations.Nullable;

/**
 * A badge to choose.
 *
 * @param here whether something in the course counts toward it already
 */
record Choice(String key, String title, @Nullable String description, boolean stack, boolean here) {

    /** The badges with {@code search} in their title, those that others are built on last. */
    static List<Choice> among(Catalogue catalogue, List<Badge> inCourse, String search) {
        Set<String> here = inCourse.stream().map(Badge::key).collect(Collectors.toSet());
        String wanted = search.strip().toLowerCase(Locale.ROOT);
        return catalogue.badges().values().stream()
                .filter(badge -> badge.title().toLowerCase(Locale.ROOT).contains(wanted))
                .map(badge -> new Choice(
                        badge.key(), badge.title(), badge.description(), badge.isStack(), here.contains(badge.key())))
                .toList()
                .reversed();
    }
}
