package org.cairn.lti;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys with which Cairn signs what it says to platforms, as they follow each other: a new one every 90 days, shown to
 * platforms a day before it signs, and an old one until two days after it signed last.
 */
public interface ToolKeys {

    /** The keys that platforms may see now, newest first. */
    List<Key> shown();

    /** Makes the key that signs next, unless there is one already; it signs after a day. */
    Key rotate();

    /**
     * Makes a key that signs at once, for when another may have got into wrong hands; all others are withdrawn ten
     * minutes later. Platforms that fetch our keys rarely refuse our calls until they do.
     */
    Key rotateNow();

    /** What a key is there for. */
    enum State {
        NEXT,
        SIGNING,
        OLD
    }

    /**
     * One key, without anything secret.
     *
     * @param id the thumbprint of RFC 7638
     * @param leavesAt when platforms no longer see it; null while no other follows
     */
    record Key(
            String id,
            State state,
            Instant madeAt,
            Instant signsFrom,
            @Nullable Instant leavesAt) {}
}
