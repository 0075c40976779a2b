package org.cairn.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.cairn.complaint.Complaint;
import org.cairn.lti.CourseId;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** Files of results that people upload: shown as they will be understood, then taken in exactly so. */
public interface Uploads {

    /** The largest file that is read. */
    int MOST_BYTES = 10 * 1024 * 1024;

    /** The most rows that one file may have. */
    int MOST_ROWS = 100_000;

    /**
     * Says what each row means, stores nothing as evidence, and keeps what was understood, sealed, for an hour.
     *
     * @throws NotReadable naming what is wrong with the file as a whole
     */
    Preview preview(Upload upload, byte[] file) throws NotReadable;

    /**
     * Takes in what was shown, soon and in the background; a second time changes nothing.
     *
     * @param course the course in which this person may speak now; null for somebody who may for the whole institution
     * @return false when there is no such preview of this person for this course, or its time is over
     */
    boolean confirm(InstitutionId institution, String preview, LearnerId by, @Nullable CourseId course);

    /** What was taken in, newest first; of one course, or of the whole institution where that is null. */
    List<Taken> taken(InstitutionId institution, @Nullable CourseId course, int most);

    /** The feeds by which files come in: to these nothing is sent. */
    Set<String> feeds(InstitutionId institution);

    /**
     * Who uploads what.
     *
     * @param course the one course that the rows may speak of; null for a whole platform
     * @param steps the milestones that there are, with the words that people know them by
     * @param activities the activities that are bound in the course; of no meaning for a whole platform
     */
    record Upload(
            PlatformId platform,
            @Nullable CourseId course,
            LearnerId by,
            String fileName,
            List<Step> steps,
            Set<String> activities) {}

    /** A milestone by its keys and its titles. */
    record Step(String badge, String milestone, String badgeTitle, String title) {}

    /**
     * What a file says.
     *
     * @param id names the preview: 256 random bits
     * @param columns the columns in the file's order, each with what it was taken for
     * @param rows how many rows there are below the headings
     * @param usable how many rows will be taken in, those that will wait included
     * @param waiting of these, how many speak of somebody not yet known
     * @param sample the first usable rows
     * @param faults the first rows that are left out, each with its reason
     * @param faulty how many those are in all
     */
    record Preview(
            String id,
            Instant until,
            List<Column> columns,
            int rows,
            int usable,
            int waiting,
            List<Row> sample,
            List<Fault> faults,
            int faulty) {}

    /**
     * A column and the meaning that it was found to have.
     *
     * @param meaning null where it has none
     * @param unused why it is not used, where there is a reason; null otherwise
     * @param words what belongs to the meaning: the title of the activity, and the points possible
     */
    record Column(
            String heading,
            @Nullable String meaning,
            @Nullable String unused,
            List<String> words) {

        /** A column of one of the usual meanings, or of none. */
        public Column(String heading, @Nullable String meaning) {
            this(heading, meaning, null, List.of());
        }
    }

    /**
     * A usable row.
     *
     * @param number counted as a spreadsheet does, the headings being 1
     * @param learner the person it was found to be about; null where nobody is known yet
     * @param named the identifiers as the row names them
     * @param type what it says, as events are called
     * @param about the activity, or badge and milestone
     * @param value the points, or null
     * @param at when it happened, where the row says so
     */
    record Row(
            int number,
            @Nullable LearnerId learner,
            String named,
            String type,
            String about,
            @Nullable String value,
            @Nullable Instant at) {}

    /** A row that is left out; {@code reason} holds texts of {@link Complaint}. */
    record Fault(int number, String reason) {}

    /**
     * A file that was taken in, or is being.
     *
     * @param rows how many rows were understood
     * @param stored how many of them are stored by now
     */
    record Taken(String fileName, @Nullable String by, Instant at, int rows, int stored, int faulty) {}

    /** Says why a file cannot be read at all; its message holds texts of {@link Complaint}. */
    final class NotReadable extends Exception {

        public NotReadable(Complaint why) {
            this(List.of(why));
        }

        public NotReadable(List<Complaint> why) {
            super(Complaint.text(why));
        }
    }
}
