package org.cairn.ingest.upload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cairn.evidence.KnownActivity;
import org.cairn.ingest.Uploads.Column;
import org.jspecify.annotations.Nullable;

/**
 * The columns that hold the grades of one activity each, as Canvas, Moodle and Blackboard export their gradebooks and
 * people keep tables; and the rows that are left when those about the columns themselves are taken out.
 */
record Gradebook(List<Grades> grades, List<Column> shown, List<Csv.Line> rows) {

    /** A file with one of these columns has a row for each result. */
    private static final Set<String> OF_LONG_FILES = Set.of("activity", "badge", "milestone", "type");

    /** What a row with a cell for each activity says besides. */
    private static final Set<String> OF_WIDE_ROWS = Set.of("time", "course");

    /**
     * A column of grades: those of one activity, of so many points; null where the cells say it themselves.
     *
     * @param instead the column that stands in its place where it says anything; negative where there is none
     */
    record Grades(
            int place,
            int instead,
            String heading,
            String activity,
            String title,
            @Nullable String possible) {

        Grades(int place, String heading, String activity, String title, @Nullable String possible) {
            this(place, -1, heading, activity, title, possible);
        }
    }

    /** What the course has, as the platform told, or as its badges ask for. */
    record Here(boolean course, Set<String> bound, List<KnownActivity> known) {

        List<KnownActivity> called(String title) {
            return known.stream()
                    .filter(one -> one.title().strip().equalsIgnoreCase(title)
                            || one.activity().id().equals(title))
                    .toList();
        }

        /** Whether any activity of the course, or of its badges, goes by that title or id. */
        boolean knows(String title) {
            return bound.contains(title) || !called(title).isEmpty();
        }

        boolean has(String id) {
            return !course
                    || bound.contains(id)
                    || known.stream().anyMatch(one -> one.activity().id().equals(id));
        }
    }

    /** What a column was found to be: grades, or the reason why it is not used. */
    record Found(@Nullable Grades grades, @Nullable String unused) {
        static Found unused(String reason) {
            return new Found(null, reason);
        }

        static Found of(Grades grades) {
            return new Found(grades, null);
        }
    }

    /** Looks for such columns; none in a file that has one row for each grade. */
    static Gradebook of(List<Csv.Line> lines, Headings headings, Here here) {
        int about = pointsPossible(lines);
        List<Csv.Line> rows = lines.subList(about + 1, lines.size());
        if (about == 0 && OF_LONG_FILES.stream().anyMatch(headings.places()::containsKey)) {
            return new Gradebook(List.of(), headings.columns(), rows);
        }
        GradeColumns columns = new GradeColumns(lines, about, here);
        List<Grades> grades = new ArrayList<>();
        List<Column> shown = new ArrayList<>();
        for (int place = 0; place < headings.columns().size(); place++) {
            Column column = headings.columns().get(place);
            if (column.meaning() == null || (about > 0 && !Who.says(column.meaning()))) {
                Optional<Found> found = columns.at(place, column.heading()).map(one -> once(one, grades));
                found.map(Found::grades).ifPresent(grades::add);
                shown.add(found.map(one -> shown(column.heading(), one))
                        .orElseGet(() -> new Column(column.heading(), null)));
            } else {
                shown.add(column);
            }
        }
        return new Gradebook(List.copyOf(grades), grades.isEmpty() ? shown : wide(shown, grades), rows);
    }

    /** Moodle writes the same grade as points, as a percentage and as a letter. */
    private static Found once(Found found, List<Grades> before) {
        Grades grades = found.grades();
        return grades != null && before.stream().anyMatch(one -> one.activity().equals(grades.activity()))
                ? Found.unused("second")
                : found;
    }

    private static Column shown(String heading, Found found) {
        Grades grades = found.grades();
        if (grades == null) {
            return new Column(heading, null, found.unused(), List.of());
        }
        if (grades.activity().equals("course")) {
            return new Column(heading, "grades-course", null, List.of());
        }
        return grades.possible() == null
                ? new Column(heading, "grades", null, List.of(grades.title()))
                : new Column(heading, "grades-of", null, List.of(grades.title(), grades.possible()));
    }

    /** What rows with a cell for each activity do not say besides is not used, and a column may stand in another's place. */
    private static List<Column> wide(List<Column> shown, List<Grades> grades) {
        Set<Integer> used = grades.stream().map(Grades::place).collect(Collectors.toSet());
        return IntStream.range(0, shown.size())
                .mapToObj(place -> {
                    Column column = shown.get(place);
                    String meaning = column.meaning();
                    if (grades.stream().anyMatch(one -> one.instead() == place)) {
                        return new Column(column.heading(), "grades-instead", null, List.of());
                    }
                    boolean said = meaning == null
                            || used.contains(place)
                            || Who.says(meaning)
                            || OF_WIDE_ROWS.contains(meaning);
                    return said ? column : new Column(column.heading(), null);
                })
                .toList();
    }

    /** Where Canvas says how many points are possible: in the second row, or in the third; 0 where nobody does. */
    private static int pointsPossible(List<Csv.Line> lines) {
        for (int row = 1; row < Math.min(3, lines.size()); row++) {
            if (cell(lines.get(row), 0).equalsIgnoreCase("Points Possible")) {
                return row;
            }
        }
        return 0;
    }

    static String cell(Csv.Line line, int place) {
        return place < line.cells().size() ? line.cells().get(place) : "";
    }

    /** What the row says in a column, or in the one that stands in its place. */
    static String cell(Csv.Line line, Grades grades) {
        String instead = grades.instead() < 0 ? "" : cell(line, grades.instead());
        return GradeCell.isNothing(instead) ? cell(line, grades.place()) : instead;
    }
}
