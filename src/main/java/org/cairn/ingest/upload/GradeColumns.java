package org.cairn.ingest.upload;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.evidence.KnownActivity;
import org.cairn.ingest.upload.Gradebook.Found;
import org.cairn.ingest.upload.Gradebook.Grades;
import org.cairn.ingest.upload.Gradebook.Here;
import org.jspecify.annotations.Nullable;

/**
 * Tells by its heading whether a column holds the grades of an activity, and by its cells whether they can be used.
 *
 * @param about in which line Canvas says how many points are possible; 0 where nobody does
 */
record GradeColumns(List<Csv.Line> lines, int about, Here here) {

    private static final Pattern OF_CANVAS = Pattern.compile("(.+) \\((\\d{1,19})\\)", Pattern.DOTALL);
    private static final Pattern OF_MOODLE = Pattern.compile("(.+) \\(([^()]{1,40})\\)", Pattern.DOTALL);
    private static final Pattern OF_BLACKBOARD = Pattern.compile(
            "(?<title>.+) \\[[^\\[\\]]*?(?<points>\\d{1,9}(?:[.,]\\d{1,5})?)(?: (?<shown>[\\p{L}/ ]+))?\\] ?\\|\\d+",
            Pattern.DOTALL);

    /** Before the title Moodle says what kind of activity it is, in the language of whoever exports. */
    private static final Pattern KIND = Pattern.compile("[^:]{1,80}: (.+)", Pattern.DOTALL);

    /** What the column is; empty where nothing tells that it holds grades. */
    Optional<Found> at(int place, String heading) {
        Optional<Found> found = about > 0
                ? ofCanvas(place, heading)
                : ofBlackboard(place, heading)
                        .or(() -> ofMoodle(place, heading))
                        .or(() -> ofOwn(place, heading));
        return found.map(one -> one.grades() == null ? one : withNumbers(one, one.grades()));
    }

    private Optional<Found> ofCanvas(int place, String heading) {
        if (heading.equals("Final Score") && here.course()) {
            int override = lines.getFirst().cells().indexOf("Override Score");
            return Optional.of(Found.of(new Grades(place, override, heading, "course", heading, "100")));
        }
        Matcher titled = OF_CANVAS.matcher(heading);
        if (!titled.matches()) {
            return Optional.empty();
        }
        // between the headings and the points Canvas names the columns whose grades are posted by hand
        if (about == 2 && !Gradebook.cell(lines.get(1), place).isEmpty()) {
            return Optional.of(Found.unused("by-hand"));
        }
        String id = "assignment:" + titled.group(2);
        if (!here.has(id)) {
            return Optional.of(Found.unused("elsewhere"));
        }
        String possible = positive(Gradebook.cell(lines.get(about), place)).orElse(null);
        return Optional.of(
                possible == null
                        ? Found.unused("no-possible")
                        : Found.of(new Grades(place, heading, id, titled.group(1), possible)));
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

    /** {@code Essay [Total Pts: 20 Score] |4711}. */
    private Optional<Found> ofBlackboard(int place, String heading) {
        Matcher titled = OF_BLACKBOARD.matcher(heading);
        if (!titled.matches()) {
            return Optional.empty();
        }
        boolean percent = "Percentage".equals(titled.group("shown"));
        String possible = percent ? null : positive(titled.group("points")).orElse(null);
        return Optional.of(of(place, heading, titled.group("title"), possible));
    }

    /** {@code Quiz: Kick-off (Real)}; in other languages only for activities that are known. */
    private Optional<Found> ofMoodle(int place, String heading) {
        Matcher titled = OF_MOODLE.matcher(heading);
        if (!titled.matches()) {
            return Optional.empty();
        }
        String title = title(titled.group(1));
        return switch (titled.group(2)) {
            case "Letter", "Feedback" -> Optional.of(Found.unused("no-numbers"));
            case "Percentage" ->
                Optional.of(
                        title.equalsIgnoreCase("course total")
                                ? total(place, heading)
                                : of(place, heading, title, null));
            case "Real" ->
                Optional.of(
                        title.equalsIgnoreCase("course total")
                                ? Found.unused("no-possible")
                                : of(place, heading, title, possible(title)));
            default ->
                here.knows(heading) || !here.knows(title)
                        ? Optional.empty()
                        : Optional.of(of(place, heading, title, possible(title)));
        };
    }

    /** A column of the gradebook's own has no kind before it, but may have a colon in its title. */
    private String title(String named) {
        Matcher kind = KIND.matcher(named);
        return here.knows(named) || !kind.matches() ? named : kind.group(1);
    }

    private Found total(int place, String heading) {
        return here.course()
                ? Found.of(new Grades(place, heading, "course", heading, null))
                : Found.unused("no-possible");
    }

    /** A column that is called as an activity is; one that holds grades, and is not, is told apart from other columns. */
    private Optional<Found> ofOwn(int place, String heading) {
        if (here.knows(heading)) {
            return Optional.of(of(place, heading, heading, possible(heading)));
        }
        boolean grades = lines.stream()
                .skip(1)
                .map(line -> Gradebook.cell(line, place))
                .anyMatch(cell -> !GradeCell.isNothing(cell) && GradeCell.isGrade(cell));
        return grades && here.course() ? Optional.of(Found.unused("elsewhere")) : Optional.empty();
    }

    /** The points that the platform told for the one activity of that title. */
    private @Nullable String possible(String title) {
        List<KnownActivity> called = here.called(title);
        BigDecimal most = called.size() == 1 ? called.getFirst().possible() : null;
        return most == null || most.signum() <= 0 ? null : plain(most);
    }

    private Found of(int place, String heading, String title, @Nullable String possible) {
        List<KnownActivity> called = here.called(title);
        if (called.size() > 1) {
            return Found.unused("several");
        }
        if (called.size() == 1) {
            KnownActivity one = called.getFirst();
            return Found.of(new Grades(place, heading, one.activity().id(), one.title(), possible));
        }
        return here.bound().contains(title)
                ? Found.of(new Grades(place, heading, title, title, possible))
                : Found.unused("elsewhere");
    }

    /** A column of letters, or with nothing in it, is told apart before each of its rows is complained of. */
    private Found withNumbers(Found found, Grades grades) {
        boolean empty = true;
        boolean percent = false;
        for (Csv.Line line : lines.subList(about + 1, lines.size())) {
            String cell = Gradebook.cell(line, grades);
            boolean says = !GradeCell.isNothing(cell);
            empty &= !says;
            percent |= cell.endsWith("%");
            if (says && GradeCell.isGrade(cell) && (grades.possible() != null || percent || GradeCell.isWord(cell))) {
                return found;
            }
        }
        return Found.unused(empty ? "empty" : grades.possible() == null && !percent ? "no-possible" : "no-numbers");
    }
}
