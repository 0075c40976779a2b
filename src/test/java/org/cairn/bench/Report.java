package org.cairn.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One table of measurements, each beside the limit it leans on. */
final class Report {

    private record Row(String what, String value, String limit, String ratio, String note) {}

    private final String database;
    private final List<Row> rows = new ArrayList<>();

    Report(String database) {
        this.database = database;
    }

    void add(String what, double perSecond, @Nullable String limitName, double limit, String note) {
        rows.add(new Row(
                what,
                number(perSecond),
                limitName == null ? "" : "%s %s".formatted(number(limit), limitName),
                limitName == null ? "" : String.format(Locale.ROOT, "%.2f", perSecond / limit),
                note));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%,.1f" : "%,.0f", value);
    }

    String asMarkdown() {
        StringBuilder table = new StringBuilder("\n### ")
                .append(database)
                .append(
                        "\n\n| what | per second | the machine's own limit | ratio | note |\n| --- | ---: | ---: | ---: | --- |\n");
        rows.forEach(row -> table.append("| %s | %s | %s | %s | %s |%n"
                .formatted(row.what(), row.value(), row.limit(), row.ratio(), row.note())));
        return table.toString();
    }
}
