package org.cairn.ingest;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.Observation;
import org.cairn.people.Identifier;
import org.cairn.people.LearnerId;
import org.jspecify.annotations.Nullable;

/** What could not be used: looked at, mended, and tried again. Feeds and messages are those of one institution. */
public interface Quarantine {

    /** The code of the reason of what was put aside for good, and how all codes of such reasons begin. */
    String DISMISSED = "message.dismissed";

    /** Why messages of the feed are quarantined, what most are quarantined for first. */
    List<Group> groups(Feed feed);

    /** The messages quarantined for this reason, newest first; for any reason where it is null. */
    List<Ingestion.Message> of(Feed feed, @Nullable String reason, int most);

    Optional<Ingestion.Message> find(Feed feed, String key);

    /** The message as it was before anybody changed it, newest change first. */
    List<Before> history(Feed feed, String key);

    /** Says what a message would say if it were read now; {@code body} is it, or what somebody would make of it. */
    Said tryOut(Feed feed, Ingestion.Message message, String body);

    /**
     * Replaces a quarantined message's text and has it tried again; what it was is kept.
     *
     * @throws IllegalArgumentException when the text is no JSON, or too long
     */
    boolean mend(Feed feed, String key, String body, String by);

    /** Has quarantined messages tried again; answers how many. */
    int replay(Feed feed, Collection<String> keys);

    /** Has everything tried again that is quarantined for this reason, or for any where it is null. */
    int replay(Feed feed, @Nullable String reason);

    /** Puts aside for good what is quarantined for this reason; answers how many. */
    int dismiss(Feed feed, Collection<String> keys, String why, String by);

    int dismiss(Feed feed, @Nullable String reason, String why, String by);

    /** Has every message of the feed read again; what it said before and no longer says is withdrawn. */
    int replayAll(Feed feed);

    /** The rules of the feed, oldest first. */
    List<MendingRule> rules(Feed feed);

    /** What a rule would do to the messages that are quarantined now. */
    Preview preview(Feed feed, MendingRule rule);

    /**
     * Makes a rule for what comes and for what is replayed.
     *
     * @throws IllegalArgumentException when something is wrong with it, or there are too many
     */
    void add(Feed feed, MendingRule rule);

    /** Ends a rule; it stays on record. */
    void remove(Feed feed, UUID rule, String by);

    /** Whom parked messages of the feed are about, most messages first. */
    List<Unknown> parked(Feed feed, int most);

    /**
     * Says that somebody unknown is this learner: their messages are released. False where the platform has told
     * otherwise, or such an identifier never tells who somebody is.
     */
    boolean isSame(Feed feed, Identifier unknown, LearnerId learner);

    /** Messages that are quarantined for one reason: the text of a {@link Complaint}. */
    record Group(String reason, String type, long count, Instant newest) {}

    /** A message before a change. */
    record Before(String body, String changedBy, Instant changedAt) {}

    /** Somebody whom nobody named yet. */
    record Unknown(Identifier identifier, long messages) {}

    /**
     * What a message says.
     *
     * @param reason why it says nothing that can be used, as the text of a {@link Complaint}; null where it does
     * @param who the identifiers of the person it is about
     * @param at when it happened
     */
    record Said(
            Kind kind,
            @Nullable String reason,
            List<Identifier> who,
            @Nullable Instant at,
            List<Observation> what) {

        public boolean usable() {
            return kind != Kind.UNUSABLE;
        }
    }

    /** What kind of thing a message says. */
    enum Kind {
        OBSERVED,
        PERSON,
        ACTIVITY,
        COURSE,
        WITHDRAWN,
        IGNORED,
        UNUSABLE
    }

    /**
     * What a rule would do.
     *
     * @param looked how many quarantined messages were looked at
     * @param changed how many of them it changes
     * @param usable how many of them could be used then
     * @param examples the first of those, and what they would say
     */
    record Preview(int looked, int changed, int usable, List<Example> examples) {}

    /** One message that a rule would mend. */
    record Example(String key, String type, Said said) {}
}
