package org.cairn;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The two databases that every storage test runs on.
 *
 * <pre>{@code
 * @ParameterizedClass
 * @EnumSource(TestDatabase.class)
 * class JdbcThingsTests {
 *     JdbcThingsTests(TestDatabase database) { var fresh = database.fresh(); … }
 * }
 * }</pre>
 */
public enum TestDatabase {
    H2 {
        @Override
        DataSource migrated() {
            DataSource dataSource = JdbcConnectionPool.create(
                    ("jdbc:h2:mem:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1"
                                    + ";LOCK_TIMEOUT=30000")
                            .formatted(UUID.randomUUID()),
                    "sa",
                    "");
            Flyway.configure().dataSource(dataSource).load().migrate();
            return dataSource;
        }
    },
    POSTGRESQL {
        @Override
        DataSource migrated() {
            return pool(Server.POSTGRES.getJdbcUrl("postgres", create(" template " + Template.NAME)));
        }
    };

    private static final AtomicInteger NEXT = new AtomicInteger();

    abstract DataSource migrated();

    /** Returns a database of its own with all migrations applied. */
    public Fresh fresh() {
        DataSource dataSource = migrated();
        return new Fresh(
                dataSource,
                JdbcClient.create(dataSource),
                new TransactionTemplate(new JdbcTransactionManager(dataSource)));
    }

    /** One database with what storage classes are built from. */
    public record Fresh(DataSource dataSource, JdbcClient jdbc, TransactionTemplate transactions) {}

    /** Returns the JDBC URL of a new, empty PostgreSQL database, for tests that start the whole application on it. */
    public static String postgresUrl() {
        return Server.POSTGRES.getJdbcUrl("postgres", create(""));
    }

    private static String create(String options) {
        String name = "test" + NEXT.incrementAndGet();
        JdbcClient.create(Server.POSTGRES.getPostgresDatabase())
                .sql("create database " + name + options)
                .update();
        return name;
    }

    /** Connections are kept for a while only: every test has a database of its own. */
    private static DataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(24);
        config.setIdleTimeout(10_000);
        return new HikariDataSource(config);
    }

    /** Migrated once; copying a database is much quicker than migrating it. */
    private static final class Template {
        private static final String NAME = migrate(create(""));

        private static String migrate(String name) {
            Flyway.configure()
                    .dataSource(Server.POSTGRES.getDatabase("postgres", name))
                    .load()
                    .migrate();
            return name;
        }
    }

    /** One server for the whole test run, started when first needed. */
    private static final class Server {
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "600")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
