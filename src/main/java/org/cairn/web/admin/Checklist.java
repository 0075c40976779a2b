package org.cairn.web.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must happen before a platform works, and what has happened, worded.
 *
 * @param state {@code works}, {@code needs}, {@code paused}, or {@code idle} for a copy that nobody opens
 * @param word the state in words
 * @param sentence the state as the page's first line
 */
record Checklist(String state, String word, String sentence, List<Item> items) {

    /**
     * One thing.
     *
     * @param state {@code met}, {@code open} or {@code wrong}
     * @param word the state in words
     * @param value when or what; null where there is nothing to say
     * @param reason what the platform or the network said when it went wrong; null otherwise
     * @param todo what to do about it in that platform, in its own words; null for what is met
     */
    record Item(
            String key,
            String state,
            String word,
            String title,
            @Nullable String value,
            @Nullable String reason,
            @Nullable String todo) {}

    /** Changes whenever something about it does, however long ago things were. */
    String seen() {
        StringBuilder seen = new StringBuilder(state);
        items.forEach(item -> seen.append(' ').append(item.state()).append(item.reason() == null ? "" : item.reason()));
        return Integer.toHexString(seen.toString().hashCode());
    }
}
