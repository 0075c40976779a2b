package org.cairn.lti.grades;

import java.net.URI;
import java.time.Instant;
import org.cairn.lti.CourseId;
import org.cairn.lti.Gradebook.State;
import org.cairn.lti.Gradebook.Trouble;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/**
 * A column as it is stored.
 *
 * @param lineItem where it is; null until it was found or made
 * @param formerItem where it was open last; null where it never was
 * @param askedAt when the platform was asked to make it, while its answer is not known
 * @param readAt when its results were last read
 * @param reconciledAt when the progress of all students was last asked for
 */
record StoredColumn(
        CourseId course,
        String badge,
        PlatformId platform,
        State state,
        @Nullable Trouble trouble,
        String title,
        @Nullable URI lineItem,
        @Nullable URI formerItem,
        @Nullable Instant askedAt,
        int failures,
        @Nullable Instant readAt,
        @Nullable Instant reconciledAt) {

    static final String TAG = "cairn-progress";

    /** By this the platform's column is recognised, also after a course was copied. */
    String resourceId() {
        return resourceId(badge);
    }

    /** Says whether what is at this place is another column than the one that was written to. */
    boolean isAnotherAt(URI place) {
        return formerItem != null && !Urls.isSameItem(formerItem, place.toString());
    }

    static String resourceId(String badge) {
        return "cairn:badge:" + badge;
    }
}
