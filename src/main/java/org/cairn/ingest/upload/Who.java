package org.cairn.ingest.upload;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.upload.Cells.Wrong;
import tools.jackson.databind.node.ObjectNode;

/** The columns that say who. */
final class Who {

    static final List<String> IDENTIFIERS = List.of("sub", "canvas", "sis", "username", "email");

    private static final Set<String> NAMES = Set.of("name", "first", "last");

    /** What a spreadsheet makes of a long number, so that nobody can tell any more what it was. */
    private static final Pattern SHORTENED = Pattern.compile("\\d([.,]\\d+)?[eE]\\+\\d{1,3}");

    private Who() {}

    /** Whether a column of this meaning says who. */
    static boolean says(String meaning) {
        return IDENTIFIERS.contains(meaning) || NAMES.contains(meaning);
    }

    /** Canvas exports the student that teachers look through among the others, with the name in one column or in two. */
    static boolean isTestStudent(Headings headings, Csv.Line line) {
        boolean split = headings.columns().getFirst().heading().equals("LastName");
        return (split ? headings.cell(line, "last") + ", " + headings.cell(line, "first") : headings.cell(line, "name"))
                .equals("Student, Test");
    }

    /** Writes the person into an event; answers the identifiers, and the name if there is one, in the words of the file. */
    static String write(ObjectNode event, Headings headings, Csv.Line line) throws Wrong {
        ObjectNode person = event.putObject("person");
        StringBuilder named = new StringBuilder();
        for (String column : IDENTIFIERS) {
            String cell = headings.cell(line, column);
            if (SHORTENED.matcher(cell).matches()) {
                throw new Wrong(Complaint.of("cell.shortened", Cells.shown(cell)));
            }
            if (!cell.isEmpty()) {
                person.put(column, cell);
                named.append(named.isEmpty() ? "" : ", ")
                        .append(column)
                        .append(' ')
                        .append(cell);
            }
        }
        String name = name(headings, line);
        if (name.isEmpty() || named.isEmpty()) {
            return named.toString();
        }
        person.put("name", name);
        return "%s (%s)".formatted(name, named);
    }

    private static String name(Headings headings, Csv.Line line) {
        String name = headings.cell(line, "name");
        return name.isEmpty() ? (headings.cell(line, "first") + " " + headings.cell(line, "last")).strip() : name;
    }
}
