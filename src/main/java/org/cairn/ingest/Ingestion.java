package org.cairn.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cairn.complaint.Complaint;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** What arrived, and what became of it: for administrators and scripts. */
public interface Ingestion {

    /** Why a message is empty and says nothing, whatever becomes of the others. */
    String ERASED = Complaint.of("message.erased").text();

    Tally tally(InstitutionId institution);

    /** When the last message came, if any did: cheap enough to ask for every page. */
    default Optional<Instant> lastReceivedAt(InstitutionId institution) {
        return Optional.ofNullable(tally(institution).lastReceivedAt());
    }

    /** When the last message of one feed came, if any did. */
    default Optional<Instant> lastReceivedAt(InstitutionId institution, String feed) {
        return Optional.empty();
    }

    /** The latest messages, newest first. */
    List<Message> latest(InstitutionId institution, int most);

    /** The messages that could not be used, newest first. */
    List<Message> quarantined(InstitutionId institution, int most);

    /** The messages that came again under their id with another meaning, the latest first. */
    List<Conflict> conflicts(InstitutionId institution, int most);

    /** Those of one feed. */
    List<Conflict> conflicts(Feed feed, int most);

    /** How a message of the feed came again with another meaning, if it did. */
    Optional<Conflict> conflict(Feed feed, String key);

    /**
     * The counts of one institution.
     *
     * @param received messages answered 2xx and stored, repeats not counted
     * @param waiting stored messages not yet turned into evidence
     * @param parked messages about somebody not yet known
     * @param lagSeconds age of the oldest waiting message; 0 when none waits
     */
    record Tally(
            long received,
            long duplicates,
            long waiting,
            long parked,
            long quarantined,
            long ignored,
            double lagSeconds,
            @Nullable Instant lastReceivedAt) {}

    /** One message as it stands in the inbox; {@code reason} is the text of a {@link Complaint}. */
    record Message(
            PlatformId platform,
            String feed,
            String key,
            String type,
            State state,
            @Nullable String reason,
            Instant receivedAt,
            String body) {}

    /** What became of a message. */
    enum State {
        WAITING,
        DONE,
        IGNORED,
        PARKED,
        QUARANTINED
    }
}
