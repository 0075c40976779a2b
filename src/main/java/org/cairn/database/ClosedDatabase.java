package org.cairn.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.cairn.vault.Untold;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Opens the embedded database again after H2 has closed it under us, as it does when its file cannot be written: once the
 * disk has room, nobody has to start anything.
 *
 * <p>Every attempt to open it on a full disk may leave its file locked for as long as the process lives. So nobody connects
 * while it is closed, and one connection of ours holds on to it until there is room, and then makes it let go.
 */
final class ClosedDatabase extends AbstractDataSource implements SQLExceptionOverride, AutoCloseable {

    private static final int CLOSED = 90098;

    /** With less room it would only close itself again. */
    private static final long LEAST_ROOM = 32L * 1024 * 1024;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int MOST_ASKING = 16;
    private static final Duration ASKED = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(ClosedDatabase.class);

    private final String url;
    private final String user;
    private final String password;
    private final Path folder;
    private final AtomicBoolean opening = new AtomicBoolean();
    private volatile Connection holding;
    private volatile boolean over;
    private volatile Runnable opened = () -> {};

    ClosedDatabase(String url, String user, String password, Path folder) throws SQLException {
        this.url = url;
        this.user = user;
        this.password = password;
        this.folder = folder;
        this.holding = connect();
    }

    /** Is told when it is open again: whoever was connected before is connected to nothing. */
    void onOpened(Runnable listener) {
        opened = listener;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    @java.lang.Override
    public Connection getConnection() throws SQLException {
        if (opening.get() || store(holding).isClosed()) {
            openSoon();
            throw new SQLTransientConnectionException(
                    "The embedded database is closed until its disk has room", "08006", CLOSED);
        }
        return connect();
    }

    @java.lang.Override
    public Connection getConnection(String ignored, String alsoIgnored) throws SQLException {
        return getConnection();
    }

    /** Whoever was connected to the closed one must connect anew. */
    @java.lang.Override
    public Override adjudicate(SQLException e) {
        if (e.getErrorCode() != CLOSED) {
            return Override.CONTINUE_EVICT;
        }
        openSoon();
        return Override.MUST_EVICT;
    }

    private void openSoon() {
        if (!over && opening.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("cairn-reopen").start(this::open);
        }
    }

    private void open() {
        try {
            if (store(holding).isClosed()) {
                LOG.error(
                        "The embedded database could not be written and has closed itself; it waits for room on its disk");
                do {
                    // whoever leaves the old one after a new one was opened would take the new one out of H2's memory
                    setFree(holding);
                    LockSupport.parkNanos(PAUSE.toNanos());
                } while (!over && !isOpenAgain());
            }
        } catch (SQLException e) {
            LOG.error("The embedded database does not say whether it is closed", Untold.of(e));
        } finally {
            opening.set(false);
        }
    }

    private boolean isOpenAgain() {
        try {
            if (Files.getFileStore(folder).getUsableSpace() < LEAST_ROOM) {
                return false;
            }
            letGo(holding);
            holding = connect();
            opened.run();
            LOG.warn("The embedded database is open again");
            return true;
        } catch (SQLException | IOException e) {
            LOG.warn("The embedded database cannot be opened yet ({})", e.getMessage());
            // what H2 left locked is unlocked when it is collected
            System.gc();
            return false;
        }
    }

    /** Takes the closed database out of H2's memory, and the lock off its file. */
    private static void letGo(Connection dead) throws SQLException {
        MVStore store = dead.isClosed() ? null : store(dead);
        try (dead;
                Statement statement = dead.createStatement()) {
            statement.execute("shutdown immediately");
        } catch (SQLException closed) {
            // that is what was asked for
        }
        if (store != null) {
            try {
                store.getFileStore().close();
            } catch (MVStoreException closed) {
                // all the better
            }
        }
    }

    /**
     * Whoever began a statement in the moment when H2 closed itself may go round in there for ever: it waits until the number of
     * those who read is above zero, of which the closing has taken away too much. Everyone who asks adds one for a moment, so
     * enough of them at once get by, stay counted, and let all others by, who then find the database closed.
     */
    private static void setFree(Connection dead) throws SQLException {
        if (dead.isClosed()) {
            return;
        }
        MVStore store = store(dead);
        try {
            boolean free = false;
            for (int asking = 0; asking < MOST_ASKING && !free; asking++) {
                free = Thread.ofPlatform()
                        .daemon()
                        .name("cairn-set-free")
                        .start(store::registerVersionUsage)
                        .join(ASKED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static MVStore store(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        return session.getDatabase().getStore().getMvStore();
    }

    @java.lang.Override
    public void close() throws SQLException {
        over = true;
        holding.close();
    }
}
