package org.cairn.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Commits so that what was committed survives a power cut.
 *
 * <p>PostgreSQL does so by itself. H2 returns from a commit before its file is synced to the disk, whatever its write
 * delay; so a commit on an H2 file is followed by a sync, shared by all who committed meanwhile. Transactions marked
 * read-only are spared it.
 */
@Component("transactionManager")
public class DurableTransactionManager extends JdbcTransactionManager {

    private final boolean needsSync;
    private final GroupSync group = new GroupSync();

    DurableTransactionManager(DataSource dataSource) {
        super(dataSource);
        this.needsSync = isH2File(dataSource);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        super.doCommit(status);
        if (needsSync && !status.isReadOnly()) {
            // on the connection that is ours already: waiting for another one could exhaust the pool
            Connection connection = ((JdbcTransactionObjectSupport) status.getTransaction())
                    .getConnectionHolder()
                    .getConnection();
            group.await(() -> sync(connection));
        }
    }

    private static void sync(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("checkpoint sync");
        } catch (SQLException e) {
            throw new TransactionSystemException("Committed, but not known to have reached the disk", e);
        }
    }

    /** How many syncs there were since the start. */
    long syncs() {
        return group.syncs();
    }

    private static boolean isH2File(DataSource dataSource) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            String url = connection.getMetaData().getURL();
            return url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:mem:");
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not say what it is", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
