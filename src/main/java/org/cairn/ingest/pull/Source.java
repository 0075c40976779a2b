package org.cairn.ingest.pull;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Pulls;
import org.cairn.ingest.inbox.Incoming;
import org.cairn.lti.Course;
import org.jspecify.annotations.Nullable;

/** One product's own programming interface, as far as it tells what students achieved. */
public interface Source {

    FeedKind kind();

    /** Tries the connection: whether the platform knows the token, and what it does not let it do. */
    Pulls.Trial tryOut(Account account);

    /**
     * Reads one course, and hands over what it finds piece by piece. What it hands over is kept like any message of the
     * feed: it is translated by the {@code Translator} of {@link #kind()}, parked, quarantined, and the same answer
     * twice is one message.
     *
     * @throws Refused when the course cannot be read to its end now, or was with something left out; what was handed
     *     over stands
     */
    void read(Account account, Course course, Reading reading) throws Refused;

    /** An open connection. Its token is a secret: it appears in no message and no log. */
    record Account(Feed feed, URI base, String token) {
        @Override
        public String toString() {
            return "Account[" + base + "]";
        }
    }

    /** What is known from earlier readings, and where new findings go. */
    interface Reading {

        /** Where the last reading stood, in the source's own words; null for the first one. */
        @Nullable
        String cursor();

        /**
         * Keeps these messages, then the cursor: a reading that is cut short goes on from here.
         *
         * @throws Refused when they cannot be kept, or another node has taken over
         */
        void found(List<Incoming> messages, String cursor) throws Refused;

        /**
         * Says which of these things look otherwise than when they were last kept, by {@link Sight#item()}: all that
         * were never kept, unless there is nothing to say of them.
         */
        Set<String> news(List<Sight> sights);

        /**
         * Keeps as messages those of these things that are {@link #news}, then the cursor. For answers without a time
         * that tells an old one from a new one: what changes and changes back is told both times.
         *
         * @throws Refused when they cannot be kept, or another node has taken over
         */
        void saw(List<Sight> sights, String cursor) throws Refused;
    }

    /**
     * How one thing looks now, such as somebody's grade for something.
     *
     * @param item which thing: the same text at every reading, at most 300 characters
     * @param type what kind of message it is, for people who read the inbox
     * @param meaning how it looks: the same text as long as nothing has changed
     * @param body the message to be translated; may hold the time of asking, which the meaning must not
     * @param tells false where there is nothing to tell, unless something was told of it before
     */
    record Sight(String item, String type, String meaning, Telling body, boolean tells) {}

    /** Words a message. */
    interface Telling {

        /** Says what is seen now, and that it became so after this time; null for the first sight. */
        String after(@Nullable Instant before);
    }

    /** Why a course could not be read, or not all of it. */
    enum Reason {
        /** The platform wants to be left alone for a while. */
        THROTTLED,
        /** The token is unknown, ended, or may not do this. */
        NOT_ALLOWED,
        /** The platform knows no such course. */
        NO_COURSE,
        NOT_REACHED,
        /** The answer cannot be understood. */
        UNUSABLE,
        /** The course was read to its end, and went without something that only an administrator can mend. */
        LEFT_OUT,
        /** Cairn itself cannot go on now. */
        INTERRUPTED
    }

    /** Says why a course could not be read, or not all of it; its message is the text of a {@link Complaint}, without anything secret. */
    final class Refused extends Exception {

        private final List<Complaint> why;
        private final Reason reason;
        private final @Nullable Integer retryAfterSeconds;

        public Refused(Reason reason, List<Complaint> why, @Nullable Integer retryAfterSeconds) {
            super(Complaint.text(why));
            this.why = why;
            this.reason = reason;
            this.retryAfterSeconds = retryAfterSeconds;
        }

        public Refused(Reason reason, Complaint why, @Nullable Integer retryAfterSeconds) {
            this(reason, List.of(why), retryAfterSeconds);
        }

        public Refused(Reason reason, Complaint why) {
            this(reason, List.of(why), null);
        }

        public List<Complaint> why() {
            return why;
        }

        public Reason reason() {
            return reason;
        }

        public @Nullable Integer retryAfterSeconds() {
            return retryAfterSeconds;
        }
    }
}
