package org.cairn.lti;

import java.time.Instant;
import java.util.List;
import org.cairn.platform.PlatformId;

/**
 * Says, in the transaction that notes it, that a course was copied from another. An import can be repeated, and a course
 * can be filled from several: a listener must bear hearing of the same courses again.
 *
 * @param from context ids of the courses it was copied from, nearest first; nothing says that we know any of them
 * @param to context id of the copy, which may not have launched yet
 */
public record CourseCopied(PlatformId platform, List<String> from, String to, How how, Instant at) {

    /** How we came to know. */
    public enum How {
        /** The platform told it as it happened, by a notice or an event: somebody has just copied. */
        NOTICE,
        /** It was copied some time before, as a launch tells with the course's history; told again and again. */
        HISTORY
    }
}
