package org.cairn.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Waits at the start for a database server that does not answer yet, instead of giving up: after a power cut everything
 * starts at once, and a node that is started again must not need anybody. A server that answers and refuses is another
 * matter: a wrong password does not mend itself.
 */
@Component
class PatientStart implements BeanPostProcessor, PriorityOrdered, EnvironmentAware {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PAUSES_BETWEEN_WORDS = 60;
    private static final Logger LOG = LoggerFactory.getLogger(PatientStart.class);

    private Optional<Environment> environment = Optional.empty();

    @Override
    public void setEnvironment(Environment given) {
        environment = Optional.of(given);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && isServer(pool)) {
            String silence = silence(pool);
            if (!silence.isEmpty()) {
                await(pool, silence);
            }
        }
        return bean;
    }

    /** The embedded database is a file of ours: there is nobody to wait for. */
    private static boolean isServer(HikariDataSource pool) {
        return pool.getJdbcUrl() != null && !pool.getJdbcUrl().startsWith("jdbc:h2:");
    }

    private void await(HikariDataSource pool, String first) {
        CountDownLatch ending = new CountDownLatch(1);
        Thread end = new Thread(ending::countDown, "cairn-stopped-early");
        Runtime.getRuntime().addShutdownHook(end);
        try (Porter porter = Porter.at(environment)) {
            int pauses = 0;
            for (String silence = first; !silence.isEmpty(); silence = silence(pool)) {
                if (pauses++ % PAUSES_BETWEEN_WORDS == 0) {
                    LOG.warn(
                            "Cairn waits for its database, and starts as soon as it answers ({}); until then {}",
                            silence,
                            porter);
                }
                if (ending.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("Stopped while waiting for the database");
                }
            }
            LOG.warn("The database answers; Cairn starts");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the database", e);
        } finally {
            if (ending.getCount() > 0) {
                Runtime.getRuntime().removeShutdownHook(end);
            }
        }
    }

    /**
     * Why there is no answer, in the driver's words, which name the host and nothing that is secret; empty when there is
     * one. By a plain connection, for a pool would tell of every attempt at length.
     */
    private static String silence(HikariDataSource pool) {
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        if (pool.getUsername() != null) {
            properties.setProperty("user", pool.getUsername());
        }
        if (pool.getPassword() != null) {
            properties.setProperty("password", pool.getPassword());
        }
        try (Connection connection = DriverManager.getConnection(pool.getJdbcUrl(), properties)) {
            return connection.isValid((int) PAUSE.toSeconds()) ? "" : "connected, and silent";
        } catch (SQLException e) {
            return isAway(String.valueOf(e.getSQLState())) ? String.valueOf(e.getMessage()) : "";
        }
    }

    /** No connection; just starting or stopping; or no room for one more. All else is told by whoever connects next. */
    private static boolean isAway(String state) {
        return state.startsWith("08") || state.startsWith("57P0") || state.equals("53300");
    }
}
