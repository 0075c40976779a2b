package org.cairn.lti;

import org.jspecify.annotations.Nullable;

/**
 * What an embedded link shows.
 *
 * @param badge the key of the badge; null for everything that the course has
 */
public record Embed(View view, @Nullable String badge) {

    /** How it is shown; a student sees their own part of it in any case. */
    public enum View {
        /** One badge: to a student with their progress, to staff with the class's. */
        BADGE,
        /** My progress in this course. */
        PROGRESS,
        /** The class, for staff. */
        CLASS
    }
}
