package org.cairn.ingest;

import java.time.Instant;

/**
 * Something about a feed that an administrator should look at.
 *
 * @param since when it began, as far as that can be told
 * @param count how many messages, requests or courses it is about; 0 where that means nothing
 */
public record Warning(Feed feed, Kind kind, Instant since, long count) {

    /** What is the matter. */
    public enum Kind {
        /** Nothing comes, although something usually would have by now. */
        SILENT,
        /** Nothing that comes can be believed: signatures or secrets no longer hold. */
        NOT_BELIEVED,
        /** Requests are refused for what they are: unreadable, too large, packed. */
        REFUSED,
        /** Messages wait too long to be turned into evidence. */
        BEHIND,
        /** Many messages are about people whom nobody named. */
        PARKED,
        /** More and more messages cannot be used. */
        QUARANTINED,
        /** Messages were signed with the right key, but are another customer's of the same platform. */
        OTHER_ACCOUNT,
        /** Messages came again under their ids and said something else. */
        CONTRADICTED,
        /** The platform does not answer what it is asked. */
        NOT_ANSWERED
    }
}
