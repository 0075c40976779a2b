package org.cairn.ingest.upload;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.evidence.KnownActivity;
import org.cairn.ingest.Uploads.Column;
import org.jspecify.annotations.Nullable;

/**
 * The columns that hold the grades of one activity each, as Canvas and Moodle export their gradebooks and people keep
 * tables; and the rows that are left when those about the columns themselves are taken out.
 */
record Gradebook(List<Grades> grades, List<Column> shown, List<Csv.Line> rows) {

    private static final Pattern OF_CANVAS = Pattern.compile("(.+) \\((\\d{1,19})\\)", Pattern.DOTALL);
    private static final Pattern OF_MOODLE =
            Pattern.compile("(?:[^:]{1,80}: )?(.+) \\((Real|Percentage|Letter|Feedback)\\)", Pattern.DOTALL);
    private static final Set<String> OF_LONG_FILES =
            Set.of("activity", "points", "completed", "badge", "milestone", "type");

    /** A column of grades: those of one activity, of so many points; null where the cells say it themselves. */
    record Grades(
            int place,
            String heading,
            String activity,
            String title,
            @Nullable String possible) {}

    /** What the course has, as the platform told, or as its badges ask for. */
    record Here(boolean course, Set<String> bound, List<KnownActivity> known) {

        private List<KnownActivity> called(String title) {
            return known.stream()
                    .filter(one -> one.title().strip().equalsIgnoreCase(title)
                            || one.activity().id().equals(title))
                    .toList();
        }

        private boolean has(String id) {
            return !course
                    || bound.contains(id)
                    || known.stream().anyMatch(one -> one.activity().id().equals(id));
        }
    }

    /** What a column was found to be: grades, or the reason why it is not used. */
    private record Found(@Nullable Grades grades, @Nullable String unused) {
        static Found unused(String reason) {
            return new Found(null, reason);
        }
    }

