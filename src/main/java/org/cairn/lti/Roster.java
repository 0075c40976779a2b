package org.cairn.lti;

import java.time.Instant;
import java.util.List;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** Asks platforms who is in a course: when staff launch, and every six hours for a month after a launch. */
public interface Roster {

    /** Asks for the roster of this course soon, unless it was asked for a short time ago. */
    void request(CourseId course);

    /** How it went for the courses of a platform, those asked last first. */
    List<Asked> last(PlatformId platform);

    /** Why a roster could not be read. */
    enum Failure {
        /** The platform named a server that is not its own, or that Cairn does not call. */
        NOT_ALLOWED,
        /** The platform gave no token. */
        NO_TOKEN,
        /** The platform gave a token that does not open rosters. */
        NOT_GRANTED,
        /** The platform wants us to slow down. */
        THROTTLED,
        /** There was no answer in time. */
        NOT_REACHED,
        /** The answer was no roster, or not all of it. */
        UNUSABLE,
        /** Something went wrong on our side. */
        OURS
    }

    /**
     * How it went for one course.
     *
     * @param succeededAt when the whole roster was read last; null for never
     * @param members how many people were on it then
     * @param failedAt when it could not be read, if nothing succeeded since; null otherwise
     * @param detail the text of a {@link Complaint}: what was wrong, without anything secret, for who has to mend it
     */
    record Asked(
            CourseId course,
            @Nullable String title,
            @Nullable Instant succeededAt,
            int members,
            @Nullable Instant failedAt,
            @Nullable Failure failure,
            @Nullable String detail) {}
}
