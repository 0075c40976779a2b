package org.cairn.ingest;

import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** The ways in. */
public interface Feeds {

    /**
     * Opens a way in that is guarded by signatures, or by nothing but its URL.
     *
     * @throws IllegalArgumentException when neither keys are named nor unsigned events allowed
     */
    Feed add(PlatformId platform, FeedKind kind, @Nullable URI jwksUrl, boolean allowUnsigned);

    /** Opens a way in that is guarded by a secret, which is told this once. */
    Opened open(PlatformId platform, FeedKind kind, Feed.Reading reading);

    /** Makes a new secret; those made before are good for another day. */
    String renewSecret(Feed feed);

    /** Says anew how messages are to be understood: for those that come, and those that are replayed. */
    Feed change(Feed feed, Feed.Reading reading);

    /**
     * Says anew whose events are believed; with no names, those of whoever comes next.
     *
     * @param accounts what the platform calls them in its events
     * @return whose were believed until then
     */
    Feed.Accounts name(Feed feed, Collection<String> accounts);

    /** Whose events a feed believes; nobody says that anew until the caller's transaction ends. */
    Feed.Accounts hold(Feed feed);

    /** Believes from now on whoever this event is of, unless somebody was there before; in the caller's transaction. */
    void learn(Feed feed, Collection<String> accounts, Instant receivedAt);

    /** Takes nothing for a while (the sender is told so and loses it), or takes what comes again. */
    void pause(Feed feed, boolean paused);

    /** Ends a feed: its address is nobody's any more; what came stays and counts. */
    void close(Feed feed);

    /** Whether the feed takes what comes. */
    State state(Feed feed);

    /** Finds a feed, also a closed one. */
    Optional<Feed> find(String id);

    /** The feeds of an institution that were not closed. */
    List<Feed> of(InstitutionId institution);

    /** Whether a feed takes what comes. */
    enum State {
        OPEN,
        PAUSED,
        CLOSED
    }

    /**
     * A feed that was just opened.
     *
     * @param secret 256 random bits: what the sender shows as Bearer token, or as password of HTTP Basic
     */
    record Opened(Feed feed, String secret) {}
}
