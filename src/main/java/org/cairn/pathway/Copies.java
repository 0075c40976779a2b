package org.cairn.pathway;

import java.time.Instant;
import java.util.List;
import org.cairn.evidence.Activity;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.people.LearnerId;
import org.jspecify.annotations.Nullable;

/**
 * Courses that were copied, and what the bindings of the original could be in the copy. Nothing is bound by itself:
 * whoever teaches the copy decides.
 */
public interface Copies {

    /** Whether somebody should look at {@link #waiting}. */
    boolean isWaiting(CourseId course);

    /** The copies into this course that nobody has decided on, latest first, each with what can still be taken over. */
    List<Copy> waiting(CourseId course);

    /** Notes that somebody has decided about what came from one course; a later copy from there is asked about again. */
    void decide(CourseId course, CourseId from, LearnerId by);

    /**
     * One copy.
     *
     * @param from the course that it was copied from
     * @param at when it was copied, or when we came to know
     */
    record Copy(Course from, Instant at, List<Proposal> proposals) {}

    /**
     * A binding of the original, and what it could be here.
     *
     * @param title what people call the original's activity; its id where nobody told
     * @param activity the id of the activity here; null where somebody has to choose
     */
    record Proposal(
            Binding original, String title, @Nullable String activity, Why why) {

        /** The binding that is made when this activity is chosen. */
        public Binding as(Course here, String chosen) {
            return new Binding(
                    original.badge(),
                    original.milestone(),
                    new Activity(here.platform(), here.ownId(), chosen),
                    original.atLeast());
        }
    }

    /** Why an activity is proposed. */
    enum Why {
        /** It is named the same in every copy: the whole course, or a column by its resource id. */
        SAME_NAME,
        /** The platform says that it was copied from the original's. */
        COPIED,
        /** It is the only one of its type with the same title. */
        SAME_TITLE,
        /** Nothing could be told. */
        UNKNOWN
    }
}
