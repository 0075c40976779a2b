package org.cairn.ingest.upload;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What gradebooks write into a cell besides numbers. */
final class GradeCell {

    /** No grade: not graded, not assigned, or not to be seen. */
    private static final Set<String> NOTHING = Set.of("", "-", "–", "—", "n/a");

    private static final Set<String> EXCUSED = Set.of("ex", "excused", "exempt");

    /** As Blackboard says that there is no grade yet, sometimes with what the computer counted so far behind it. */
    private static final Pattern UNFINISHED = Pattern.compile("(needs grading|in progress)(\\s*\\(.*\\))?");

    private GradeCell() {}

    static boolean isNothing(String cell) {
        String bare = cell.toLowerCase(Locale.ROOT);
        return NOTHING.contains(bare) || UNFINISHED.matcher(bare).matches();
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
