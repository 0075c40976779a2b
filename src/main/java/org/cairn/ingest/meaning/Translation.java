package org.cairn.ingest.meaning;

import java.time.Instant;
import java.util.List;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
import org.cairn.lti.CourseCopied;
import org.cairn.people.Identifier;
import org.cairn.people.Person;
import org.jspecify.annotations.Nullable;

/** What one message of a platform means to us. */
public sealed interface Translation {

    /**
     * Somebody did something.
     *
     * @param who the identifiers that the message names the person by, strongest first; never empty
     * @param activities what the message tells of the activities themselves
     * @param besides what happened at other times than {@code at}
     */
    record Observed(
            List<Identifier> who,
            Instant at,
            List<Observation> what,
            List<KnownActivity> activities,
            List<Timed> besides)
            implements Translation {

        /** Where everything happened at the same time. */
        public Observed(List<Identifier> who, Instant at, List<Observation> what, List<KnownActivity> activities) {
            this(who, at, what, activities, List.of());
        }
    }

    /** Something that happened at a time of its own. */
    record Timed(Instant at, Observation what) {}

    /**
     * What a message says, and that more than it says has happened in a course, of which its platform tells only when
     * it is asked.
     *
     * @param course the platform's own course id
     */
    record Asking(Translation what, String course) implements Translation {}

    /** A course has this title now. */
    record CourseNamed(String course, String title) implements Translation {}

    /** Somebody exists, under these identifiers, and perhaps studies in a course, or no longer does. */
    record PersonKnown(Person person, Instant at, @Nullable Enrolment enrolment) implements Translation {}

    /** An activity exists. */
    record ActivityKnown(KnownActivity activity) implements Translation {}

    /** A course was filled from another one. */
    record CourseFilled(CourseCopied copied) implements Translation {}

    /**
     * What another message of the same feed said is void, whether that message came already or comes later.
     *
     * @param key the key of the other message
     */
    record Withdrawn(String key) implements Translation {}

    /** Nothing that counts for us: not an error. The sentence stands in the messages under the code of the reason. */
    record Ignored(Complaint reason) implements Translation {

        public static Ignored of(String code, Object... about) {
            return new Ignored(Complaint.of(code, about));
        }
    }

    /**
     * Something that should count, but cannot be understood: an administrator should look, and reads the sentence that
     * stands in the messages under the code of the reason.
     */
    record Unusable(Complaint reason) implements Translation {

        public static Unusable of(String code, Object... about) {
            return new Unusable(Complaint.of(code, about));
        }
    }

    /**
     * A student's place in a course.
     *
     * @param id the platform's name for this enrolment
     * @param course the platform's own course id
     */
    record Enrolment(String id, String course, boolean active) {}
}
