package org.cairn.lti;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;

/**
 * The columns that Cairn owns in the platforms' gradebooks: one per course and badge, with each student's progress in
 * percent (Assignment and Grade Services 2.0). What is asked for is kept, and written as soon as the platform takes it.
 */
public interface Gradebook {

    /** The badges that have a column in any course of the institution; quick, because every look asks. */
    Set<String> badges(InstitutionId institution);

    /**
     * Notes how far these learners are; what is new is written to the columns of the badges in courses where they are
     * students now. Joins the caller's transaction.
     */
    void report(InstitutionId institution, Collection<Progress> progress);

    /** Wants a column for the badge in this course, or wants it again; an existing one is used. */
    void keep(CourseId course, String badge, String title);

    /** Writes nothing any more; the column and what stands in it stay. */
    void stop(CourseId course, String badge);

    /** Tries again what was given up, except where somebody else's grade stands. */
    void retry(CourseId course, String badge);

    /** The columns of a course, also those that could not be had, by title. */
    List<Column> columns(CourseId course);

    default Optional<Column> column(CourseId course, String badge) {
        return columns(course).stream()
                .filter(column -> column.badge().equals(badge))
                .findFirst();
    }

    /** What the launches of this course said that Cairn may do in its gradebook. */
    Offer offer(CourseId course);

    /**
     * How far a learner is toward a badge.
     *
     * @param percent between 0 and 100, with two decimals at most
     * @param complete whether the badge's rule is met
     */
    record Progress(LearnerId learner, String badge, BigDecimal percent, boolean complete) {}

    /** What a course's launches allow. */
    enum Offer {
        /** The platform did not say where the gradebook is, or grants too little. */
        NOTHING,
        /** Scores for columns that the platform made, but no columns of our own. */
        SCORES,
        COLUMNS
    }

    /** How a column stands. */
    enum State {
        /** It will be looked up, or made. */
        WANTED,
        OPEN,
        /** An instructor switched it off. */
        STOPPED,
        /** It could not be had, or cannot be written any more; the trouble says why. */
        REFUSED
    }

    /**
     * A column with what became of its scores.
     *
     * @param trouble why it is refused, or why it is still wanted; null when all is well
     * @param duplicates how many more columns for the same badge the platform has
     * @param written students whose progress stands in the column
     * @param waiting students whose progress will be written
     * @param kept students where a grade that somebody else gave stands
     * @param refused students whose progress could not be written, by reason
     */
    record Column(
            CourseId course,
            String badge,
            String title,
            State state,
            @Nullable Trouble trouble,
            int duplicates,
            int written,
            int waiting,
            int kept,
            Map<Trouble, Integer> refused) {}

    /** Why something could not be written. */
    enum Trouble {
        /** No launch said where the gradebook is. */
        NO_SERVICE,
        /** The platform did not grant what is needed. */
        NO_SCOPE,
        /** The gradebook is said to be on a server that the registration does not vouch for. */
        FOREIGN,
        /** The platform forbids it. */
        FORBIDDEN,
        /** The column was deleted. */
        GONE,
        /** The column belongs to another tool. */
        NOT_OURS,
        /** The course is over. */
        CONCLUDED,
        /** The platform says that the person is not a student of the course, or is its test student. */
        NOT_A_STUDENT,
        /** The person never launched, so the platform's name for them is not known. */
        NO_ACCOUNT,
        /** The platform refused for another reason. */
        REFUSED,
        /** The platform does not answer, or answers with errors; it is tried again. */
        NOT_REACHED;

        /** The short name under which it is stored and worded. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * The trouble of this short name.
         *
         * @throws IllegalArgumentException for a code that is none of ours
         */
        public static Trouble of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
