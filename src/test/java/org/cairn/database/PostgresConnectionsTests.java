package org.cairn.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.cairn.Case;
import org.cairn.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresConnectionsTests {

    private static final int ROWS = 20_000;

    @Test
    @Case("F23")
    void aSessionThatStandsStillInsideATransactionIsEnded() {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(TestDatabase.postgresUrl());
            pool.setUsername("postgres");
            pool.setPassword("postgres");
            pool.setMaximumPoolSize(1);
            new PostgresConnections().postProcessBeforeInitialization(pool, "dataSource");
            assertThat(JdbcClient.create(pool)
                            .sql("show idle_in_transaction_session_timeout")
                            .query(String.class)
                            .single())
                    .isEqualTo("1min");
        }
    }

    @Test
    void aStatementFirstUsedOnAnEmptyTableDoesNotReadAllOfItWhenItHasGrown() {
        assertThat(rowsReadForOne(pool -> {})).as("with a plan that is kept").isGreaterThan(ROWS / 2);
        assertThat(rowsReadForOne(
                        pool -> new PostgresConnections().postProcessBeforeInitialization(pool, "dataSource")))
                .as("as every connection is told")
                .isLessThan(100);
    }

    /** How many rows a look-up of one among many reads, by a statement that was used a while before the many came. */
    private static long rowsReadForOne(Consumer<HikariDataSource> preparation) {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(TestDatabase.postgresUrl());
            pool.setUsername("postgres");
            pool.setPassword("postgres");
            pool.setMaximumPoolSize(1);
            preparation.accept(pool);
            JdbcClient jdbc = JdbcClient.create(pool);
            jdbc.sql(
                            "create table known (institution uuid, name varchar(255), learner uuid, primary key (institution, name))"
                                    + " with (autovacuum_enabled = off)")
                    .update();
            jdbc.sql("create index known_by_learner on known (institution, learner)")
                    .update();
            jdbc.sql("analyze known").update();
            UUID institution = UUID.randomUUID();
            for (int i = 0; i < 20; i++) {
                find(jdbc, institution);
            }
            jdbc.sql("insert into known select ?, 'name' || n, gen_random_uuid() from generate_series(1, ?) as n")
                    .params(institution, ROWS)
                    .update();
            return Objects.requireNonNull(new TransactionTemplate(new JdbcTransactionManager(pool)).execute(status -> {
                assertThat(find(jdbc, institution)).hasSize(1);
                return jdbc.sql("select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"
                                + " from pg_stat_xact_user_tables where relname = 'known'")
                        .query(Long.class)
                        .single();
            }));
        }
    }

    private static List<UUID> find(JdbcClient jdbc, UUID institution) {
        return jdbc.sql("select learner from unnest(cast(? as varchar array)) as asked(wanted)"
                        + " left join known on institution = ? and name = asked.wanted where learner is not null")
                .param(new SqlArrayValue("varchar", "name7"))
                .param(institution)
                .query(UUID.class)
                .list();
    }

    @Test
    void theEmbeddedDatabaseIsTakenAsItIs() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:h2:mem:plain");
        new PostgresConnections().postProcessBeforeInitialization(pool, "dataSource");
        assertThat(pool.getDataSourceProperties()).isEmpty();
    }
}
