package org.cairn.database;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * How rows are added to a table as far as they are not there yet: each by a statement of its own, or all of them by one,
 * whichever {@link Dialect#writesManyAtOnce} says is better.
 */
public final class NewRows {

    private final String names;
    private final String each;
    private final String atOnce;

    private NewRows(String table, List<Column> columns) {
        this.names = list(columns, Column::name);
        this.each = "insert into %s (%s) values (%s) on conflict do nothing"
                .formatted(table, names, list(columns, column -> "?"));
        this.atOnce = "insert into %s (%s) select %s from unnest(%s) as came(%s) on conflict do nothing"
                .formatted(
                        table,
                        names,
                        list(columns, Column::read),
                        list(columns, column -> "cast(? as varchar array)"),
                        names);
    }

    /** Columns are given as in the table: {@code "learner uuid"}; without a type they are texts. */
    public static NewRows of(String table, String... columns) {
        return new NewRows(table, Stream.of(columns).map(Column::of).toList());
    }

    private record Column(String name, String type) {

        static Column of(String text) {
            String[] parts = text.split(" ", 2);
            return new Column(parts[0], parts.length == 2 ? parts[1] : "varchar");
        }

        /** Everything travels as text. */
        String read() {
            return type.equals("varchar") ? name : "cast(%s as %s)".formatted(name, type);
        }
    }

    private static String list(List<Column> columns, Function<Column, String> what) {
        return columns.stream().map(what).collect(Collectors.joining(", "));
    }

    /** The columns' names, in their order. */
    public String names() {
        return names;
    }

    /** The statement, to be executed once for each of {@link #parameters}. */
    public String statement(Dialect dialect) {
        return dialect.writesManyAtOnce() ? atOnce : each;
    }

    /**
     * What the statement is executed with: once for each row, or once for all of them, and then it tells how many it
     * added and not which.
     */
    public List<@Nullable Object[]> parameters(Dialect dialect, List<@Nullable Object[]> rows) {
        return dialect.writesManyAtOnce() && !rows.isEmpty() ? List.<@Nullable Object[]>of(byColumn(rows)) : rows;
    }

    /**
     * The values of each column together. They are arrays of texts, and not of anything: PostgreSQL's driver sends those
     * as they are, without escaping each.
     */
    private static @Nullable Object[] byColumn(List<@Nullable Object[]> rows) {
        return IntStream.range(0, rows.getFirst().length)
                .mapToObj(column -> new SqlArrayValue("varchar", (Object[]) rows.stream()
                        .map(row -> Objects.toString(row[column], null))
                        .toArray(String[]::new)))
                .toArray();
    }
}