    /** Looks for such columns; none in a file that has one row for each grade. */
    static Gradebook of(List<Csv.Line> lines, Headings headings, Here here) {
        int about = pointsPossible(lines);
        List<Csv.Line> rows = lines.subList(about + 1, lines.size());
        if (about == 0 && OF_LONG_FILES.stream().anyMatch(headings.places()::containsKey)) {
            return new Gradebook(List.of(), headings.columns(), rows);
        }
        List<Grades> grades = new ArrayList<>();
        List<Column> shown = new ArrayList<>();
        for (int place = 0; place < headings.columns().size(); place++) {
            Column column = headings.columns().get(place);
            boolean free = column.meaning() == null || (about > 0 && !Who.says(column.meaning()));
            Optional<Found> found = free
                    ? found(lines, about, place, column.heading(), here).map(one -> once(one, grades))
                    : Optional.empty();
            found.map(Found::grades).ifPresent(grades::add);
            shown.add(found.map(one -> shown(column.heading(), one))
                    .orElse(free ? new Column(column.heading(), null) : column));
        }
        return new Gradebook(List.copyOf(grades), List.copyOf(shown), rows);
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

    /** Where Canvas says how many points are possible: in the second row, or in the third; 0 where nobody does. */
    private static int pointsPossible(List<Csv.Line> lines) {
        for (int row = 1; row < Math.min(3, lines.size()); row++) {
            if (cell(lines.get(row), 0).equalsIgnoreCase("Points Possible")) {
                return row;
            }
        }
        return 0;
    }

    private static Optional<Found> found(List<Csv.Line> lines, int about, int place, String heading, Here here) {
        Optional<Found> found = about > 0
                ? ofCanvas(lines, about, place, heading, here)
                : ofMoodle(place, heading, here).or(() -> ofOwn(lines, place, heading, here));
        return found.map(one -> one.grades() == null ? one : withNumbers(one, lines, about));
    }

    private static Optional<Found> ofCanvas(List<Csv.Line> lines, int about, int place, String heading, Here here) {
        if (heading.equals("Final Score") && here.course()) {
            return Optional.of(new Found(new Grades(place, heading, "course", heading, "100"), null));
        }
        Matcher titled = OF_CANVAS.matcher(heading);
        if (!titled.matches()) {
            return Optional.empty();
        }
        String id = "assignment:" + titled.group(2);
        // between the headings and the points Canvas names the columns whose grades are posted by hand
        if (about == 2 && !cell(lines.get(1), place).isEmpty()) {
            return Optional.of(Found.unused("by-hand"));
        }
        return Optional.of(grades(place, heading, id, titled.group(1), cell(lines.get(about), place), here));
    }

    private static Found grades(int place, String heading, String id, String title, String possible, Here here) {
        if (!here.has(id)) {
            return Found.unused("elsewhere");
        }
        Optional<String> points = positive(possible);
        return points.isEmpty()
                ? Found.unused("no-possible")
                : new Found(new Grades(place, heading, id, title, points.get()), null);
    }

    private static Optional<String> positive(String cell) {
        try {
            String number = Cells.number(cell);
            return number.endsWith("%") || new BigDecimal(number).signum() <= 0
                    ? Optional.empty()
                    : Optional.of(plain(new BigDecimal(number)));
        } catch (Cells.Wrong none) {
            return Optional.empty();
        }
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private static Optional<Found> ofMoodle(int place, String heading, Here here) {
        Matcher titled = OF_MOODLE.matcher(heading);
        if (!titled.matches()) {
            return Optional.empty();
        }
        String title = titled.group(1);
        return switch (titled.group(2)) {
            case "Letter", "Feedback" -> Optional.of(Found.unused("no-numbers"));
            case "Percentage" -> Optional.of(of(place, heading, title, true, here));
            default -> Optional.of(of(place, heading, title, false, here));
        };
    }

    /** A column that is called as an activity is; one that holds grades, and is not, is told apart from other columns. */
    private static Optional<Found> ofOwn(List<Csv.Line> lines, int place, String heading, Here here) {
        boolean called = !heading.isEmpty()
                && (!here.called(heading).isEmpty() || here.bound().contains(heading));
        if (called) {
            return Optional.of(of(place, heading, heading, false, here));
        }
        boolean grades = lines.stream()
                .skip(1)
                .map(line -> cell(line, place))
                .anyMatch(cell -> !GradeCell.isNothing(cell) && GradeCell.isGrade(cell));
        return grades && here.course() ? Optional.of(Found.unused("elsewhere")) : Optional.empty();
    }

    private static Found of(int place, String heading, String title, boolean percent, Here here) {
        if (title.toLowerCase(Locale.ROOT).equals("course total")) {
            return percent && here.course()
                    ? new Found(new Grades(place, heading, "course", title, null), null)
                    : Found.unused("no-possible");
        }
        List<KnownActivity> called = here.called(title);
        if (called.size() > 1) {
            return Found.unused("several");
        }
        if (called.isEmpty()) {
            return here.bound().contains(title)
                    ? new Found(new Grades(place, heading, title, title, null), null)
                    : Found.unused("elsewhere");
        }
        BigDecimal most = called.getFirst().possible();
        String possible = percent || most == null || most.signum() <= 0 ? null : plain(most);
        return new Found(
                new Grades(
                        place,
                        heading,
                        called.getFirst().activity().id(),
                        called.getFirst().title(),
                        possible),
                null);
    }

    /** A column of letters, or with nothing in it, is told apart before each of its rows is complained of. */
    private static Found withNumbers(Found found, List<Csv.Line> lines, int about) {
        Grades grades = java.util.Objects.requireNonNull(found.grades());
        boolean empty = true;
        boolean percent = false;
        for (Csv.Line line : lines.subList(about + 1, lines.size())) {
            String cell = cell(line, grades.place());
            boolean says = !GradeCell.isNothing(cell);
            empty &= !says;
            percent |= cell.endsWith("%");
            if (says && GradeCell.isGrade(cell) && (grades.possible() != null || percent || GradeCell.isWord(cell))) {
                return found;
            }
        }
        return Found.unused(empty ? "empty" : grades.possible() == null && !percent ? "no-possible" : "no-numbers");
    }

    private static String cell(Csv.Line line, int place) {
        return place < line.cells().size() ? line.cells().get(place) : "";
    }

    /** What the row's cell of a column says. */
    static String cell(Csv.Line line, Grades grades) {
        return cell(line, grades.place());
    }
}
