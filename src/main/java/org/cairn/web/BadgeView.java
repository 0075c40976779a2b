package org.cairn.web;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One badge as a page shows it to the person who is on the way to it, or to their teacher.
 *
 * @param stone its state and title
 * @param next the next thing to do as a sentence; null when there is none
 * @param notice what the person must know, such as why the award was withdrawn; null for nothing
 * @param rows the requirements, top level
 * @param award the award while it stands, to be shared
 */
public record BadgeView(
        Stone stone,
        @Nullable String description,
        @Nullable String next,
        @Nullable String notice,
        String asks,
        List<Row> rows,
        @Nullable UUID award) {

    public String key() {
        return stone.key();
    }

    public String title() {
        return stone.title();
    }

    public String state() {
        return stone.state().code();
    }

    public String word() {
        return stone.word();
    }
}
