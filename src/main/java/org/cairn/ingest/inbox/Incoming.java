package org.cairn.ingest.inbox;

import org.cairn.ingest.Feed;
import org.jspecify.annotations.Nullable;

/**
 * A message that is ready to be stored.
 *
 * @param key what makes it the same message when it comes again: at most 64 characters
 * @param type what kind of event it is, for people who read the inbox: at most 100 characters
 * @param body what is kept of it: at most {@link #MOST_CHARACTERS}
 * @param unusable why it can only be quarantined; null for a message to be worked off
 */
public record Incoming(
        Feed feed,
        String key,
        String type,
        String body,
        @Nullable String unusable) {

    /** The longest body that an inbox row holds. */
    public static final int MOST_CHARACTERS = 1_048_576;
}
