package org.cairn;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the embedded database again after H2 has closed it under us, as it does when its file cannot be written: once the
 * disk has room, nobody has to start anything. H2 itself would keep it closed for as long as anybody is connected.
 */
final class ClosedDatabase implements SQLExceptionOverride {

    private static final int CLOSED = 90098;
    private static final Logger LOG = LoggerFactory.getLogger(ClosedDatabase.class);

    private final HikariDataSource pool;
    private final AtomicBoolean opening = new AtomicBoolean();

    ClosedDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Whoever was connected to the closed one must connect anew. */
    @java.lang.Override
    public Override adjudicate(SQLException e) {
        if (e.getErrorCode() != CLOSED) {
            return Override.CONTINUE_EVICT;
        }
        if (opening.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("cairn-reopen").start(this::open);
        }
        return Override.MUST_EVICT;
    }

    private void open() {
        try (Connection connection =
                        DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
                Statement statement = connection.createStatement()) {
            if (isClosed(statement)) {
                LOG.error("The embedded database could not be written and has closed itself; it is opened again");
                // makes H2 let go of it, so that the next who connects opens the file
                statement.execute("shutdown immediately");
            }
        } catch (SQLException e) {
            LOG.info("The embedded database cannot be opened yet: {}", e.getErrorCode());
        } finally {
            opening.set(false);
        }
    }

    /** It may have been opened again meanwhile. */
    private static boolean isClosed(Statement statement) throws SQLException {
        try {
            statement.execute("select count(*) from flyway_schema_history");
            return false;
        } catch (SQLException e) {
            if (e.getErrorCode() == CLOSED) {
                return true;
            }
            throw e;
        }
    }
}
