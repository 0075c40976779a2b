package org.cairn.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** People by the hundred thousand, put straight into the tables of a database that no node has open. */
final class Crowd {

    private static final String ID = "cast('00000000-0000-4000-8000-' || lpad(cast(n as varchar), 12, '0') as uuid)";

    private Crowd() {}

    /** Where the tables are. */
    record Database(String url, String user, String password) {

        /** The embedded one, of a process with this folder. */
        static Database embedded(Path home) {
            return new Database(
                    "jdbc:h2:file:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE".formatted(home.resolve("data/cairn")),
                    "sa",
                    "");
        }

        private String numbers() {
            return url.startsWith("jdbc:h2:")
                    ? " from (select \"X\" as n from system_range(?, ?)) as numbers"
                    : " from generate_series(?, ?) as numbers(n)";
        }
    }

    /** Adds the people of these numbers, with the names that {@code CanvasWriter} gives them. */
    static void join(Database database, long shard, int first, int last) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(database.url(), database.user(), database.password())) {
            add(
                    connection,
                    "insert into learner (institution, id, name, known_since) select institution, " + ID
                            + ", 'Student ' || n, current_timestamp",
                    database,
                    first,
                    last);
            for (String name : List.of(
                    "'canvas-local', cast(n as varchar)",
                    "'canvas-global', cast(n + %d as varchar)".formatted(shard),
                    "'canvas-uuid', 'uuid-of-student-' || n",
                    "'sis', 'SIS-' || n")) {
                add(
                        connection,
                        "insert into learner_identifier (institution, platform, kind, identifier, learner)"
                                + " select institution, id, " + name + ", " + ID,
                        database,
                        first,
                        last);
            }
        }
    }

    private static void add(Connection connection, String insert, Database database, int first, int last)
            throws SQLException {
        String people = insert + database.numbers() + " cross join (select institution, id from platform) as platform";
        try (PreparedStatement statement = connection.prepareStatement(people)) {
            statement.setInt(1, first);
            statement.setInt(2, last);
            statement.executeUpdate();
        }
    }
}
