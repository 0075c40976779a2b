package org.cairn.database;

import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What PostgreSQL knows of the sizes of tables, from which it plans; H2 keeps that up to date by itself. */
@Component
class JdbcStatistics {

    private final JdbcTemplate template;

    JdbcStatistics(JdbcTemplate template) {
        this.template = template;
    }

    boolean arePlannedFrom() {
        return Dialect.of(Objects.requireNonNull(template.getDataSource())) == Dialect.POSTGRES;
    }

    /**
     * The tables, quoted, that grew by half or more since they were looked at. What was ever inserted counts, not what
     * is there: a queue is empty most of the time.
     */
    List<String> outgrown() {
        return template.query(
                "select format('%I.%I', schemaname, relname) from pg_stat_user_tables"
                        + " where schemaname = current_schema()"
                        + " and n_mod_since_analyze > 200 + greatest(n_live_tup, n_tup_ins) / 2 order by 1",
                (row, number) -> row.getString(1));
    }

    /** Looks at a sample of the table's rows; does nothing when somebody else is at it. */
    void renew(String table) {
        template.execute("analyze (skip_locked) " + table);
    }
}
