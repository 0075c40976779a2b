package org.cairn.ingest;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cairn.complaint.Complaint;
import org.cairn.lti.CourseId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** Asks platforms for what they did not tell: on a schedule, and whenever somebody wants to know now. */
public interface Pulls {

    /**
     * Opens a platform's own programming interface to Cairn, with a token that is sealed at rest.
     *
     * @param kind {@link FeedKind#CANVAS_API} or {@link FeedKind#MOODLE_API}
     * @throws IllegalArgumentException saying what is wrong with the kind, the address or the token's form
     */
    Feed connect(PlatformId platform, FeedKind kind, URI base, String token, Duration every);

    /** Replaces the token and the schedule; a null token leaves the one there is. */
    void change(Feed feed, @Nullable String token, Duration every);

    /** Ends the connection and forgets its token; what was found stays. */
    void disconnect(Feed feed);

    /** Tries the connection: whether the platform knows the token, and what it does not let it do. */
    Trial tryOut(Feed feed);

    /** Wants the course asked soon; false where its platform is not connected or it was asked a moment ago. */
    boolean wanted(CourseId course);

    /** How the course was last asked; empty where nothing asks its platform. */
    Optional<Asked> asked(CourseId course);

    /** How each feed that is asked stands. */
    List<Standing> of(InstitutionId institution);

    /** The courses that could not be read last time, or not all of them, and why; some where there are many. */
    List<Trouble> troubles(Feed feed);

    /** A course that could not be read, or not all of it; {@code problem} holds texts of {@link Complaint}. */
    record Trouble(CourseId course, String problem) {}

    /**
     * What a trial showed.
     *
     * @param works true when the platform knows the token
     * @param missing what the token may not do, in the platform's own words, such as web service functions
     * @param detail what went wrong, as texts of {@link Complaint}; null when nothing did
     */
    record Trial(
            boolean works, List<String> missing, @Nullable String detail) {}

    /**
     * How a course was last asked.
     *
     * @param doneAt when it was last read to the end; null when never
     * @param running true while it is read, or waits for its turn
     * @param problem why the last attempt failed or what it went without, as texts of {@link Complaint}; null when all was
     *     read
     * @param partly true where the last attempt came to its end all the same
     */
    record Asked(
            @Nullable Instant doneAt,
            boolean running,
            @Nullable String problem,
            boolean partly) {}

    /**
     * How one feed stands.
     *
     * @param nextAt when the next course is due; null where no course is known
     * @param failing how many courses could not be read last time, or not all of them
     * @param problem why the platform is left alone, as texts of {@link Complaint}; null when it is not
     */
    record Standing(
            Feed feed,
            URI base,
            Duration every,
            int courses,
            int failing,
            @Nullable Instant lastDoneAt,
            @Nullable Instant nextAt,
            @Nullable String problem) {}
}
