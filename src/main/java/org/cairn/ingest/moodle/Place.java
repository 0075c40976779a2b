package org.cairn.ingest.moodle;

import org.jspecify.annotations.Nullable;

/**
 * Where a reading stands, as a text that is kept between readings.
 *
 * @param after the last student who was read; null for none yet
 * @param withGrades true where the course is too large to tell all grades at once
 */
record Place(boolean isStart, @Nullable String after, boolean withGrades) {

    static final Place START = new Place(true, null, false);

    private static final String STUDENTS = "students:";
    private static final String GRADED = "students-and-grades:";

    static Place students(boolean withGrades) {
        return new Place(false, null, withGrades);
    }

    /** Where the last reading stood, by the first line; the start for a text that is none of ours. */
    static Place of(@Nullable String lines) {
        if (lines == null) {
            return START;
        }
        String text = lines.lines().findFirst().orElse("");
        boolean withGrades = text.startsWith(GRADED);
        String id = text.substring(text.indexOf(':') + 1);
        return (withGrades || text.startsWith(STUDENTS)) && (id.isEmpty() || Ids.isOne(id))
                ? new Place(false, id.isEmpty() ? null : id, withGrades)
                : START;
    }

    String text() {
        return isStart ? "start" : (withGrades ? GRADED : STUDENTS) + (after == null ? "" : after);
    }

    Place at(String student) {
        return new Place(false, student, withGrades);
    }

    boolean isBefore(String student) {
        return after == null || Long.parseLong(student) > Long.parseLong(after);
    }
}
