package org.cairn.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.cairn.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class StatisticsTests {

    private final HikariDataSource pool = new HikariDataSource();

    @BeforeEach
    void connect() {
        pool.setJdbcUrl(TestDatabase.postgresUrl());
        pool.setUsername("postgres");
        pool.setPassword("postgres");
        // a session tells others what it changed by itself only now and then
        pool.setMaximumPoolSize(1);
    }

    @AfterEach
    void disconnect() {
        pool.close();
    }

    @Test
    void aTableThatGrewFromNothingIsPlannedForAsItIs() {
        JdbcClient jdbc = JdbcClient.create(pool);
        jdbc.sql("create table \"Grown\" (id integer primary key, place varchar(10)) with (autovacuum_enabled = off)")
                .update();
        jdbc.sql("analyze \"Grown\"").update();
        jdbc.sql("insert into \"Grown\" select n, 'here' from generate_series(1, 1000) as n")
                .update();
        jdbc.sql("select pg_stat_force_next_flush()").query().singleRow();
        assertThat(rows(jdbc)).isZero();

        new Statistics(new JdbcStatistics(new JdbcTemplate(pool))).round();

        assertThat(rows(jdbc)).isEqualTo(1000);
    }

    /** How many rows the planner believes the table to have, of those it has looked at. */
    private static int rows(JdbcClient jdbc) {
        return jdbc.sql("select reltuples from pg_class where relname = 'Grown'")
                .query(Integer.class)
                .single();
    }

    @Test
    void aTableThatHardlyChangedIsLeftAlone() {
        JdbcClient jdbc = JdbcClient.create(pool);
        jdbc.sql("create table still (id integer primary key) with (autovacuum_enabled = off)")
                .update();
        jdbc.sql("insert into still select n from generate_series(1, 150) as n").update();
        jdbc.sql("select pg_stat_force_next_flush()").query().singleRow();
        assertThat(new JdbcStatistics(new JdbcTemplate(pool)).outgrown()).noneMatch(table -> table.endsWith(".still"));
    }

    @Test
    void theEmbeddedDatabaseDoesThatItself() {
        try (HikariDataSource h2 = new HikariDataSource()) {
            h2.setJdbcUrl("jdbc:h2:mem:statistics");
            assertThat(new Statistics(new JdbcStatistics(new JdbcTemplate(h2))).round())
                    .isGreaterThan(Duration.ofHours(1));
        }
    }
}
