package org.cairn.ingest.upload;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The columns that say who. */
final class Who {

    static final List<String> IDENTIFIERS = List.of("sub", "canvas", "sis", "username", "email");

    private Who() {}

    /** Whether a column of this meaning says who. */
    static boolean says(String meaning) {
        return IDENTIFIERS.contains(meaning) || meaning.equals("name");
    }

    /** Writes the person into an event; answers the identifiers in the words of the file. */
    static String write(ObjectNode event, Headings headings, Csv.Line line) {
        ObjectNode person = event.putObject("person");
        StringBuilder named = new StringBuilder();
        for (String column : IDENTIFIERS) {
            String cell = headings.cell(line, column);
            if (!cell.isEmpty()) {
                person.put(column, cell);
                named.append(named.isEmpty() ? "" : ", ")
                        .append(column)
                        .append(' ')
                        .append(cell);
            }
        }
        String name = headings.cell(line, "name");
        if (!name.isEmpty()) {
            person.put("name", name);
        }
        return named.toString();
    }
}
