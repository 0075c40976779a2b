package org.cairn.evidence;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An activity that a platform told us of, with the title that people know it by.
 *
 * @param copiedFrom the id of the activity that this one was copied from, where the platform says so
 */
public record KnownActivity(
        Activity activity,
        String title,
        @Nullable BigDecimal possible,
        @Nullable String copiedFrom) {

    /** An activity of which nobody said that it was copied. */
    public KnownActivity(Activity activity, String title, @Nullable BigDecimal possible) {
        this(activity, title, possible, null);
    }
}
