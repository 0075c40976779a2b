package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresConnectionsTests {

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
    void theEmbeddedDatabaseIsTakenAsItIs() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:h2:mem:plain");
        new PostgresConnections().postProcessBeforeInitialization(pool, "dataSource");
        assertThat(pool.getDataSourceProperties()).isEmpty();
    }
}
