package org.cairn.ingest.inbox;

import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Feed;
import org.cairn.ingest.reading.Canonical;
import org.cairn.ingest.reading.Texts;
import org.jspecify.annotations.Nullable;

/**
 * A message that is ready to be stored.
 *
 * @param key what makes it the same message when it comes again: at most 64 characters
 * @param type what kind of event it is, for people who read the inbox: at most 100 characters
 * @param body what is kept of it: at most {@link #MOST_CHARACTERS}
 * @param unusable why it can only be quarantined, as the text of a {@link Complaint}; null for a message to be worked off
 */
public record Incoming(
        Feed feed,
        String key,
        String type,
        String body,
        @Nullable String unusable) {

    /** The longest body that an inbox row holds. */
    public static final int MOST_CHARACTERS = 1_048_576;

    private static final int LONGEST_TYPE = 100;
    private static final Pattern NAME = Pattern.compile("[\\w.:/#@-]+");

    /**
     * A message fit to be stored: what a database refuses is escaped, what is too long is quarantined without its body.
     *
     * @param time when it happened, where that can be told
     * @param digest what makes it the same message when it comes again (see {@link Canonical})
     */
    public static Incoming of(
            Feed feed,
            @Nullable Instant time,
            String digest,
            @Nullable String type,
            String body,
            @Nullable String unusable) {
        String key = keyOf(time, digest);
        String stored = Texts.storable(body);
        return stored.length() > MOST_CHARACTERS
                ? new Incoming(
                        feed,
                        key,
                        shown(type),
                        "{}",
                        Complaint.of("message.too-long").text())
                : new Incoming(feed, key, shown(type), stored, unusable);
    }

    /**
     * Half of the digest is unique enough; with the time in front, what comes together lies together in the index, and
     * a group of messages touches few of its pages instead of one each.
     */
    public static String keyOf(@Nullable Instant time, String digest) {
        long millis = time == null ? 0 : time.toEpochMilli();
        return HexFormat.of().toHexDigits(millis, 11) + "-" + digest.substring(0, 32);
    }

    /** The name is the sender's: what could not be a name is not shown as one. */
    private static String shown(@Nullable String name) {
        return name != null
                        && name.length() <= LONGEST_TYPE
                        && NAME.matcher(name).matches()
                ? name
                : "unnamed";
    }
}
