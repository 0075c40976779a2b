package org.cairn.ingest.upload;

import java.util.Locale;
import java.util.Set;

/** What gradebooks write into a cell besides numbers. */
final class GradeCell {

    /** No grade: not graded, not assigned, or not to be seen. */
    private static final Set<String> NOTHING = Set.of("", "-", "–", "—", "n/a");

    private static final Set<String> EXCUSED = Set.of("ex", "excused", "exempt");

    private GradeCell() {}

    static boolean isNothing(String cell) {
        return NOTHING.contains(cell.toLowerCase(Locale.ROOT));
    }

    static boolean isExcused(String cell) {
        return EXCUSED.contains(cell.toLowerCase(Locale.ROOT));
    }

    /** A word that says whether it is done; bare figures are points. */
    static boolean isWord(String cell) {
        return isExcused(cell) || (Cells.yes(cell).isPresent() && !cell.equals("0") && !cell.equals("1"));
    }

    static boolean isGrade(String cell) {
        try {
            return isWord(cell) || !Cells.number(cell).isEmpty();
        } catch (Cells.Wrong none) {
            return false;
        }
    }
}
